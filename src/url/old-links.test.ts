import { describe, expect, it } from 'vitest';
import { inflateText } from '../base/deflate-text.ts';
import type { KeyText } from '../domain/runs/experiment.ts';
import { readViews } from '../domain/views/saved-view.ts';
import type { LinkFacts } from './link-facts.ts';
import { parseViewContent, searchOfContent } from './view-content.ts';
import { parseViewFile } from './view-file.ts';
import { formatWorkspace, parseWorkspace } from './workspace-codec.ts';

const A = '0123456789abcdef0123456789abcdef';
const B = 'fedcba9876543210fedcba9876543210';
const GROUP = '[["params.lr","number 0.1"]]';

/** Links as they were once copied, with what they must mean for good. A line is added, never changed. */
const LINKS: readonly (readonly [what: string, search: string, means: object, says?: LinkFacts])[] = [
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
  [
    'charts: columns, sort and filter, a baseline, axes, smoothing, a zoom and cards of its own',
    '?e=1,2&q=params.lr%20%3E%200.001%20AND%20tags.team%20%3D%20%27%EB%B9%84%EC%A0%84%27&sort=-metrics.val/loss&set=top:20~without:ASNFZ4mrze8BI0VniavN7w~plus:_ty6mHZUMhD-3LqYdlQyEA&base=_ty6mHZUMhD-3LqYdlQyEA&w=zsuFgoiglGhIQk9hKIC6WYxLCAxMCmR0GZMeBw46MTQwnTAsuogQtgfgnLrj8gnImgdAo1OmmOyTDgCimnzmXkNSwzMJhh7Jr7WJ7VvoS4LDzWxyPbEJWxyfYGQJtp6sZ6sBX0',
    {
      experimentIds: ['1', '2'],
      filter: "params.lr > 0.001 AND tags.team = '비전'",
      sort: { column: { kind: 'metric', key: 'val/loss' }, isDescending: true },
      set: { kind: 'top', count: 20, without: [A], plus: [B] },
      baseline: { kind: 'run', id: B },
      columns: [
        { kind: 'attribute', key: 'status' },
        { kind: 'metric', key: 'val/loss' },
        { kind: 'statistic', key: 'val/f1', statistic: { name: 'mean', count: 10 } },
      ],
      columnWidths: { 'metrics.val/loss': 140 },
      pinnedColumns: ['metrics.val/loss'],
      directions: { 'val/f1': 'higher' },
      shading: 'heat',
      chart: {
        axis: { kind: 'epoch', key: 'epoch' },
        smoothing: { kind: 'ema', weight: 0.6 },
        xWindow: { min: 5, max: 30 },
        yKind: 'log',
        clipping: { kind: 'percentile', share: 0.01 },
        legend: '{name} lr={params.lr}',
        cards: { 'm:loss': { yKind: 'log', smoothing: 'none' } },
        cardColumns: 3,
        collapsedSections: ['system'],
      },
    },
  ],
  [
    'charts: a layout, a full card, pinned place, reference lines',
    '?e=1&find=/%5Eval/&card=m:val/loss&w=ze6iqJeg6irJsYJFhDKRWQsIkFTTkZaNG1yemU4QkkwVm5pYXZON3eSIGyweBoCxqOv8eA-Btb3a2mKAuFihNhOmGryOSoCxa5bMiw0MDCECFmYW1pbGmBCOrQaRCA6ZmFsc2V9fX0',
    {
      experimentIds: ['1'],
      find: '/^val/',
      card: 'm:val/loss',
      chart: {
        pinned: { axis: 'step', x: 12, run: A },
        references: { 'm:loss': [{ y: 0.95, label: 'goal', measure: 'value' }] },
        layout: {
          pins: ['m:val/loss'],
          moves: [{ card: 'm:b', after: 'm:a' }],
          sizes: { 'm:val/loss': { columns: 2, heightPx: 400 } },
          families: { 'fold_{n}/f1': false },
        },
      },
    },
  ],
  [
    'groups of runs, one of them the baseline, one open, one picked',
    '?e=all&set=top:5~plusgroups:%5B%5B%22params.lr%22%252C%22number%200.1%22%5D%5D&base=%5B%5B%22params.lr%22,%22number%200.1%22%5D%5D&w=ze6N7lyDadcIixcoznMVyciCRSGyyWFtCkQaFieEWCkoSB0CnQmpLF9',
    {
      experimentIds: 'all',
      baseline: { kind: 'group', id: GROUP },
      openGroups: [GROUP],
      judgedBy: 'metrics.val/loss',
      set: { kind: 'top', count: 5, without: [], plus: [], groups: { without: [], plus: [GROUP] } },
      chart: {
        groupBy: ['params.lr', 'dataset'],
        groupBand: { centre: 'median', spread: 'ci95', isOn: true, hasMembers: true },
      },
    },
  ],
  [
    'parallel coordinates with brushes',
    '?e=3&tab=parallel&set=all&w=znXgsbLtAfhEDujCwgClsDwjLfSyBoiG8mOsLEMmVqYuOSyVaJ9XYHiohBW9sgvggdsw8mxaoc2emsLFq6CuGYSG5uyEmR9fQ',
    {
      experimentIds: ['3'],
      tab: 'parallel',
      set: { kind: 'all', without: [] },
      isMattersShown: true,
      parallel: {
        axes: [
          { column: { kind: 'param', key: 'lr' }, scale: 'log', isInverted: true, brushes: [] },
          {
            column: { kind: 'metric', key: 'val/f1' },
            brushes: [{ isExcluding: false, range: { min: 0.9, max: Number.POSITIVE_INFINITY }, lanes: [] }],
          },
          {
            column: { kind: 'param', key: 'solver' },
            brushes: [{ isExcluding: true, texts: { list: ['sgd'], isAllBut: false }, lanes: ['missing'] }],
          },
        ],
        color: 'metrics.val/f1',
      },
    },
  ],
  [
    'a scatter plot',
    '?e=3&tab=scatter&w=zwDiuGmqkBgcHlahhNJjJCs8FhJHg8gkSBgJGkcKuwLupXujvuyIl3kMTAsOZWIDAuNSwxXX19',
    {
      experimentIds: ['3'],
      tab: 'scatter',
      scatter: {
        x: 'duration',
        y: 'metrics.val/f1',
        color: 'params.lr',
        size: 'params.batch_size',
        xKind: 'log',
        hasTrend: true,
        hasFront: true,
        xBetter: 'lower',
        isAllRows: true,
        zoom: { x: [10, 900], y: [0.5, 1] },
      },
    },
  ],
  [
    'a heat map',
    '?e=3&tab=heatmap&w=ze7piZWAYNR5Ww4RBW9swTAgmms8ohaBjWCu4Eq2FvFGfX0',
    {
      experimentIds: ['3'],
      tab: 'heatmap',
      heatmap: {
        x: 'params.lr',
        y: 'params.solver',
        metric: 'metrics.val/f1',
        statistic: 'best',
        isByRank: true,
      },
    },
  ],
  [
    'bars over groups',
    '?e=3&tab=bars&w=ztFAtJEgTDspIhGhjCitWChIFb2zBcCDaG1qi9idvd24ifX0',
    {
      experimentIds: ['3'],
      tab: 'bars',
      bars: { metric: 'metrics.val/f1', by: 'params.solver', shape: 'box', order: 'own' },
    },
  ],
  [
    'the diff of three runs',
    '?e=3&tab=diff&set=ASNFZ4mrze8BI0VniavN7w,_ty6mHZUMhD-3LqYdlQyEA,a%20run%252C%20of%20%22another%22%20store&w=zmXItqHu_0q6Bm4huRjciJ9fQ',
    {
      experimentIds: ['3'],
      tab: 'diff',
      set: { kind: 'these', runIds: [A, B, 'a run, of "another" store'] },
      diff: { isDifferencesOnly: false, order: 'size', epsilon: 0.01, find: 'lr' },
    },
  ],
  [
    'files of all compared runs',
    '?e=3&tab=artifacts&path=reports/%ED%91%9C%201.csv&w=zpdAmbltqomdDmZigGAvhmX3R5Nm1IWlVNaEQtM0xxWWRsUXlFQYEQLMZGmFWG1YZzY2-s0CdGpBU05GWjRtcnplOEJJMFZuaWF2Tjd3In0',
    {
      experimentIds: ['3'],
      tab: 'artifacts',
      path: 'reports/표 1.csv',
      filesOf: A,
      files: { isCompared: true, way: 'table', against: B, joinBy: 'id', column: 'score' },
    },
  ],
  [
    'the table alone: a tree, merged keys, a sparkline, deleted runs',
    '?e=3&tab=table&w=zeyJsabz4oxwGXAKGf1pfdHk2bUhaVU1oRC0zTHFZZGxReUVBkehnyFhhIn3thegn4_nywlfBwnlQVNORlo0bXJ6ZThCSTBWbmlhdk43d4Y4KFK7eZIcgmpvYiJ9',
    {
      experimentIds: ['3'],
      tab: 'table',
      lifecycle: 'deleted',
      tree: { isOpen: true, open: [], closed: [A] },
      sameKeys: [['params.lr', 'params.training.learning_rate']],
      sparkline: 'val/loss',
      tableDelta: 'percent',
      addedRuns: [B],
      isKeptSorted: true,
      chart: { joinBy: 'tags.job' },
    },
  ],
  [
    'Share: pinned as of a moment',
    '?e=1&set=ASNFZ4mrze8BI0VniavN7w,_ty6mHZUMhD-3LqYdlQyEA&w=zmTBj7jNjM3MIABH0&data=abcdef_-9&at=mi8dfxmo&check=aB3_x.&colors=xyAB',
    {
      experimentIds: ['1'],
      set: { kind: 'these', runIds: [A, B] },
      chart: { asOfMs: 1763700000000 },
    },
    { data: 'abcdef_-9', atMs: 1763700000000, check: 'aB3_x.', colors: 'xyAB' },
  ],
  [
    'Share: live, at a server that was chosen',
    '?e=1&sort=metrics.val/loss&data=abcdef_-9&server=https://mlflow.example.org/team&at=mi8dfxmo&check=aB3_',
    { experimentIds: ['1'], sort: { column: { kind: 'metric', key: 'val/loss' }, isDescending: false } },
    { data: 'abcdef_-9', server: 'https://mlflow.example.org/team', atMs: 1763700000000, check: 'aB3_' },
  ],
];

