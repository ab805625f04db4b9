import fc from 'fast-check';
import { DEFAULT_FILES_VIEW } from '../domain/artifacts/compare/files-view.ts';
import { DEFAULT_BARS_VIEW } from '../domain/comparison/bars/bars-view.ts';
import { DEFAULT_SCATTER_VIEW } from '../domain/comparison/scatter/scatter-view.ts';
import { DEFAULT_DIFF_VIEW } from '../domain/comparison/diff-view.ts';
import { DEFAULT_PARALLEL_VIEW } from '../domain/comparison/parallel/parallel-view.ts';
import { DEFAULT_HEATMAP_VIEW } from '../domain/comparison/heatmap-view.ts';
import { describe, expect, it } from 'vitest';
import type { CompareSet } from '../domain/runs/compare-set.ts';
import type { RunId } from '../domain/runs/run.ts';
import { DEFAULT_WORKSPACE, type Workspace } from '../domain/workspace.ts';
import { anyText, someText, workspace } from '../testing/workspace-arbitrary.ts';
import { formatCompareSet, parseCompareSet } from './compare-set-text.ts';
import { encodePacked } from './packed-rest.ts';
import { formatWorkspace, parseWorkspace } from './workspace-codec.ts';
import { upgradeEntries } from './workspace-upgraders.ts';

describe('a workspace in a link', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(workspace, (document) => {
        const parsed = parseWorkspace(formatWorkspace(document));
        expect(parsed.workspace).toEqual(document);
        expect(parsed.problems).toEqual([]);
        expect(parsed.unknown).toEqual({ entries: [], packed: {} });
      }),
    );
  });

  it('has one text', () => {
    fc.assert(
      fc.property(workspace, (document) => {
        const text = formatWorkspace(document);
        expect(formatWorkspace(parseWorkspace(text).workspace)).toBe(text);
      }),
    );
  });

  it('keeps what it does not know, in its order', () => {
    const foreign = fc.array(
      fc.tuple(
        anyText.map((name) => `x-${name}`),
        anyText,
      ),
      { maxLength: 4 },
    );
    const packed = fc.dictionary(
      someText.map((name) => `x-${name}`),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(workspace, foreign, packed, (document, entries, rest) => {
        const plain = JSON.parse(JSON.stringify(rest)) as Record<string, unknown>;
        const text = formatWorkspace(document, { entries, packed: plain });
        const parsed = parseWorkspace(text);
        expect(parsed.unknown).toEqual({ entries, packed: plain });
        expect(parsed.workspace).toEqual(document);
        expect(formatWorkspace(parsed.workspace, parsed.unknown)).toBe(text);
      }),
    );
  });

  it('is read from any text without an error', () => {
    const name = fc.constantFrom('e', 'q', 'sort', 'tab', 'set', 'find', 'base', 'v', 'w');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (entries) => {
        const search = `?${entries.map(([key, value]) => `${key}=${value}`).join('&')}`;
        const { workspace } = parseWorkspace(search);
        expect(parseWorkspace(formatWorkspace(workspace)).workspace).toEqual(workspace);
      }),
    );
  });

  it('leaves out what is at its default', () => {
    expect(formatWorkspace(DEFAULT_WORKSPACE)).toBe('');
    expect(parseWorkspace('').workspace).toEqual(DEFAULT_WORKSPACE);
  });

  it('can be read and typed by people', () => {
    const document = parseWorkspace(
      '?e=1,2&q=metrics.loss < 1&sort=-metrics.val/loss&set=top:20&find=loss',
    ).workspace;
    expect(document).toMatchObject({
      experimentIds: ['1', '2'],
      filter: 'metrics.loss < 1',
      sort: { column: { kind: 'metric', key: 'val/loss' }, isDescending: true },
      set: { kind: 'top', count: 20 },
      find: 'loss',
    });
    expect(formatWorkspace(document)).toBe(
      '?e=1,2&q=metrics.loss%20%3C%201&sort=-metrics.val/loss&set=top:20&find=loss',
    );
  });
});

