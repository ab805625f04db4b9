import { describe, expect, it } from 'vitest';
import { makeModel, makeVersion } from '../../testing/memory-registry.ts';
import { findModels, sortModels } from './find-models.ts';
import { createRegexEngine } from '../expression/regex-engine.ts';
import { compileVersionFilter } from './version-filter.ts';
import { sortVersions, type VersionRow } from './version-rows.ts';

const METRICS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '1': { acc: 0.8, loss: 2 },
  '2': { acc: 0.9 },
  '3': { acc: Number.NaN },
};

const tags = [{ key: 'validation_status', value: 'approved' }];
const ROWS: readonly VersionRow[] = [
  makeVersion('net', '1', { user: 'ada', createdMs: 10, tags, stage: 'Staging' }),
  makeVersion('net', '2', { user: 'bob', createdMs: 20, description: '두번째 시도' }),
  makeVersion('net', '3', { createdMs: 30, status: 'FAILED_REGISTRATION' }),
  makeVersion('net', '12', { createdMs: 40 }),
].map((version) => ({
  version,
  aliases: version.version === '2' ? ['champion', '챔피언'] : [],
  metric: (key) => METRICS[version.version]?.[key],
  param: (key) => (key === 'lr' && version.version !== '12' ? `1e-${version.version}` : undefined),
}));

const TOOLS = { nowMs: 3_600_025, regex: createRegexEngine() };
const compile = (text: string) => compileVersionFilter(text, TOOLS);
const found = (text: string) =>
  compile(text)
    .select(ROWS)
    .map(({ version }) => version.version);
const sorted = (columnId: string, isDescending = false) =>
  sortVersions(ROWS, { columnId, isDescending }).map(({ version }) => version.version);

describe('a filter of versions', () => {
  it.each([
    ['', ['1', '2', '3', '12']],
    ['metrics.acc > 0.85', ['2']],
    ['metrics.acc >= 0.8 AND metrics.loss < 3', ['1']],
    ['metrics.acc < 0.85 OR alias = "champion"', ['1', '2']],
    ['NOT alias = "champion"', ['1', '3', '12']],
    ['NOT alias IN ("champion", "챔피언") AND alias IS NOT NULL', []],
    ['alias ~ "^champ|^c$"', ['2']],
    ['alias IS NULL', ['1', '3', '12']],
    ['params.lr = 0.01', ['2']],
    ['params.lr IN ("1e-1", "1e-3")', ['1', '3']],
    ['params.lr BETWEEN 0.001 AND 0.01', ['2', '3']],
    ['params.lr IS NULL', ['12']],
    ['tags.validation_status = "approved"', ['1']],
    ['tags.validation_status LIKE "app%"', ['1']],
    ['user ILIKE "A%"', ['1']],
    ['user ~ "^[ab]"', ['1', '2']],
    ['tags.validation_status !~ "rejected|failed"', ['1']],
    ['description ~ "시도$" AND creator = "bob"', ['2']],
    ['metrics.acc * 2 > 1.7', ['2']],
    ['least(metrics.acc, metrics.loss) < 0.85', ['1']],
    ['version > 2', ['3', '12']],
    ['version BETWEEN 2 AND 3', ['2', '3']],
    ['stage = Staging', ['1']],
    ['source LIKE "s3://%/12"', []],
    ['created > -1h', ['3', '12']],
    ['(version = 1 OR version = 12) AND NOT stage = "Staging"', ['12']],
    ['status = "FAILED_REGISTRATION"', ['3']],
    ['staging', ['1']],
    ['approved', ['1']],
    ['시도', ['2']],
    ['@챔피언', ['2']],
    ['v12', ['12']],
    ['1', ['1']],
  ])('%s leaves %j', (text, versions) => expect(found(text)).toEqual(versions));

  it('names the keys of runs that it asks about', () => {
    const filter = compile(
      'metrics.`val/acc` - metrics.loss > 0.5 AND (params.lr = 1 OR metrics.`val/acc` < 0.1)',
    );
    expect(filter).toMatchObject({ metrics: ['val/acc', 'loss'], params: ['lr'], problem: undefined });
  });

  it.each([
    ['metrics.acc >', 13],
    ['user ~ "("', 7],
    ['"', 0],
    ['max(metrics.acc) > 1', 0],
    ['version > 1 AND duration > 1h', 16],
    ['dataset.name = "a"', 0],
  ])('takes %s for words, and tells where it is no condition on versions', (text, start) => {
    expect(compile(text).problem?.span.start).toBe(start);
    expect(found(text)).toEqual([]);
  });

  it('tells that it holds a pattern, so that the engine is loaded', () => {
    const without = compileVersionFilter('user ~ "^a"', { ...TOOLS, regex: undefined });
    expect([without.hasPatterns, without.problem, without.select(ROWS)]).toEqual([true, undefined, []]);
    expect(compile('user = "a"').hasPatterns).toBe(false);
  });
});

describe('an order of versions', () => {
  it.each([
    ['version', false, ['1', '2', '3', '12']],
    ['version', true, ['12', '3', '2', '1']],
    ['metrics.acc', true, ['2', '1', '3', '12']],
    ['metrics.acc', false, ['1', '2', '3', '12']],
    ['params.lr', false, ['3', '2', '1', '12']],
    ['aliases', false, ['2', '12', '3', '1']],
    ['description', true, ['2', '12', '3', '1']],
    ['created', true, ['12', '3', '2', '1']],
  ])('by %s, descending %s: NaN after numbers, what lacks the value last', (column, isDescending, versions) =>
    expect(sorted(column, isDescending)).toEqual(versions),
  );
});

describe('models', () => {
  const models = [
    makeModel('b net', { description: 'small', tags: [{ key: 'team', value: 'vision' }], updatedMs: 5 }),
    makeModel('a net', {
      aliases: [
        { alias: 'champion', version: '10' },
        { alias: 'old', version: '9' },
      ],
    }),
    makeModel('숫자', {
      latest: [
        { version: '9', stage: undefined },
        { version: '10', stage: 'Archived' },
      ],
    }),
  ];
  const names = (text: string) => findModels(models, text).map(({ name }) => name);

  const order = (columnId: string, isDescending: boolean) =>
    sortModels(models, { columnId, isDescending }).map(({ name }) => name);

  it('are found by name, description, tag, alias, whatever the case', () => {
    expect(names('NET')).toEqual(['b net', 'a net']);
    expect(names('net small')).toEqual(['b net']);
    expect(names('team=vis')).toEqual(['b net']);
    expect(names('@cham')).toEqual(['a net']);
    expect(names('@hampion')).toEqual([]);
    expect(names('숫자'.normalize('NFD'))).toEqual(['숫자']);
    expect(names(' ')).toHaveLength(3);
  });

  it('are sorted, what lacks the value last both ways', () => {
    expect(order('name', false)).toEqual(['a net', 'b net', '숫자']);
    expect(order('latest', true)[0]).toBe('숫자');
    expect(order('aliases', true)[0]).toBe('a net');
    expect(order('updated', true)[0]).toBe('b net');
  });
});