const ALL_SAID = LINKS.map(([what, search, means, says = {}]) => [what, search, means, says] as const);

describe('links of before', () => {
  it.each(ALL_SAID)('mean what they meant: %s', (_, search, means, says) => {
    const { workspace, facts, problems, unknown } = parseWorkspace(search);
    expect(workspace).toMatchObject(means);
    expect(facts).toEqual(says);
    expect(problems).toEqual([]);
    expect(parseWorkspace(formatWorkspace(workspace, unknown)).workspace).toEqual(workspace);
  });
});

/** The first of the frozen links by today's build, kept in other ways. */
const KEPT = LINKS.find(([, search]) => search.startsWith('?e=1,2&q='));

function expectKept(search: string | undefined): void {
  const { workspace, facts, problems } = parseWorkspace(search ?? '');
  expect(workspace).toMatchObject(KEPT?.[2] ?? { experimentIds: 'of the list above' });
  expect(facts.data).toBe('abcdef_-9');
  expect(problems).toEqual([]);
}

/** Tags as they were once written on a server whose values hold 330 characters. */
const TAGS: readonly KeyText[] = [
  {
    key: 'runlens.view.8dinsx',
    value:
      'part k3x9ab mi7s3uo0-x1 0 fVLbatwwFPwVMy9JQevK2TRtBQlsSUsL7UIoKTSLCVr7rC3QxZG02W6M85QP6W_km9qPKFqXEEjIix5mzsyZOahHJ700AWKxAIGhYAco2QJXYP-pXPvsJOM550U2m59mUTYhjyRNdpzt_bm_-_v7bm8nCc5HMEwMRa-qkF9L_Vq7EEaSEhddJw747UbF1q2jmH2ff7o4NP6G3n34wn9YJa_nbze3nV4HcRm3R-bzxfm39nQy_Xr1s9Zn24-znddShhT1hYlaRgkGua',
  },
  {
    key: 'runlens.view.6bglqv',
    value:
      'part k3x9ab mi7s3uo0-x1 1 xqWl1O3qMsGTYQPSqn18amvghRxnUAw5PACZJ2_zG-KlhW8FdIPqqObUhmT4SiOOQDQ6espTrteOYWWFKM5JN-NIZAq5qWPAaG0Mpa2SZhJNPJthDQrkltfqkAAepc1YrdC4ZgnIttgo0UPD8Cw41zBmLxhk15yVBp1UGgI1-RjUqT4DkvdnY0lhBj9P7RqgdX6yxhGBg0NWRrCPRWGhoy7Y_7h_8xgKGSvg4QU4aV0_XYPmxDJINyGP4B',
  },
  {
    key: 'runlens.view.9ejoty',
    value:
      '{"v":1,"id":"k3x9ab","n":"lr sweep 한글","u":"kim","t":1763700000000,"g":"mi7s3uo0-x1","c":3932050121,"p":["8dinsx","6bglqv"]}',
  },
];

