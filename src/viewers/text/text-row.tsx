import type { Ref } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { TextMatch } from '../../domain/artifacts/text/find-in-lines.ts';
import { lineSegments, type LookSpan } from '../../domain/artifacts/text/line-segments.ts';
import type { TextLine } from '../../domain/artifacts/text/split-lines.ts';
import { m } from '../../paraglide/messages.js';
import css from './text-viewer.module.css';

/** A line as it is shown: with terminal codes applied or as it stands. */
export interface ShownLine {
  readonly text: string;
  readonly looks: readonly LookSpan[];
  readonly overwrites: number;
}

/** Characters of a line that are shown at first, and how many more with each click. */
const SHOWN_CHARACTERS = 2_000;
const MORE_CHARACTERS = 10_000;

interface TextRowProps {
  readonly ref: Ref<HTMLDivElement> | undefined;
  readonly index: number;
  readonly topPx: number;
  readonly line: TextLine;
  readonly shown: ShownLine;
  readonly number: number | undefined;
  readonly looks: readonly LookSpan[];
  readonly matches: readonly TextMatch[];
  readonly current: TextMatch | undefined;
  readonly shownCharacters: number | undefined;
  readonly onExpand: (characters: number) => void;
}

export function TextRow({ ref, ...props }: TextRowProps) {
  const { line, shown, number, current, matches } = props;
  const limit = Math.max(props.shownCharacters ?? SHOWN_CHARACTERS, current?.end ?? 0);
  const text = shown.text.length > limit ? shown.text.slice(0, limit) : shown.text;
  const left = shown.text.length - text.length;
  const place = number === undefined ? formatCount(line.startByte) : number > 0 ? formatCount(number) : '';
  return (
    <div
      ref={ref}
      className={css['row']}
      style={{ transform: `translateY(${props.topPx}px)` }}
      data-index={props.index}
      data-byte={line.startByte}
      data-line={number === undefined || number === 0 ? undefined : number}
    >
      <span
        className={css['gutter']}
        aria-hidden="true"
        title={line.isContinued ? m.text_continued() : undefined}
      >
        {line.isContinued ? '↳' : place}
      </span>
      <span className={css['text']}>
        {lineSegments(text, props.looks, matches).map(({ start, text: part, className, mark }) =>
          mark === undefined ? (
            <span key={start} className={className}>
              {part}
            </span>
          ) : (
            <mark
              key={start}
              className={className}
              data-current={matches[mark] === current || isSame(matches[mark], current) || undefined}
            >
              {part}
            </mark>
          ),
        )}
        {left > 0 ? (
          <button
            type="button"
            className={css['more']}
            onClick={() => props.onExpand(limit + MORE_CHARACTERS)}
          >
            {m.text_line_more({ text: formatCount(left) })}
          </button>
        ) : null}
        {shown.overwrites > 0 ? (
          <span className={css['overwritten']}>{m.text_overwritten({ count: shown.overwrites })}</span>
        ) : null}
      </span>
    </div>
  );
}

function isSame(a: TextMatch | undefined, b: TextMatch | undefined): boolean {
  return a?.line === b?.line && a?.start === b?.start;
}
