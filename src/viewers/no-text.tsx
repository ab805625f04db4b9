import { m } from '../paraglide/messages.js';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { useMark } from '../parts/mark.ts';
import type { TrackingFailure } from '../tracking/errors.ts';

/** In the place of a file whose name promises text. */
export function NoText() {
  useMark('runlens:view-ready', true, 'artifact:no-text');
  return <EmptyState title={m.text_binary()} body={m.view_no_text_body()} />;
}

interface FileFailureProps {
  readonly failure: TrackingFailure;
  readonly onRetry: () => void;
}

/** What the file worker could not read: the file's own fault has words of its own. */
export function FileFailure({ failure, onRetry }: FileFailureProps) {
  if (failure.kind === 'bad-response' && failure.subject === 'not-text') return <NoText />;
  return <FailureNotice failure={failure} onRetry={onRetry} />;
}