it('a saved view of before, in parts, is what it was', async () => {
  const [view] = readViews(TAGS);
  if (view?.state !== 'readable') throw new Error('it cannot be read any more');
  expect(view).toMatchObject({
    id: 'k3x9ab',
    name: 'lr sweep 한글',
    author: 'kim',
    savedMs: 1_763_700_000_000,
  });
  const content = parseViewContent((await inflateText(view.data)) ?? '');
  expectKept(content && searchOfContent(content));
});

/** As it was once exported. */
const FILE = `{
  "format": "runlens-view",
  "version": 1,
  "name": "lr sweep 한글",
  "author": "kim",
  "savedAt": "2025-11-21T04:40:00.000Z",
  "params": [
    [
      "e",
      "1,2"
    ],
    [
      "q",
      "params.lr > 0.001 AND tags.team = '비전'"
    ],
    [
      "sort",
      "-metrics.val/loss"
    ],
    [
      "set",
      "top:20~without:ASNFZ4mrze8BI0VniavN7w~plus:_ty6mHZUMhD-3LqYdlQyEA"
    ],
    [
      "base",
      "_ty6mHZUMhD-3LqYdlQyEA"
    ],
    [
      "data",
      "abcdef_-9"
    ]
  ],
  "w": {
    "columns": [
      "status",
      "metrics.val/loss",
      "mean(metrics.val/f1, 10)"
    ],
    "widths": {
      "metrics.val/loss": 140
    },
    "pinned": [
      "metrics.val/loss"
    ],
    "better": {
      "val/f1": "higher"
    },
    "shading": "heat",
    "y": "log",
    "axis": "epoch:epoch",
    "smooth": "ema:0.6",
    "zoom": [
      5,
      30
    ],
    "clip": "percentile:0.01",
    "axes": {
      "m:loss": {
        "y": "log",
        "smooth": "none"
      }
    },
    "legend": "{name} lr={params.lr}",
    "cards": 3,
    "folded": [
      "system"
    ]
  }
}
`;

it('a .json file of before is what it was', () => {
  const read = parseViewFile(FILE);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  expect(read.name).toBe('lr sweep 한글');
  expectKept(read.search);
});
