import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../../base/format-number.ts';
import type { DiffLine } from '../../../domain/comparison/diff-lines.ts';
import { type DiffWords, wordOfLine, wordsOfCell } from '../../../domain/comparison/diff-words.ts';
import {
  distinctValues,
  type PathLine,
  pathLines,
  type TextLine,
  textLines,
  type ValueOfRuns,
} from '../../../domain/comparison/value-diff.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { ModalDialog } from '../../../ui/modal-dialog.tsx';
import css from './value-dialog.module.css';

interface ValueDialogProps {
  readonly line: DiffLine;
  readonly runs: readonly ComparedRun[];
  readonly words: DiffWords;
  readonly onClose: () => void;
}

/** Room for the line of a mark, and the one below. */
const MARK_PX = 36;

/** Values beside each other at most: more cannot be read. */
const MAX_VALUES = 8;

/** The whole values of a line: JSON place by place, other texts line by line, with what differs in them marked. */
export function ValueDialog({ line, runs, words, onClose }: ValueDialogProps) {
  const all = useMemo(
    () => distinctValues(runs.map((_, place) => wordsOfCell(line, place, words)?.full)),
    [line, runs, words],
  );
  const values = all.slice(0, MAX_VALUES);
  const paths = useMemo(() => pathLines(values.map(({ text }) => text)), [values]);
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (scroller.current) showFirstMark(scroller.current);
  }, []);
  const lacking = runs.length - all.reduce((sum, { places }) => sum + places.length, 0);
  return (
    <ModalDialog title={m.diff_value_title({ key: wordOfLine(line, words) })} widthPx={980} onClose={onClose}>
      <div ref={scroller} className={css.scroll}>
        {paths ? <Paths paths={paths} values={values} runs={runs} /> : <Texts values={values} runs={runs} />}
      </div>
      <div className={css.foot}>
        <span>
          {[
            ...(all.length > values.length
              ? [m.diff_value_more({ shown: formatCount(values.length), all: formatCount(all.length) })]
              : []),
            ...(lacking > 0 ? [m.diff_value_lacking({ count: lacking, text: formatCount(lacking) })] : []),
          ].join(' · ')}
        </span>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {m.close()}
        </Button>
      </div>
    </ModalDialog>
  );
}

interface ValuesProps {
  readonly values: readonly ValueOfRuns[];
  readonly runs: readonly ComparedRun[];
}

function Texts({ values, runs }: ValuesProps) {
  const lines = useMemo(() => textLines(values.map(({ text }) => text)), [values]);
  return (
    <div className={css.texts}>
      {values.map((value, index) => (
        <section key={value.text} className={css.value} aria-label={namesOf(value, runs)}>
          <h3 title={namesOf(value, runs)}>{headOf(value, runs)}</h3>
          <pre>
            {lines[index]?.map((line, place) => (
              // Lines have no name but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <MarkedLine key={place} {...line} />
            ))}
          </pre>
        </section>
      ))}
    </div>
  );
}

function MarkedLine({ text, mark }: TextLine) {
  if (!mark) return `${text}\n`;
  return (
    <>
      {text.slice(0, mark.start)}
      <mark>{text.slice(mark.start, mark.end)}</mark>
      {`${text.slice(mark.end)}\n`}
    </>
  );
}

/** What differs in a text of many lines may be far below. */
function showFirstMark(scroller: HTMLElement): void {
  const mark = scroller.querySelector('mark');
  if (mark && mark.offsetTop > scroller.clientHeight - MARK_PX)
    scroller.scrollTop = mark.offsetTop - scroller.clientHeight / 3;
}

/** Places on screen at most. */
const MAX_PATHS = 500;

function Paths({ paths, values, runs }: ValuesProps & { readonly paths: readonly PathLine[] }) {
  const differing = paths.filter(({ isSame }) => !isSame);
  const [isAll, setAll] = useState(differing.length === 0);
  const shown = isAll ? paths : differing;
  const same = paths.length - differing.length;
  return (
    <>
      <label className={css.choice}>
        <input type="checkbox" checked={!isAll} onChange={() => setAll(!isAll)} />
        {m.diff_only()}
        <span className={css.said}>
          {m.diff_value_paths({ differ: formatCount(differing.length), same: formatCount(same) })}
        </span>
      </label>
      <table className={css.paths}>
        <thead>
          <tr>
            <th scope="col">{m.diff_value_place()}</th>
            {values.map((value) => (
              <th key={value.text} scope="col" title={namesOf(value, runs)}>
                {headOf(value, runs)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, MAX_PATHS).map(({ path, cells, isSame }) => (
            <tr key={path} data-same={isSame || undefined}>
              <th scope="row">{path}</th>
              {values.map(({ text }, index) => (
                <td key={text} data-apart={(!isSame && cells[index] !== cells[0]) || undefined}>
                  {cells[index] ?? m.diff_absent()}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length > MAX_PATHS ? (
        <p className={css.said}>
          {m.diff_value_more({ shown: formatCount(MAX_PATHS), all: formatCount(shown.length) })}
        </p>
      ) : null}
    </>
  );
}

function namesOf({ places }: ValueOfRuns, runs: readonly ComparedRun[]): string {
  return places.map((place) => runs[place]?.name ?? '').join(', ');
}

/** `net-1`, or `net-1 and 4 more`. */
function headOf(value: ValueOfRuns, runs: readonly ComparedRun[]): string {
  const first = runs[value.places[0] ?? -1]?.name ?? '';
  const count = value.places.length - 1;
  return count === 0 ? first : m.diff_value_head({ run: first, count: formatCount(count) });
}
