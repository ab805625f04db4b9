import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { createKeyCatalogue, listKeys, MAX_DISTINCT_COUNT, updateKeyCatalogue } from './key-catalogue.ts';
import { orderRuns } from './order-runs.ts';
import { findCell, metricAt, textAt } from './run-column.ts';
import { appendRuns, createRunFrame, retainRuns, type RunFrame } from './run-frame.ts';
import type { Run, RunId } from './run.ts';
import { RUN_ATTRIBUTES, type RunColumn, type RunSort } from './run-sort.ts';
import { canonicalText, parseNumberText } from './text-value.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const KEYS = ['a', 'b', '__proto__'];
const TEXTS = ['1', '1.0', '10', '2', 'true', 'True', 'x', 'nan', ''];

const values = fc.constantFrom(
  0,
  -0,
  1,
  2.5,
  -3,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);
const pairs = fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), value: fc.constantFrom(...TEXTS) }), {
  selector: ({ key }) => key,
});
const runs: fc.Arbitrary<Run> = fc
  .record({
    id: fc.constantFrom(...IDS),
    status: fc.constantFrom('RUNNING' as const, 'FINISHED' as const, 'FAILED' as const),
    name: fc.constantFrom('n', 'N', '한', ''),
    startMs: fc.constantFrom(undefined, 1, 2, 3),
    endMs: fc.constantFrom(undefined, 4, 5),
    user: fc.constantFrom(undefined, 'ada', '10', '9'),
    metrics: fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), value: values }), {
      selector: ({ key }) => key,
    }),
    params: pairs,
    tags: pairs,
    datasets: fc.uniqueArray(fc.constantFrom('digits', 'wine', '의료')),
  })
  .map(({ id, metrics, params, tags, datasets, ...rest }) => ({
    ...makeRun({ id, ...rest }),
    datasets: datasets.map((name) => ({ name, digest: 'd', sourceType: 's', context: undefined })),
    metrics: metrics.map((metric, step) => ({ ...metric, step, timestampMs: 7 })),
    params,
    tags,
  }));
const batches = fc.array(fc.array(runs, { maxLength: 6 }), { maxLength: 5 });

/** The runs that a frame ought to hold: the last copy of each, in the place of the first. */
function lastCopies(list: readonly (readonly Run[])[]): readonly Run[] {
  return [...new Map(list.flat().map((run) => [run.id, run])).values()];
}

function frameOf(list: readonly (readonly Run[])[]): RunFrame {
  const frame = createRunFrame();
  for (const batch of list) appendRuns(frame, batch);
  return frame;
}

/** What a frame says of its runs, in the words of `describeRun`. */
function describeRows(frame: RunFrame) {
  return [...frame.rowOf].map(([id, row]) => ({
    id: frame.ids[row] === id ? id : 'another run',
    name: frame.names[row],
    startMs: frame.startsMs[row],
    user: textAt(frame.users, row),
    cells: KEYS.map((key) => [
      metricAt(frame.metrics.get(key), row),
      textAt(frame.params.get(key), row),
      textAt(frame.tags.get(key), row),
    ]),
  }));
}

function describeRun(run: Run) {
  return {
    id: run.id,
    name: run.name,
    startMs: run.startMs ?? Number.NaN,
    user: run.user,
    cells: KEYS.map((key) => [
      run.metrics.find((one) => one.key === key)?.value,
      run.params.find((one) => one.key === key)?.value,
      run.tags.find((one) => one.key === key)?.value,
    ]),
  };
}

describe('run frame', () => {
  it('holds the last copy of every run, its keys and nothing else', () => {
    fc.assert(
      fc.property(batches, (list) => {
        expect(describeRows(frameOf(list))).toEqual(lastCopies(list).map(describeRun));
      }),
    );
  });

  it('keeps the rows it is told to keep', () => {
    fc.assert(
      fc.property(batches, fc.subarray(IDS), (list, kept) => {
        const isKept = (id: RunId) => kept.includes(id);
        const expected = lastCopies(list).filter(({ id }) => isKept(id));
        expect(describeRows(retainRuns(frameOf(list), isKept))).toEqual(expected.map(describeRun));
      }),
    );
  });

  it('costs a cell only where a run logged the key', () => {
    const frame = createRunFrame();
    const many = Array.from({ length: 1_000 }, (_, index) =>
      makeRun({ id: String(index), metrics: index % 100 === 0 ? { rare: index } : {} }),
    );
    appendRuns(frame, many);
    const rare = frame.metrics.get('rare');
    expect(rare?.values).toHaveLength(10);
    expect(rare && findCell(rare, 300)).toBe(3);
    expect(rare && findCell(rare, 301)).toBe(-1);
  });

  it('counts added and replaced runs', () => {
    const frame = createRunFrame();
    appendRuns(frame, [makeRun({ id: 'a' })]);
    expect(appendRuns(frame, [makeRun({ id: 'a' }), makeRun({ id: 'b' })])).toEqual({
      addedCount: 1,
      replacedCount: 1,
    });
  });
});

