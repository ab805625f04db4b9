import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Http } from '../http.ts';
import { decodeExperimentsPage } from './decode.ts';
import { PATHS } from './wire.ts';

/** The largest page of experiments/search. */
const EXPERIMENTS_PER_PAGE = 50_000;

/** Ids of all experiments; `ALL`: deleted ones too. */
export async function listExperimentIds(
  http: Http,
  lifecycle: 'ACTIVE_ONLY' | 'ALL',
  signal: AbortSignal,
): Promise<readonly ExperimentId[]> {
  const ids: ExperimentId[] = [];
  let pageToken: string | undefined;
  do {
    const query = { max_results: EXPERIMENTS_PER_PAGE, view_type: lifecycle, page_token: pageToken };
    const { value } = await http.getJson(PATHS.experimentsSearch, query, { signal, priority: 'visible' });
    const page = decodeExperimentsPage(value);
    ids.push(...page.experiments.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return ids;
}

/** A list of ids that was read is good for so long: who types a name asks many times. */
const KEPT_MS = 20_000;

/** All ids, kept for a moment; a caller that gives up leaves the reading to the next one. */
export class KnownExperimentIds {
  private readonly http: Http;
  private readonly now: () => number;
  private ids: readonly ExperimentId[] = [];
  private readAtMs = Number.NEGATIVE_INFINITY;

  constructor(http: Http, now: () => number = Date.now) {
    this.http = http;
    this.now = now;
  }

  async read(signal: AbortSignal): Promise<readonly ExperimentId[]> {
    if (this.now() - this.readAtMs > KEPT_MS) {
      const askedAtMs = this.now();
      this.ids = await listExperimentIds(this.http, 'ALL', signal);
      this.readAtMs = askedAtMs;
    }
    return this.ids;
  }

  /** Experiments came or went. */
  forget(): void {
    this.readAtMs = Number.NEGATIVE_INFINITY;
  }
}
