import { describe, expect, it } from 'vitest';
import { DEMO_CASES, ODD_CASES } from '../../testing/odd-cases.ts';
import { describeFilters } from '../../testing/source-contract-filters.ts';
import { describeSourceContract } from '../../testing/source-contract.ts';
import { createMlflowSource } from './source.ts';

/** Addresses of running servers that hold what `demo/odd_cases.py` logs. */
const SERVERS = [
  {
    name: 'MLflow 3.x',
    url: process.env['RUNLENS_MLFLOW3_URL'],
    major: '3',
    isPaged: true,
    truth: DEMO_CASES,
  },
  {
    name: 'MLflow 2.22',
    url: process.env['RUNLENS_MLFLOW2_URL'],
    major: '2',
    isPaged: false,
    truth: ODD_CASES,
  },
];

for (const { name, url = '', major, isPaged, truth } of SERVERS) {
  describe.skipIf(url === '')(`${name} server`, () => {
    describeSourceContract(
      name,
      () => Promise.resolve(createMlflowSource({ baseUrl: url, label: 'test' })),
      truth,
      url,
    );
    describeFilters(() => createMlflowSource({ baseUrl: url, label: 'test' }), url);

    it('stops a request that is under way when its signal aborts', async () => {
      const source = createMlflowSource({ baseUrl: url, label: 'test' });
      const abort = new AbortController();
      const asked = source.searchExperiments(
        { lifecycle: 'active', pageSize: 1, pageToken: undefined },
        abort.signal,
      );
      abort.abort();
      await expect(asked).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    });

    it('tells its version and what follows from it', async () => {
      const info = await createMlflowSource({ baseUrl: url, label: 'test' }).describe(
        new AbortController().signal,
      );
      expect(info.version?.split('.')[0]).toBe(major);
      expect(info.capabilities).toEqual({
        writes: 'server',
        deletesExperimentTags: isPaged,
        maxExperimentTagLength: isPaged ? 20_000 : 5_000,
        readsArtifacts: true,
        pagedHistories: isPaged,
        bulkSamples: isPaged,
        filters: 'mlflow',
        maxSamplePoints: 2500,
        historyPageSize: 25_000,
      });
    });
  });
}