describe('key catalogue', () => {
  it('says after any batches what a count from nothing says', () => {
    fc.assert(
      fc.property(batches, (list) => {
        const frame = createRunFrame();
        const catalogue = createKeyCatalogue();
        for (const batch of list) {
          appendRuns(frame, batch);
          updateKeyCatalogue(catalogue, frame);
        }
        const held = lastCopies(list);
        expect(listKeys(catalogue.metrics)).toEqual(
          naiveCatalogue(held, (run) => run.metrics.map(({ key, value }) => [key, String(value + 0)])),
        );
        for (const kind of ['params', 'tags'] as const) {
          expect(listKeys(catalogue[kind])).toEqual(
            naiveCatalogue(held, (run) => run[kind].map(({ key, value }) => [key, canonicalText(value)])),
          );
        }
      }),
    );
  });

  it('changes its version only when a key came, went or began to vary', () => {
    const frame = createRunFrame();
    const catalogue = createKeyCatalogue();
    const add = (id: string, params: Record<string, string>) => {
      appendRuns(frame, [makeRun({ id, params })]);
      updateKeyCatalogue(catalogue, frame);
      return catalogue.version;
    };
    const versions = [
      add('1', { lr: '0.1' }),
      add('2', { lr: '0.10' }),
      add('3', { lr: '0.2' }),
      add('4', { lr: '0.3' }),
      add('5', { lr: '0.3', seed: '1' }),
    ];
    expect(versions).toEqual([1, 1, 2, 2, 3]);
  });

  it('counts anew a key that went with one run and came again with another', () => {
    const frame = createRunFrame();
    const catalogue = createKeyCatalogue();
    appendRuns(frame, [makeRun({ id: '1', params: { lr: '0.1' } })]);
    updateKeyCatalogue(catalogue, frame);
    appendRuns(frame, [makeRun({ id: '1' }), makeRun({ id: '2', params: { lr: '0.2' } })]);
    updateKeyCatalogue(catalogue, frame);
    expect(listKeys(catalogue.params)).toEqual([
      { key: 'lr', runCount: 1, distinctCount: 1, isVarying: true, min: 0.2, max: 0.2 },
    ]);
  });

  it('counts different values up to a limit', () => {
    const frame = createRunFrame();
    const catalogue = createKeyCatalogue();
    appendRuns(
      frame,
      Array.from({ length: 80 }, (_, index) => makeRun({ id: String(index), metrics: { m: index } })),
    );
    updateKeyCatalogue(catalogue, frame);
    expect(listKeys(catalogue.metrics)).toEqual([
      { key: 'm', runCount: 80, distinctCount: MAX_DISTINCT_COUNT, isVarying: true, min: 0, max: 79 },
    ]);
  });
});

