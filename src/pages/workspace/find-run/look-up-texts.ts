import { parseOpenTarget } from '../../../url/mlflow-link.ts';

/**
 * What to look runs up by: an id, the ids that a link names, else what was typed: part of a name, or the beginning of
 * an id. Undefined: a link that leads to no run. Empty for an empty text.
 */
export function lookUpTexts(typed: string): readonly string[] | undefined {
  const text = typed.trim();
  if (text === '') return [];
  const target = parseOpenTarget(text);
  if (target?.kind === 'run') return [target.runId];
  if (target?.kind === 'compare') return target.runIds;
  return isLink(text) ? undefined : [text];
}

function isLink(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^\/?#\//.test(text);
}
