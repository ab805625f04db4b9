// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { m } from '../../paraglide/messages.js';
import type { StoppedReply, ViewWork } from './use-view-work.ts';
import { ViewWorkNotice } from './view-work-notice.tsx';

afterEach(cleanup);

const EXPERIMENT: Experiment = {
  id: '1' as ExperimentId,
  name: 'bert',
  lifecycle: 'active',
  createdMs: 1,
  updatedMs: 1,
  artifactLocation: undefined,
  tags: [],
};

function showStopped(reply: StoppedReply) {
  const change = { kind: 'create', name: 'v', content: '', isDefault: false } as const;
  const request = { experimentId: EXPERIMENT.id, change };
  const work = { state: { phase: 'stopped', request, reply } } as ViewWork;
  render(
    <MantineProvider>
      <ViewWorkNotice work={work} formatLongLink={() => '#/long'} onSaveAs={() => undefined} />
    </MantineProvider>,
  );
  return screen.getByRole('alert');
}

it('says how much the views of an experiment would take, and how much they may', () => {
  const alert = showStopped({ state: 'full', bytes: 61_234, after: EXPERIMENT });
  expect(alert.textContent).toBe(m.views_full({ bytes: '61.2 kB', most: '60 kB' }));
});

it('tells a reader why nothing is saved, and has the long link', () => {
  const alert = showStopped({ state: 'refused', failure: { kind: 'forbidden' } as TrackingFailure });
  expect(alert.textContent).toContain(m.views_reader());
  expect(screen.getByRole('button', { name: m.views_copy_link() })).toBeTruthy();
});
