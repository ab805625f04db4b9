import type { ModelOfRun } from '../../domain/runs/run-details.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { Http } from '../http.ts';
import type { FoundModels } from '../source.ts';
import { PATHS, readAnswer, readList, readOptionalText, readRecord } from './wire.ts';

/** 3.17.2 has no largest page, but models come with all their params, tags and metrics. */
const PAGE_SIZES = { models: 1_000, pages: 5 };

/**
 * Models of many runs at once: `IN` is the one way to name several runs (3.17.2 refuses `OR` with 400). None before
 * MLflow 3 (404 of 2.22.4).
 */
export async function listLoggedModels(
  http: Http,
  runs: readonly Pick<Run, 'id' | 'experimentId'>[],
  signal: AbortSignal,
  pageSizes = PAGE_SIZES,
): Promise<FoundModels> {
  if (runs.length === 0) return { models: [], hasMore: false };
  const body = {
    experiment_ids: [...new Set(runs.map(({ experimentId }) => experimentId))],
    filter: filterOf(runs.map(({ id }) => id)),
    max_results: pageSizes.models,
  };
  const options = { signal, priority: 'visible', isReadOnly: true } as const;
  const models: ModelOfRun[] = [];
  let token: string | undefined;
  try {
    for (let page = 0; page < pageSizes.pages; page += 1) {
      const { value } = await http.postJson(
        PATHS.loggedModelsSearch,
        { ...body, page_token: token },
        options,
      );
      const answer = readAnswer(value, ['models', 'next_page_token']);
      models.push(...readList(answer['models'], 'models').flatMap(decodeModel));
      token = readOptionalText(answer['next_page_token']);
      if (token === undefined) break;
    }
  } catch (thrown) {
    if (thrown instanceof TrackingError && thrown.failure.kind === 'not-found')
      return { models: [], hasMore: false };
    throw thrown;
  }
  return { models, hasMore: token !== undefined };
}

/** Ids are hexadecimal: nothing to escape. The server reads the list as Python, to which `('a')` is none. */
function filterOf(ids: readonly RunId[]): string {
  const texts = ids.map((id) => `'${id.replaceAll("'", '')}'`);
  return texts.length === 1 ? `source_run_id = ${texts[0]}` : `source_run_id IN (${texts.join(', ')})`;
}

function decodeModel(value: unknown): readonly ModelOfRun[] {
  const info = readRecord(readRecord(value, 'model')['info'], 'model info');
  const runId = readOptionalText(info['source_run_id']);
  if (runId === undefined) return [];
  const name = readOptionalText(info['name']) ?? '';
  return [{ runId: runId as RunId, name, flavor: readOptionalText(info['model_type']) }];
}
