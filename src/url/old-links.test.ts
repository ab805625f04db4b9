import { describe, expect, it } from 'vitest';
import { formatWorkspace, parseWorkspace } from './workspace-codec.ts';

const A = '0123456789abcdef0123456789abcdef';
const B = 'fedcba9876543210fedcba9876543210';

/** Links as they were once copied, with what they must mean for good. A line is added, never changed. */
const LINKS: readonly (readonly [what: string, search: string, means: object])[] = [
  ['one experiment', '?e=1', { experimentIds: ['1'], set: { kind: 'top', count: 10 }, tab: 'charts' }],
  [
    'ids in full',
    `?e=1&set=${A},${B}&base=${B}`,
    { set: { kind: 'these', runIds: [A, B] }, baseline: { kind: 'run', id: B } },
  ],
  [
    'a rule with exceptions, ids in full',
    `?e=1,2&sort=-metrics.val/loss&set=top:5~without:${A}~plus:${B}`,
    {
      experimentIds: ['1', '2'],
      sort: { column: { kind: 'metric', key: 'val/loss' }, isDescending: true },
      set: { kind: 'top', count: 5, without: [A], plus: [B] },
    },
  ],
  [
    'packed fields as base64 of JSON',
    '?e=1&w=eyJjb2x1bW5zIjpbIm1ldHJpY3MubG9zcyIsIm5hbWUiXSwieSI6ImxvZyIsInpvb20iOlsxLDEwMF19',
    {
      columns: [
        { kind: 'metric', key: 'loss' },
        { kind: 'attribute', key: 'name' },
      ],
      chart: { yKind: 'log', xWindow: { min: 1, max: 100 } },
    },
  ],
  [
    'a group as the baseline',
    '?e=1&base=%5B%5B%22params.lr%22,%22number%200.1%22%5D%5D',
    {
      baseline: { kind: 'group', id: '[["params.lr","number 0.1"]]' },
    },
  ],
  [
    'packed ids',
    '?e=1&set=ASNFZ4mrze8BI0VniavN7w,_ty6mHZUMhD-3LqYdlQyEA&base=_ty6mHZUMhD-3LqYdlQyEA',
    { set: { kind: 'these', runIds: [A, B] }, baseline: { kind: 'run', id: B } },
  ],
  [
    'squeezed fields',
    '?e=1&w=zsuFrwjhDtkLAqCmAOwAoACVAO0AmQCVAOsAjwCEIn0',
    { columns: [{ kind: 'metric', key: 'val/loss' }], chart: { legend: '정확도' } },
  ],
];

describe('links of before', () => {
  it.each(LINKS)('mean what they meant: %s', (_, search, means) => {
    const { workspace, problems, unknown } = parseWorkspace(search);
    expect(workspace).toMatchObject(means);
    expect(problems).toEqual([]);
    expect(parseWorkspace(formatWorkspace(workspace, unknown)).workspace).toEqual(workspace);
  });
});