describe('a bad value', () => {
  const good = parseWorkspace('?e=7&q=a&sort=params.lr&tab=table&set=all&find=b&base=r').workspace;

  it.each([
    ['sort', 'sideways', 'sort=sideways'],
    ['tab', 'Charts!', 'tab=Charts!'],
    ['set', 'top:many', 'set=top:many'],
    ['set', 'none~plus:x', 'set=none~plus:x'],
    ['card', 'loss', 'card=loss'],
    ['base', '', 'base='],
    ['base', '[["nonsense"', 'base=[["nonsense"'],
    ['w', '!!', 'w=!!'],
    ['w', 'WzFd', 'w=WzFd'],
  ])('of %s (%j) alone is dropped and reported', (param, text, bad) => {
    const fields = ['e=7', 'q=a', 'sort=params.lr', 'tab=table', 'set=all', 'find=b', 'base=r']
      .filter((field) => !field.startsWith(`${param}=`))
      .concat(bad);
    const parsed = parseWorkspace(`?${fields.join('&')}`);
    const key = { sort: 'sort', tab: 'tab', set: 'set', base: 'baseline', w: 'chart' }[
      param
    ] as keyof Workspace;
    expect(parsed.problems).toEqual([{ param, text }]);
    expect(parsed.workspace).toEqual({ ...good, [key]: DEFAULT_WORKSPACE[key] });
  });

  it.each([
    ['columns', ['metrics.', 'x']],
    ['columns', 3],
    ['widths', { name: '80' }],
    ['widths', { name: -1 }],
    ['pinned', 'name'],
    ['better', { loss: 'down' }],
    ['join', 'metrics.loss'],
    ['join', 'start_time'],
    ['shading', 'stripes'],
    ['delta', 'double'],
    ['added', [1]],
    ['added', ['']],
    ['shades', { 'params.lr': 'stripes' }],
    ['shades', ['bar']],
    ['spark', ''],
    ['same', [['params.lr']]],
    ['same', ['params.lr']],
    ['x', 'cubic'],
    ['y', null],
    ['zoom', [3, 3]],
    ['zoom', [1, null]],
    ['cards', 9],
    ['folded', [1]],
    ['axis', 'days'],
    ['smooth', 'ema:2'],
    ['layout', []],
    ['heatmap', { x: 'lr' }],
    ['heatmap', { y: 3 }],
    ['heatmap', { kind: 'cube' }],
    ['heatmap', { show: 'median' }],
    ['heatmap', { sort: '-' }],
    ['heatmap', []],
  ])('of the packed %s alone is dropped and reported', (name, json) => {
    const rest = { cards: 2, x: 'log', y: 'log', folded: ['val'] };
    const parsed = parseWorkspace(`?e=1&w=${encodePacked({ ...rest, [name]: json })}`);
    expect(parsed.problems).toEqual([{ param: `w.${name}`, text: undefined }]);
    const { [name]: _dropped, ...others } = rest as Record<string, unknown>;
    expect(parsed.workspace).toEqual(parseWorkspace(`?e=1&w=${encodePacked(others)}`).workspace);
  });
});

describe('the compare set', () => {
  it('has a text for its exceptions', () => {
    const set: CompareSet = {
      kind: 'top',
      count: 10,
      without: ['a', 'b'] as RunId[],
      plus: ['c'] as RunId[],
    };
    expect(formatWorkspace({ ...DEFAULT_WORKSPACE, set })).toBe('?set=top:10~without:a,b~plus:c');
    expect(formatWorkspace({ ...DEFAULT_WORKSPACE, set: { kind: 'these', runIds: [] } })).toBe('?set=none');
    const groups = { without: [], plus: ['[["params.lr","number 1"]]'] };
    expect(parseCompareSet(formatCompareSet({ kind: 'these', runIds: [], groups }))).toEqual({
      kind: 'these',
      runIds: [],
      groups,
    });
  });

  it.each(['', 'top:', 'top:-1', 'top:1e3', 'all~', 'all~none:x', 'none~plus:a', 'a,b~plus:c', 'last:3'])(
    'is not %j',
    (text) => {
      expect(parseCompareSet(text)).toBeUndefined();
    },
  );
});

