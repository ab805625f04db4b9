// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import type { RowsWindow, RunRow, Sparklines } from '../../worker/runs/runs-protocol.ts';
import { useSparkline } from './use-sparkline.tsx';

const IDS = ['exact', 'sampled', 'failed', 'empty'];
const WINDOW = {
  version: 1,
  rows: IDS.map((id) => ({ id: id as RunId, status: 'FINISHED' })),
} as unknown as RowsWindow;

const SAME = [['metrics.val_loss', 'metrics.val/loss']];
const seen = new Set<GridColumn<RunRow> | undefined>();

function Cells({ metric }: { readonly metric: string | undefined }) {
  const column = useSparkline('view', metric, WINDOW, SAME);
  seen.add(column);
  return WINDOW.rows.map((row) => <div key={row.id}>{column?.cell(row, 84)}</div>);
}

const never = () => new Promise<never>(() => undefined);

function show(metric: string | undefined, asked: unknown[] = []) {
  const answers: ((answer: Sparklines) => void)[] = [];
  const call = (_name: string, request: unknown) => {
    asked.push(request);
    return new Promise((resolve) => answers.push(resolve));
  };
  const client = { sourceInfo: never, openSource: never, call } as unknown as SourceClient;
  render(
    <DataClientProvider
      client={client}
      initialSource={{ kind: 'mlflow', baseUrl: 'http://x.test' }}
      mlflowUi={undefined}
    >
      <Cells metric={metric} />
    </DataClientProvider>,
  );
  return answers;
}

afterEach(() => {
  cleanup();
  seen.clear();
});

it('draws each row and says whether its curve is a sample, without another column', async () => {
  const [answer] = show('loss');
  await act(async () =>
    answer?.({ paths: ['M0 0L1 1', 'M0 0L2 2', '', ''], states: ['exact', 'sampled', 'failed', 'empty'] }),
  );
  const titles = screen.getAllByRole('img').map((image) => image.querySelector('title')?.textContent);
  expect(titles).toEqual([m.sparkline_exact({ metric: 'loss' }), m.sparkline_sampled({ metric: 'loss' })]);
  expect(document.querySelectorAll('path')[1]?.getAttribute('d')).toBe('M0 0L2 2');
  screen.getByTitle(m.sparkline_failed({ metric: 'loss' }));
  expect(seen.size).toBe(1);
});

it('asks for the keys that were declared the same as well', () => {
  const asked: unknown[] = [];
  show('val/loss', asked);
  expect(asked).toMatchObject([{ key: 'val/loss', sameKeys: ['val_loss', 'val/loss'] }]);
});

it('asks for nothing where no metric is drawn', () => {
  expect(show(undefined)).toEqual([]);
});
