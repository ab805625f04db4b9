import type { KeyText } from '../experiment.ts';

/** Nothing in it means anything to a POSIX shell, wherever it stands. */
const SAFE = /^[\w@%+=:,./-]+$/;

/** One word of a command line of a POSIX shell, whatever it holds but for NUL, which no command line can hold. */
export function quoteForShell(text: string): string {
  const clean = text.replaceAll('\0', '');
  return SAFE.test(clean) ? clean : `'${clean.replaceAll("'", String.raw`'\''`)}'`;
}

/** `key`: `model.lr=0.1`, as Hydra and OmegaConf read them; `option`: `--model.lr=0.1`. */
export type OverrideStyle = 'key' | 'option';

/** A word for each param, in key order, ready for a POSIX shell. */
export function formatOverrides(params: readonly KeyText[], style: OverrideStyle): readonly string[] {
  const prefix = style === 'option' ? '--' : '';
  return params
    .toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ key, value }) => quoteForShell(`${prefix}${key}=${value}`));
}