function naiveCatalogue(list: readonly Run[], cellsOf: (run: Run) => readonly (readonly [string, string])[]) {
  const byKey = new Map<string, string[]>();
  for (const run of list) {
    for (const [key, value] of cellsOf(run)) byKey.set(key, [...(byKey.get(key) ?? []), value]);
  }
  return [...byKey]
    .map(([key, cells]) => ({
      key,
      runCount: cells.length,
      distinctCount: new Set(cells).size,
      isVarying: new Set(cells).size > 1 || cells.length < list.length,
      ...naiveRange(cells.map((cell) => parseNumberText(cell.replace('number ', '')))),
    }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
}

function naiveRange(numbers: readonly (number | undefined)[]) {
  const known = numbers.filter((number) => number !== undefined);
  const ordered = known.filter((number) => !Number.isNaN(number)).toSorted((left, right) => left - right);
  if (known.length < numbers.length || ordered.length === 0) return {};
  // Adding 0 turns -0 into 0: neither is below the other.
  return { min: (ordered[0] ?? 0) + 0, max: (ordered.at(-1) ?? 0) + 0 };
}

describe('order of runs', () => {
  const columns: readonly RunColumn[] = [
    ...KEYS.flatMap((key): RunColumn[] => [
      { kind: 'metric', key },
      { kind: 'param', key },
      { kind: 'tag', key },
    ]),
    ...RUN_ATTRIBUTES.map((key): RunColumn => ({ kind: 'attribute', key })),
  ];
  const sorts: fc.Arbitrary<RunSort> = fc.record({
    column: fc.constantFrom(...columns),
    isDescending: fc.boolean(),
  });

  it('is that of a naive sort', () => {
    fc.assert(
      fc.property(batches, sorts, (list, sort) => {
        const frame = frameOf(list);
        const ids = Array.from(orderRuns(frame, sort), (row) => frame.ids[row]);
        expect(ids).toEqual(naiveOrder(lastCopies(list), sort).map(({ id }) => id));
      }),
    );
  });

  it("is MLflow's for metrics: NaN after the infinities, missing last, both ways", () => {
    const list = [
      makeRun({ id: 'missing' }),
      makeRun({ id: 'nan', metrics: { m: Number.NaN } }),
      makeRun({ id: 'inf', metrics: { m: Number.POSITIVE_INFINITY } }),
      makeRun({ id: '-inf', metrics: { m: Number.NEGATIVE_INFINITY } }),
      makeRun({ id: '0.25', metrics: { m: 0.25 } }),
    ];
    const frame = frameOf([list]);
    const orderBy = (isDescending: boolean) =>
      Array.from(
        orderRuns(frame, { column: { kind: 'metric', key: 'm' }, isDescending }),
        (row) => frame.ids[row],
      );
    expect(orderBy(false)).toEqual(['-inf', '0.25', 'inf', 'nan', 'missing']);
    expect(orderBy(true)).toEqual(['inf', '0.25', '-inf', 'nan', 'missing']);
  });
});

/** Present values ascending or descending, then NaN, then missing; ties newest first, then by id. */
function naiveOrder(list: readonly Run[], { column, isDescending }: RunSort): readonly Run[] {
  const cells = new Map(list.map((run) => [run.id, cellOf(run, column)]));
  const present = [...cells.values()].filter((cell) => cell !== undefined);
  const isNumeric = present.every((cell) => typeof cell === 'number' || parseNumberText(cell) !== undefined);
  const isText = column.kind === 'attribute' && !['start_time', 'end_time', 'duration'].includes(column.key);
  const keyOf = (run: Run) => {
    const cell = cells.get(run.id);
    return typeof cell === 'string' && isNumeric && !isText ? parseNumberText(cell) : cell;
  };
  return [...list].sort((left, right) => {
    const [leftKey, rightKey] = [keyOf(left), keyOf(right)];
    const byGroup = groupOf(leftKey) - groupOf(rightKey);
    if (byGroup !== 0) return byGroup;
    if (groupOf(leftKey) === 0 && leftKey !== rightKey) {
      const isLess = (leftKey ?? 0) < (rightKey ?? 0);
      return isLess === isDescending ? 1 : -1;
    }
    const [leftStart, rightStart] = [left.startMs ?? 0, right.startMs ?? 0];
    return leftStart === rightStart ? (left.id < right.id ? -1 : 1) : rightStart - leftStart;
  });
}

/** 0: present, 1: NaN, 2: missing. */
function groupOf(key: unknown): number {
  if (key === undefined) return 2;
  return Number.isNaN(key) ? 1 : 0;
}

function cellOf(run: Run, column: RunColumn): number | string | undefined {
  if (column.kind === 'metric') return run.metrics.find(({ key }) => key === column.key)?.value;
  if (column.kind !== 'attribute') {
    return run[column.kind === 'param' ? 'params' : 'tags'].find(({ key }) => key === column.key)?.value;
  }
  switch (column.key) {
    case 'start_time':
      return run.startMs;
    case 'end_time':
      return run.endMs;
    case 'run_id':
      return run.id;
    case 'dataset.name':
      return run.datasets.length > 0 ? run.datasets.map(({ name }) => name).join(', ') : undefined;
    case 'name':
    case 'status':
    case 'user':
      return run[column.key];
    case 'duration':
      break;
  }
  return run.startMs === undefined || run.endMs === undefined ? undefined : run.endMs - run.startMs;
}

describe('text values', () => {
  it.each([
    ['1e-05', 0.00001],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['NaN', Number.NaN],
    ['.5', 0.5],
    ['', undefined],
    ['0x10', undefined],
    ['1_000', undefined],
    ['constructor', undefined],
    ['12px', undefined],
  ])('reads %s as %s', (text, value) => {
    expect(parseNumberText(text)).toBe(value);
  });

  it.each([
    ['0.10', '1e-1'],
    ['True', 'true'],
    ['-0', '0'],
  ])('takes %s and %s for one value', (left, right) => {
    expect(canonicalText(left)).toBe(canonicalText(right));
  });

  it.each([
    ['1', 'true'],
    ['900719925474099267', '900719925474099268'],
    ['a', 'A'],
    ['', 'x'],
  ])('tells %s and %s apart', (left, right) => {
    expect(canonicalText(left)).not.toBe(canonicalText(right));
  });
});
