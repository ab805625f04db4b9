import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';

interface ComputeFailedProps {
  readonly failure: TrackingFailure;
  readonly onRetry: () => void;
}

/** The worker could not, whatever the files hold. */
export function ComputeFailed({ failure, onRetry }: ComputeFailedProps) {
  return (
    <EmptyState title={m.cmp_failed_compute()} body={failure.detail ?? ''}>
      <Button size="compact-sm" onClick={onRetry}>
        {m.retry()}
      </Button>
    </EmptyState>
  );
}
