import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilterExpression } from '../domain/expression/ast.ts';
import { compileFilter } from '../domain/expression/evaluate.ts';
import { parseFilter } from '../domain/expression/parse.ts';
import { splitForServer } from '../domain/expression/push-down.ts';
import { pushDownRules } from '../domain/expression/server-grammar.ts';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { Run } from '../domain/runs/run.ts';
import { createHttp } from '../tracking/http.ts';
import type { TrackingSource } from '../tracking/source.ts';
import { contextOf } from './evaluation-context.ts';
import { filterTexts } from './filter-arbitrary.ts';
import { FILTER_BASE_MS, FILTER_RUNS, logFilterRuns, removeFilterRuns } from './filter-runs.ts';
import { allRuns, requestFor } from './source-reading.ts';

const TIMEOUT_MS = 60_000;
const NOW_MS = FILTER_BASE_MS + 86_400_000;

/** Filters that MLflow's own grammar has, and the runs that 3.17.2 answers, by their place in `FILTER_RUNS`. */
const FILTERS: readonly (readonly [filter: string, places: string])[] = [
  ['metrics.loss = 0.5', '0'],
  ['metrics.loss != 0.5', '123456'],
  ['metrics.loss = 0', '4'],
  ['metrics.loss != 0', '012356'],
  ['metrics.loss > -1', '02456'],
  ['metrics.loss <= 0', '34'],
  ['metrics.loss >= 1e300', '2'],
  ['metrics.loss < -1e300', '3'],
  ['metrics.loss > 1e-300 metric.loss < 3e-300', '5'],
  ['metrics."val/f1 score" >= 0', '01'],
  ["metrics.'val/f1 score' != 1", '13'],
  ['metrics.`검증` < 0', '2'],
  ['metrics.nothing != 1', ''],
  ["params.optimizer = 'adam'", '0'],
  ["param.optimizer != 'adam'", '123457'],
  ['parameters.optimizer = "it\'s"', '1'],
  ['params.optimizer = \'say "hi"\'', '2'],
  ["params.optimizer LIKE 'ad%'", '05'],
  ["params.optimizer like 'a_am'", '0'],
  ["params.optimizer ILIKE 'AD%'", '045'],
  ["params.optimizer LIKE '%100%'", '7'],
  ["params.lr = '0.001'", '1'],
  ["params.path LIKE 'C:_data%'", '01'],
  ["params.path LIKE 'C:\\data%'", '0'],
  ["tags.team = ''", '3'],
  ["tag.team ilike 'vision'", '04'],
  ["tags.mlflow.note.content LIKE '%second%'", '0'],
  // Over the end of a line, unlike a file store's.
  ["tags.mlflow.note.content LIKE 'first%line'", '0'],
  ["tags.`mlflow.note.content` ILIKE '%second%'", '04'],
  ['tags.team IS NULL', '567'],
  ['params.optimizer is not null and metrics.loss > 0', '025'],
  ["status = 'FAILED'", '1'],
  ["attributes.status != 'FINISHED'", '1347'],
  ["run.status LIKE 'S%'", '4'],
  ["run_name = 'bare'", '7'],
  ["attr.`Run name` != 'bare'", '012345'],
  ["attributes.run_name LIKE '%100%_sure'", '34'],
  ["run_name ILIKE 'é%'", '4'],
  ["run_name LIKE '%한%'", '1'],
  ['"run_name" ILIKE \'V1.2+CU\'', '5'],
  ["user_id = 'kim'", '0'],
  [`start_time > ${FILTER_BASE_MS + 5000}`, '67'],
  [`attributes.created <= ${FILTER_BASE_MS}`, '0'],
  [`end_time != ${FILTER_BASE_MS}`, '0123456'],
  ["artifact_uri LIKE '%artifacts'", '01234567'],
  ["datasets.name = 'MyData'", '0'],
  ["dataset.name ILIKE 'mydata'", '01'],
  ["dataset.name != 'MyData'", '01'],
  ["datasets.name IN ('MyData', 'x')", '0'],
  ["datasets.name NOT IN ('MyData', 'test')", '1'],
  ["datasets.digest = '12345678'", '01'],
  ['run_id NOT IN ("none")', '01234567'],
  ["datasets.context = 'Training'", '0'],
  ["dataset.context != 'Training'", '1'],
  ["dataset.name = 'MyData' AND metrics.loss = 0.5", '0'],
];

const REFUSED = 'refused';

/** What 2.22.4 refuses or answers otherwise; listed in docs/filter-language.md. */
const OTHERWISE_IN_2: ReadonlyMap<string, string> = new Map([
  ['metrics.loss = 0', '14'],
  ['metrics.loss != 0', '02356'],
  ['metrics.loss > -1', '012456'],
  ['metrics.loss <= 0', '134'],
  ['metrics."val/f1 score" >= 0', '013'],
  ['tags.team IS NULL', REFUSED],
  ['params.optimizer is not null and metrics.loss > 0', REFUSED],
  ["datasets.name IN ('MyData', 'x')", ''],
  ["datasets.name NOT IN ('MyData', 'test')", '01'],
  ["dataset.name = 'MyData' AND metrics.loss = 0.5", REFUSED],
  ['run_id NOT IN ("none")', REFUSED],
]);

