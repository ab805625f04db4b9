/** What went wrong, in the only words that code may branch on. */
export type TrackingErrorKind =
  | 'network'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rejected'
  | 'server'
  | 'bad-response'
  | 'aborted'
  | 'unsupported';

/** A cause that the kind alone does not tell and that has a remedy of its own. */
export type TrackingErrorCause =
  | 'host-refused'
  | 'origin-refused'
  | 'policy-refused'
  | 'permission-denied'
  | 'rate-limited'
  /** The server keeps everything in one place. */
  | 'no-workspaces'
  | 'no-such-workspace'
  /** There are no registered models, and none can be made. */
  | 'no-registry'
  | 'timeout'
  | 'truncated'
  | 'not-mlflow'
  | 'not-a-database'
  | 'not-an-mlflow-database'
  | 'worker-restarted';

export interface TrackingFailure {
  readonly kind: TrackingErrorKind;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  readonly cause: TrackingErrorCause | undefined;
  /** What was asked or opened: a path, a file name. Shown, never branched on. */
  readonly subject: string | undefined;
  /** The server's own words, shown behind "details". */
  readonly detail: string | undefined;
}

/** The one error type that leaves `tracking/`. It crosses the worker boundary as its `failure`. */
export class TrackingError extends Error {
  readonly failure: TrackingFailure;

  constructor(failure: Partial<TrackingFailure> & Pick<TrackingFailure, 'kind'>) {
    super(
      `${failure.kind}${failure.status ? ` ${failure.status}` : ''}: ${failure.detail ?? failure.subject ?? ''}`,
    );
    this.name = 'TrackingError';
    this.failure = {
      kind: failure.kind,
      status: failure.status,
      cause: failure.cause,
      subject: failure.subject,
      detail: failure.detail,
    };
  }
}

/** Any thrown value as a failure; an `AbortError` becomes `aborted`, a stranger `server` with its text. */
export function toTrackingFailure(thrown: unknown): TrackingFailure {
  if (thrown instanceof TrackingError) return thrown.failure;
  const aborted = thrown instanceof DOMException && thrown.name === 'AbortError';
  return {
    kind: aborted ? 'aborted' : 'server',
    status: undefined,
    cause: undefined,
    subject: undefined,
    detail: thrown instanceof Error ? thrown.message : String(thrown),
  };
}
