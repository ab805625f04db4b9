/**
 * The token that follows a full page of `runs/search`: MLflow's are base64 of `{"offset": N}` (3.17.2 and 2.22.4, both
 * stores). Undefined for a token of another kind, as another server behind the same interface may give.
 */
export function guessRunsToken(token: string | undefined, pageSize: number): string | undefined {
  const offset = token === undefined ? 0 : offsetOf(token);
  return offset === undefined ? undefined : btoa(`{"offset": ${offset + pageSize}}`);
}

function offsetOf(token: string): number | undefined {
  try {
    const digits = /^\{"offset": (\d+)\}$/.exec(atob(token))?.[1];
    return digits === undefined ? undefined : Number(digits);
  } catch {
    return undefined;
  }
}
