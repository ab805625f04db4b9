/** Why MLflow would refuse a text as an alias. */
export type AliasProblem = 'empty' | 'too-long' | 'characters' | 'latest' | 'version-like';

const MAX_CHARS = 255;

/**
 * Rules of `mlflow/utils/validation.py` (3.17.2, 2.22.4): letters and digits of any script, `_` and `-`; at most 255
 * code points; not `latest` in any case, nor `v` with a number. Undefined: it may be one. Case counts.
 */
export function checkAlias(text: string): AliasProblem | undefined {
  if (text === '') return 'empty';
  if (Array.from(text).length > MAX_CHARS) return 'too-long';
  if (!/^[\p{L}\p{N}_-]+$/u.test(text)) return 'characters';
  if (text.toLowerCase() === 'latest') return 'latest';
  return /^v\d+$/i.test(text) ? 'version-like' : undefined;
}
