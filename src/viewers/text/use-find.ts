import { useEffect, useState } from 'react';
import {
  findInLines,
  type FindOptions,
  MAX_MATCHES,
  type TextMatch,
} from '../../domain/artifacts/text/find-in-lines.ts';
import type { TextLine } from '../../domain/artifacts/text/split-lines.ts';

/** Some 10 ms of search at once: typing and scrolling go on in between. */
const LINES_AT_ONCE = 20_000;
const NO_MATCHES: readonly TextMatch[] = [];

interface Found {
  readonly matches: readonly TextMatch[];
  /** All lines were looked at. */
  readonly isDone: boolean;
}

interface FindState extends Found {
  readonly lines: readonly TextLine[];
  readonly wanted: FindOptions;
}

const NOTHING: Found = { matches: NO_MATCHES, isDone: true };
const NOT_YET: Found = { matches: NO_MATCHES, isDone: false };
const NO_LINE: TextLine = { startByte: 0, text: '', isContinued: false };

/** Where a text stands in the lines, found slice by slice. Keep `textOf` and `wanted` while nothing changes. */
export function useFind(
  lines: readonly TextLine[],
  textOf: (line: TextLine) => string,
  wanted: FindOptions,
): Found {
  const [state, setState] = useState<FindState>();
  useEffect(() => {
    if (wanted.text === '') return undefined;
    let from = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let matches: readonly TextMatch[] = NO_MATCHES;
    const step = () => {
      const to = Math.min(lines.length, from + LINES_AT_ONCE);
      const shown = (line: number) => textOf(lines[line] ?? NO_LINE);
      matches = [...matches, ...findInLines(shown, from, to, wanted)];
      from = to;
      const isDone = from >= lines.length || matches.length >= MAX_MATCHES;
      setState({ matches, isDone, lines, wanted });
      if (!isDone) timer = setTimeout(step);
    };
    step();
    return () => clearTimeout(timer);
  }, [lines, textOf, wanted]);
  if (wanted.text === '') return NOTHING;
  // Places in other lines would mark the wrong words.
  return state?.lines === lines && state.wanted === wanted ? state : NOT_YET;
}
