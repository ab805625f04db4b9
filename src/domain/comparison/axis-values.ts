import { parseNumberText } from '../runs/text-value.ts';

/** How a run stands in a column. `awaited`: it has a value that is still being worked out. */
export const PRESENCE = { missing: 0, known: 1, awaited: 2 } as const;

/** One column of the runs that are compared. All arrays have one length and one order: that of the runs. */
export interface AxisValues {
  /** `number`: every value is one (metrics, times in ms since 1970, durations in ms). `text`: as it was logged. */
  readonly kind: 'number' | 'text';
  /** One of `PRESENCE` for each run. */
  readonly presence: Uint8Array;
  /** Of a text the number that it stands for. NaN: it was logged so, or there is no number. */
  readonly numbers: Float64Array;
  /** Places in `texts`; -1 where there is no text. */
  readonly codes: Int32Array;
  /** Each text once, in the order in which the runs have them. */
  readonly texts: readonly string[];
  /** Texts that stand for a number, NaN and infinity included, each counted once. */
  readonly numericTexts: number;
}

/**
 * Reads one column of some runs.
 *
 * @param read the value of the run at a place; undefined: it has none; null: it is not computed yet
 */
export function readAxis(
  runCount: number,
  read: (place: number) => number | string | null | undefined,
): AxisValues {
  const presence = new Uint8Array(runCount);
  const numbers = new Float64Array(runCount).fill(Number.NaN);
  const codes = new Int32Array(runCount).fill(-1);
  const texts: string[] = [];
  const numberOfCode: (number | undefined)[] = [];
  const codeOf = new Map<string, number>();
  for (let place = 0; place < runCount; place++) {
    const value = read(place);
    if (value === undefined) continue;
    presence[place] = value === null ? PRESENCE.awaited : PRESENCE.known;
    if (typeof value === 'number') numbers[place] = value;
    if (typeof value !== 'string') continue;
    let code = codeOf.get(value);
    if (code === undefined) {
      code = texts.push(value) - 1;
      codeOf.set(value, code);
      numberOfCode.push(parseNumberText(value));
    }
    codes[place] = code;
    numbers[place] = numberOfCode[code] ?? Number.NaN;
  }
  const numericTexts = numberOfCode.filter((number) => number !== undefined).length;
  return { kind: texts.length > 0 ? 'text' : 'number', presence, numbers, codes, texts, numericTexts };
}
