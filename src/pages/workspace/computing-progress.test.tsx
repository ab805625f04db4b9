// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TrackingError } from '../../tracking/errors.ts';
import type { ComputingReport } from '../../worker/runs/runs-protocol.ts';
import { ComputingProgress } from './computing-progress.tsx';

afterEach(cleanup);

const REPORT: ComputingReport = {
  doneRuns: 40,
  totalRuns: 1_200,
  askPoints: undefined,
  failedRuns: 0,
  failure: undefined,
};
const FAILURE = new TrackingError({ kind: 'network', subject: 'server' }).failure;

function show(report: ComputingReport | undefined) {
  const onControl = vi.fn<(action: 'compute') => void>();
  render(
    <MantineProvider env="test">
      <ComputingProgress report={report} onControl={onControl} />
    </MantineProvider>,
  );
  return onControl;
}

describe('computing progress', () => {
  it('says how many runs are computed, and nothing when all are', () => {
    show(REPORT);
    expect(screen.getByText('Statistics of 40 of 1,200 runs')).toBeDefined();
    expect(screen.queryByRole('button')).toBeNull();
    cleanup();
    show(undefined);
    expect(screen.queryByText(/Statistics/)).toBeNull();
  });

  it('asks before very much is read', () => {
    const onControl = show({ ...REPORT, askPoints: 9_500_000 });
    expect(screen.getByText('These statistics need up to 9,500,000 points')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Compute' }));
    expect(onControl).toHaveBeenCalledWith('compute');
  });

  it('says what could not be read, and tries again', () => {
    const onControl = show({ ...REPORT, failedRuns: 1, failure: FAILURE });
    expect(screen.getByText('The history of 1 run could not be read').title).not.toBe('');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onControl).toHaveBeenCalledWith('compute');
    cleanup();
    show({ ...REPORT, failure: FAILURE });
    expect(screen.getByText('Statistics stopped at 40 of 1,200 runs')).toBeDefined();
  });
});
