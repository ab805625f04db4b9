import { useLayoutEffect, useRef } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import { terminalText } from '../../domain/artifacts/text/terminal-text.ts';
import { characterStart, findEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { useMark } from '../../parts/mark.ts';
import css from './compare.module.css';
import type { FileOfRun } from './compared-run-file.ts';
import { RunName } from './run-strip.tsx';

interface TailCompareProps {
  readonly files: readonly FileOfRun[];
  readonly runs: readonly ComparedRun[];
}

/** The ends of one log of many runs; those that grow are followed. */
export function TailCompare({ files, runs }: TailCompareProps) {
  useMark('runlens:view-ready', true, 'artifact:compare-tails');
  return (
    <div className={css['tails']}>
      {files.map((file) => (
        <section
          key={file.run.id}
          className={css['tail']}
          aria-label={file.run.name}
          data-run-id={file.run.id}
        >
          <h3 className={css['tailHead']}>
            <RunName run={file.run} runs={runs} />
            <span className={css['state']}>
              {file.startByte > 0
                ? m.cmp_tail({ size: formatBytes(file.bytes.length) })
                : m.cmp_tail_whole({ size: formatBytes(file.bytes.length) })}
            </span>
          </h3>
          <Tail file={file} />
        </section>
      ))}
    </div>
  );
}

function Tail({ file }: { readonly file: FileOfRun }) {
  const text = tailText(file);
  if (file.bytes.length === 0) return <p className={css['words']}>{m.cmp_tail_empty()}</p>;
  if (text === undefined) return <p className={css['words']}>{m.text_binary()}</p>;
  return <TailText text={text} />;
}

function TailText({ text }: { readonly text: string }) {
  const host = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    // Another text stands elsewhere at its end.
    if (text !== '' && host.current) host.current.scrollTop = host.current.scrollHeight;
  }, [text]);
  return (
    // A place to scroll with the keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre ref={host} tabIndex={0}>
      {text}
    </pre>
  );
}

/** From the first whole line on; undefined: no text. */
function tailText({ bytes, startByte }: FileOfRun): string | undefined {
  const { encoding, bomBytes } = findEncoding(bytes, startByte === 0);
  if (encoding === undefined) return undefined;
  const from = startByte === 0 ? bomBytes : characterStart(bytes, Math.min(4, bytes.length), encoding);
  const text = new TextDecoder(encoding).decode(bytes.subarray(from));
  const lineEnd = text.indexOf('\n');
  const whole = startByte > 0 && lineEnd >= 0 && lineEnd < text.length - 1 ? text.slice(lineEnd + 1) : text;
  return terminalText(whole.replaceAll('\r\n', '\n'));
}
