import { type RefObject, useCallback, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { type FindOptions, MAX_MATCHES, type TextMatch } from '../../domain/artifacts/text/find-in-lines.ts';
import type { TextLine } from '../../domain/artifacts/text/split-lines.ts';
import { m } from '../../paraglide/messages.js';
import type { TextReader } from './text-reader.ts';
import type { ShownLine } from './text-row.tsx';
import type { TextSnapshot } from './text-snapshot.ts';
import { isWholeText } from './text-status.tsx';
import { useFind } from './use-find.ts';

/** The one that a person is at, by its place in the file: lines come and go around it. */
interface FoundPlace {
  readonly byte: number;
  readonly start: number;
}

/** Search in what is loaded, and on in what is not. */
export function useFindBar(
  reader: TextReader,
  snapshot: TextSnapshot,
  showLine: (line: TextLine) => ShownLine,
  topByte: RefObject<number>,
) {
  const { lines, window, totalBytes } = snapshot;
  const [wanted, setWanted] = useState<FindOptions>({ text: '', isCaseKept: false });
  const [place, setPlace] = useState<FoundPlace>({ byte: 0, start: 0 });
  const textOf = useCallback((line: TextLine) => showLine(line).text, [showLine]);
  const { matches, isDone } = useFind(lines, textOf, wanted);
  const at = firstFrom(matches, lines, place);
  const current = matches[at] ?? matches[0];
  const isWhole = isWholeText(snapshot);
  const restBytes = Math.max(0, (totalBytes ?? 0) - (window ? window.endByte - window.startByte : 0));

  const goTo = (match: TextMatch | undefined) => {
    const line = match && lines[match.line];
    if (line) setPlace({ byte: line.startByte, start: match.start });
  };
  const onSearchRest = () => {
    void reader.findInRest(wanted).then(() => {
      const { reveal, lines: found, isNotInRest } = reader.read();
      if (reveal && !isNotInRest) setPlace({ byte: found[reveal.line]?.startByte ?? 0, start: 0 });
    });
  };
  return {
    wanted,
    matches,
    current,
    restBytes,
    onText: (text: string) => {
      setPlace({ byte: topByte.current, start: 0 });
      setWanted({ ...wanted, text });
    },
    onCaseKept: (isCaseKept: boolean) => setWanted({ ...wanted, isCaseKept }),
    onStep: (direction: 1 | -1) => {
      const index = current ? matches.indexOf(current) : -1;
      if (direction === 1 && index === matches.length - 1 && !isWhole && wanted.text !== '') onSearchRest();
      else goTo(matches[(index + direction + matches.length) % matches.length]);
    },
    words: findWords(wanted, matches, current, isDone, isWhole),
    canSearchRest: wanted.text !== '' && isDone && !isWhole && snapshot.underWay !== 'search',
    onSearchRest,
  };
}

function firstFrom(matches: readonly TextMatch[], lines: readonly TextLine[], place: FoundPlace): number {
  return matches.findIndex(({ line, start }) => {
    const byte = lines[line]?.startByte ?? 0;
    return byte > place.byte || (byte === place.byte && start >= place.start);
  });
}

function findWords(
  wanted: FindOptions,
  matches: readonly TextMatch[],
  current: TextMatch | undefined,
  isDone: boolean,
  isWhole: boolean,
): string {
  if (wanted.text === '') return '';
  if (matches.length === 0) {
    if (!isDone) return '';
    return isWhole ? m.text_find_none() : m.text_find_none_here();
  }
  const at = formatCount(current ? matches.indexOf(current) + 1 : 1);
  const count = formatCount(matches.length) + (matches.length >= MAX_MATCHES ? '+' : '');
  return isWhole ? m.text_find_count({ at, count }) : m.text_find_count_here({ at, count });
}
