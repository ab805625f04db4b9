// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ParamMatter } from '../../../domain/comparison/matters.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import type { MattersReply, MattersRequest } from '../../../worker/compare/matters-protocol.ts';
import { MattersPanel } from './matters-panel.tsx';
import { associationText, pText } from './matters-words.ts';

const LR: ParamMatter = {
  key: 'lr',
  kind: 'number',
  association: -0.91,
  ratioOfValues: undefined,
  isBent: false,
  strength: 0.9,
  runCount: 24,
  missingCount: 0,
  valueCount: 3,
  p: 1e-9,
  adjustedP: 2e-9,
  lowest: undefined,
  highest: undefined,
};
const OPT: ParamMatter = {
  ...LR,
  key: 'opt',
  kind: 'category',
  association: 0.4,
  p: 0.04,
  adjustedP: 0.06,
  missingCount: 3,
  lowest: 'adam',
  highest: 'sgd',
};
const REPLY: MattersReply = {
  state: 'judged',
  runCount: 24,
  nanCount: 0,
  awaitedCount: 0,
  params: [LR, OPT],
  testedCount: 2,
  groups: [['lr', 'warmup']],
  left: [{ key: 'rare', reason: 'few-runs' }],
  sameCount: 4,
  uniqueKeys: ['out', 'job', 'port', 'host'],
};

const never = () => new Promise<never>(() => undefined);
afterEach(cleanup);

async function show(reply: Partial<MattersReply>, axes: readonly string[] = []) {
  const added: RunColumn[] = [];
  const asked: MattersRequest[] = [];
  const call = async (_: string, request: unknown) => {
    asked.push(request as MattersRequest);
    return { ...REPLY, ...reply };
  };
  const client = { sourceInfo: never, openSource: never, call } as unknown as SourceClient;
  const source = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;
  await act(async () =>
    render(
      <DataClientProvider client={client} initialSource={source} mlflowUi={undefined}>
        <MattersPanel
          viewId="view"
          runIds={[]}
          rowsVersion={1}
          metric={{ kind: 'metric', key: 'val_loss' }}
          directions={{}}
          axes={axes}
          onAddAxis={(column) => added.push(column)}
        />
      </DataClientProvider>,
    ),
  );
  return { added, asked };
}

const rowOf = (key: string) => screen.getByRole('row', { name: new RegExp(`^${key}`) });

describe('what matters', () => {
  it('lists params with association, runs, p and the way that is better', async () => {
    await show({});
    expect(rowOf('lr').textContent).toContain('ρ −0.91');
    expect(rowOf('lr').textContent).toContain('<0.001');
    // Of a loss lower is better, and rho is negative.
    expect(rowOf('lr').textContent).toContain(m.matters_larger_better());
    expect(rowOf('opt').textContent).toContain('η 0.40');
    // Its p of 0.06 supports no tendency.
    expect(rowOf('opt').textContent).not.toContain(m.matters_best({ value: 'adam' }));
    within(rowOf('opt')).getByTitle(m.matters_n_missing({ count: '24', missing: '3' }));
  });

  it('says what to bear in mind: few runs, params that move together, params left out', async () => {
    await show({ nanCount: 2 });
    screen.getByText(m.matters_few_runs({ count: '24' }));
    screen.getByText(m.matters_nan({ count: '2' }));
    screen.getByText('lr, warmup');
    const text = document.body.textContent ?? '';
    expect(text).toContain(m.matters_left_unique({ keys: 'out, job, port +1' }));
    expect(text).toContain(m.matters_left_few({ keys: 'rare' }));
    expect(text).toContain(m.matters_caution());
  });

  it('makes a param an axis by one click, once', async () => {
    const { added } = await show({}, ['params.opt']);
    fireEvent.click(screen.getByRole('button', { name: m.matters_add({ param: 'lr' }) }));
    expect(added).toEqual([{ kind: 'param', key: 'lr' }]);
    expect(screen.getByRole('button', { name: m.matters_added({ param: 'opt' }) })).toHaveProperty(
      'disabled',
      true,
    );
  });

  it.each([
    [
      { state: 'few-runs', runCount: 3 },
      () => m.matters_too_few({ metric: 'val_loss', count: '3', least: '4' }),
    ],
    [{ state: 'constant' }, () => m.matters_constant({ metric: 'val_loss', count: '24' })],
    [{ params: [] }, () => m.matters_none()],
    [{ runCount: 9 }, () => m.matters_no_p({ count: '9' })],
  ] as const)('has a sentence for %j', async (reply, words) => {
    await show(reply);
    expect(screen.queryByText(words())).not.toBeNull();
  });

  it('lists more than forty params on demand', async () => {
    await show({ params: Array.from({ length: 60 }, (_, place) => ({ ...LR, key: `p${place}` })) });
    expect(screen.getAllByRole('row')).toHaveLength(41);
    fireEvent.click(screen.getByRole('button', { name: m.matters_show_all({ count: '60' }) }));
    expect(screen.getAllByRole('row')).toHaveLength(61);
  });
});

it('writes p never as 0, and no minus before nothing', () => {
  expect([1e-300, 0.0004, 0.0125, 0.5, 1, undefined].map(pText)).toEqual([
    '<0.001',
    '<0.001',
    '0.013',
    '0.50',
    '1.00',
    '–',
  ]);
  expect(associationText({ ...LR, association: -0.001 })).toBe('ρ 0.00');
});