/** Filters on a real server: what it answers is what is decided here. */
export function describeFilters(openSource: () => TrackingSource, url: string): void {
  describe('filters', { timeout: TIMEOUT_MS }, () => {
    const opened = {} as {
      source: TrackingSource;
      experimentId: ExperimentId;
      version: string;
      /** In the order of `FILTER_RUNS`. */
      runs: readonly Run[];
    };

    beforeAll(async () => {
      const source = openSource();
      const { version = '' } = await source.describe(new AbortController().signal);
      const experimentId = (await logFilterRuns(createHttp({ baseUrl: url }))) as ExperimentId;
      const runs = (await allRuns(source, requestFor(experimentId))).toReversed();
      Object.assign(opened, { source, experimentId, version, runs });
    }, TIMEOUT_MS);

    afterAll(() => removeFilterRuns(createHttp({ baseUrl: url }), opened.experimentId));

    const placesOf = async (filter: string | undefined): Promise<string> => {
      const found = await allRuns(opened.source, { ...requestFor(opened.experimentId), filter });
      return places((run) => found.some(({ id }) => id === run.id));
    };
    const placesHere = (filter: FilterExpression): string => {
      const test = compileFilter(filter, contextOf(opened.runs, { nowMs: NOW_MS }));
      return places((_, row) => test(row));
    };
    const places = (isKept: (run: Run, row: number) => boolean) =>
      opened.runs.flatMap((run, row) => (isKept(run, row) ? [row] : [])).join('');

    it('are over the runs as logged', () => {
      expect(opened.runs.map(({ name }) => name)).toEqual(FILTER_RUNS.map(({ name }) => name));
    });

    it.each(FILTERS)('%s: the server and this language find the same', async (text, expected) => {
      expect(placesHere(filterOf(text))).toBe(expected);
      const isOld = opened.version.startsWith('2.');
      const answered = await placesOf(text).catch(() => REFUSED);
      expect(answered).toBe((isOld ? OTHERWISE_IN_2.get(text) : undefined) ?? expected);
    });

    it('differ where docs/filter-language.md says so, with every release', async () => {
      expect(await placesOf("params.optimizer = 'it''s'")).toBe('');
      expect(placesHere(filterOf("params.optimizer = 'it''s'"))).toBe('1');
      expect(await placesOf("params.optimizer = 'it\\'s'")).toBe('');
      expect(parseFilter("params.optimizer = 'it\\'s'").ok).toBe(false);
      expect(await placesOf('AND metrics.loss = 0.5 AND')).toBe('0');
      expect(parseFilter('metrics.loss = 0.5 AND').ok).toBe(false);
      expect(await placesOf("dataset.name IN ('my\\x64ata')")).toBe('1');
      expect(placesHere(filterOf("dataset.name IN ('my\\x64ata')"))).toBe('');
      expect(await placesOf("user_id = 'lee'")).toBe('');
      expect(placesHere(filterOf("user_id = 'lee'"))).toBe('6');
      expect(await placesOf('metrics.loss = 1.7976931348623157e308')).toBe('2');
      expect(placesHere(filterOf('metrics.loss = 1.7976931348623157e308'))).toBe('');
      expect(placesHere(filterOf('metrics.loss = inf'))).toBe('2');
    });

    it('find the same with a part of them asked of the server as without', async () => {
      const rules = pushDownRules(opened.version);
      const words = {
        metrics: ['loss', 'val/f1 score', '검증', 'none'],
        params: ['optimizer', 'lr', 'path', 'none'],
        tags: ['team', 'mlflow.runName', 'mlflow.note.content', 'none'],
        texts: FILTER_RUNS.flatMap(({ name, params, tags, datasets }) => [
          name,
          ...Object.values({ ...params, ...tags }),
          ...(datasets ?? []).map((dataset) => dataset.name),
        ]),
        runIds: [...opened.runs.slice(0, 4).map(({ id }) => id), 'none'],
        timesMs: [FILTER_BASE_MS, FILTER_BASE_MS + 3000, FILTER_BASE_MS + 60_000],
      };
      await fc.assert(
        fc.asyncProperty(filterTexts(words), async (text) => {
          const filter = filterOf(text);
          const { pushed, isExact } = splitForServer(filter, rules, NOW_MS);
          const here = placesHere(filter);
          const there = await placesOf(pushed);
          // What the server leaves out is lost; what it brings too much is left out here.
          const lost = Array.from(here).filter((place) => !there.includes(place));
          const surplus = isExact ? Array.from(there).filter((place) => !here.includes(place)) : [];
          expect({ pushed, lost, surplus }).toEqual({ pushed, lost: [], surplus: [] });
        }),
        { numRuns: 60 },
      );
    });
  });
}

function filterOf(text: string): FilterExpression {
  const parsed = parseFilter(text);
  if (!parsed.ok || !parsed.filter) throw new Error(`${text}: ${JSON.stringify(parsed)}`);
  return parsed.filter;
}
