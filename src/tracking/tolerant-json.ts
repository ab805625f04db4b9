import { TrackingError } from './errors.ts';
import { readableText } from './http-failures.ts';

/**
 * JSON of an answer with status 200. Bare `NaN` and `±Infinity` (Python's json, MLflow's get-history-bulk) come out as
 * the strings that MLflow uses elsewhere. Throws `bad-response`: `truncated` for cut JSON, `not-mlflow` for other text.
 */
export function parseAnswer(text: string, subject: string): unknown {
  const parsed = tryParse(text) ?? (/NaN|Infinity/.test(text) ? tryParse(quoteBareNumbers(text)) : undefined);
  if (!parsed) throw badJson(text, subject);
  return parsed.value;
}

function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** `[NaN, "NaN"]` → `["NaN", "NaN"]`; strings are matched first so that their contents stay as they are. */
function quoteBareNumbers(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (match) =>
    match.startsWith('"') ? match : `"${match}"`,
  );
}

function badJson(text: string, subject: string): TrackingError {
  // An empty body is an answer cut before its first byte; MLflow's smallest is `{}`.
  const looksLikeJson = /^\s*([[{]|$)/.test(text);
  return new TrackingError({
    kind: 'bad-response',
    status: 200,
    cause: looksLikeJson ? 'truncated' : 'not-mlflow',
    subject,
    detail: readableText(looksLikeJson ? text.slice(-200) : text),
  });
}