describe('versions', () => {
  /** Links that have been shared. Never edit one: add the next. */
  it('reads a link of version 1', () => {
    const link =
      '?e=1,12&q=params.lr%20%3D%20%220.1%22&sort=-metrics.val/loss&tab=table&set=top:5~without:0123456789abcdef0123456789abcdef&find=loss&base=fedcba9876543210fedcba9876543210&v=1&w=eyJjb2x1bW5zIjpbIm1ldHJpY3MudmFsL2xvc3MiLCJuYW1lIl0sIndpZHRocyI6eyJuYW1lIjoxODB9LCJ4IjoibG9nIiwieSI6ImxvZyIsInpvb20iOlsxLDEwMF0sImNhcmRzIjoyLCJmb2xkZWQiOlsic3lzdGVtIl19';
    expect(parseWorkspace(link)).toEqual({
      workspace: {
        experimentIds: ['1', '12'],
        lifecycle: 'active',
        filter: 'params.lr = "0.1"',
        sort: { column: { kind: 'metric', key: 'val/loss' }, isDescending: true },
        tab: 'table',
        set: { kind: 'top', count: 5, without: ['0123456789abcdef0123456789abcdef'], plus: [] },
        find: 'loss',
        path: '',
        baseline: { kind: 'run', id: 'fedcba9876543210fedcba9876543210' },
        columns: [
          { kind: 'metric', key: 'val/loss' },
          { kind: 'attribute', key: 'name' },
        ],
        columnWidths: { name: 180 },
        pinnedColumns: [],
        openGroups: [],
        diff: DEFAULT_DIFF_VIEW,
        parallel: DEFAULT_PARALLEL_VIEW,
        heatmap: DEFAULT_HEATMAP_VIEW,
        scatter: DEFAULT_SCATTER_VIEW,
        bars: DEFAULT_BARS_VIEW,
        files: DEFAULT_FILES_VIEW,
        directions: {},
        tableDelta: 'absolute',
        addedRuns: [],
        shading: 'none',
        columnShadings: {},
        sparkline: undefined,
        sameKeys: [],
        isKeptSorted: false,
        isMattersShown: false,
        tree: undefined,
        chart: {
          ...DEFAULT_WORKSPACE.chart,
          xKind: 'log',
          yKind: 'log',
          xWindow: { min: 1, max: 100 },
          cardColumns: 2,
          collapsedSections: ['system'],
        },
      },
      facts: {},
      unknown: { entries: [], packed: {} },
      problems: [],
    });
  });

  it('reads a link whose shading is that of all columns', () => {
    // {"shading":"heat"}: as it was written before a column could have a shading of its own.
    const { workspace: read } = parseWorkspace('?e=1&w=eyJzaGFkaW5nIjoiaGVhdCJ9');
    expect([read.shading, read.columnShadings]).toEqual(['heat', {}]);
  });

  it('takes an old link through every upgrader in turn', () => {
    const upgraders = {
      1: (entries: readonly (readonly [string, string])[]) =>
        entries.map(([name, value]) => [name === 'exp' ? 'e' : name, value] as const),
      2: (entries: readonly (readonly [string, string])[]) =>
        entries.map(([name, value]) => [name, name === 'e' ? value.replaceAll(';', ',') : value] as const),
    };
    expect(upgradeEntries([['exp', '1;2']], 3, upgraders).entries).toEqual([['e', '1,2']]);
    expect(
      upgradeEntries(
        [
          ['e', '1;2'],
          ['v', '2'],
        ],
        3,
        upgraders,
      ).entries[0],
    ).toEqual(['e', '1,2']);
    expect(
      upgradeEntries(
        [
          ['e', '1;2'],
          ['v', '3'],
        ],
        3,
        upgraders,
      ).entries[0],
    ).toEqual(['e', '1;2']);
  });

  it('reads what it can of a newer link, says so, and leaves its version in it', () => {
    const parsed = parseWorkspace('?e=1&v=9&new=x');
    expect(parsed.problems).toEqual([{ param: 'v', text: '9' }]);
    expect(parsed.workspace.experimentIds).toEqual(['1']);
    expect(formatWorkspace(parsed.workspace, parsed.unknown)).toBe('?e=1&v=9&new=x');
  });
});
