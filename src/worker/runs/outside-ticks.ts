import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { isSameRun } from '../../domain/runs/same-run.ts';
import { isSilentAt, needsIntervalAt } from '../../domain/runs/silent-run.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { FactsRow } from '../charts/run-facts.ts';
import type { Clock } from '../clock.ts';
import { CHECK_EVERY, inTurn, isGoing, TICK_RUNS } from './tick-plan.ts';

export interface OutsideTicksOptions {
  readonly source: Pick<TrackingSource, 'searchRuns'>;
  readonly clock: Clock;
  /** Runs that are looked at and are no rows of the table: the baseline, added ones, members of the set. */
  readonly ids: () => readonly RunId[];
  /** As it was read last; undefined: it was not. */
  readonly rowOf: (id: RunId) => FactsRow | undefined;
  /** How often quiet runs log is found out. */
  readonly measure: (frame: RunFrame, nowMs: number, signal: AbortSignal) => Promise<boolean>;
  /** Runs that changed, and ids of those that are deleted by now. */
  readonly take: (runs: readonly Run[], gone: readonly RunId[]) => void;
  /** Others than before are silent: these. */
  readonly retell: (ids: readonly RunId[]) => void;
}

interface Outside {
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly own: FactsRow;
}

/**
 * Follows runs beside the rows that ticks tell of, wherever they are: one search by their ids a tick for those that go
 * on, and in every sixth one for all, since ended ones may be renamed or deleted too. Where all have ended the other
 * ticks ask nothing.
 */
export class OutsideTicks {
  private readonly options: OutsideTicksOptions;
  /** After an answer that did not come: what the server refuses is not asked every few seconds. */
  private restsUntilTurn = 0;
  private silentOnes = '';

  constructor(options: OutsideTicksOptions) {
    this.options = options;
  }

  /** Some of them may log more at any time. */
  isGoing(): boolean {
    return this.known().some(({ own }) => this.mayGrow(own));
  }

  /** Never rejects: that the server is gone is told by the question about the rows. */
  async ask(turn: number, signal: AbortSignal): Promise<void> {
    const known = this.known();
    const isCheck = turn % CHECK_EVERY === CHECK_EVERY - 1;
    const wanted = isCheck ? known : known.filter(({ own }) => this.mayGrow(own));
    if (wanted.length > 0 && turn >= this.restsUntilTurn) {
      const asked = inTurn(wanted, isCheck ? Math.floor(turn / CHECK_EVERY) : turn);
      try {
        const runs = await this.search(asked, signal);
        if (!signal.aborted) this.tell(asked, runs);
      } catch {
        this.restsUntilTurn = turn + CHECK_EVERY;
      }
    }
    await this.tellSilence(signal);
  }

  private known(): readonly Outside[] {
    return this.options.ids().flatMap((id) => {
      const own = this.options.rowOf(id);
      const experimentId = own?.logged.experimentIds[own.row];
      return own && experimentId !== undefined && own.isDeleted !== true ? [{ id, experimentId, own }] : [];
    });
  }

  private mayGrow({ logged, row }: FactsRow): boolean {
    return isGoing(logged, row) && !isSilentAt(logged, row, this.options.clock.nowMs());
  }

  private async search(asked: readonly Outside[], signal: AbortSignal): Promise<readonly Run[]> {
    const { runs } = await this.options.source.searchRuns(
      {
        experimentIds: [...new Set(asked.map(({ experimentId }) => experimentId))],
        lifecycle: 'active',
        filter: `attributes.run_id IN (${asked.map(({ id }) => `'${id}'`).join(', ')})`,
        sort: NEWEST_FIRST,
        pageSize: TICK_RUNS,
        pageToken: undefined,
        priority: 'background',
      },
      signal,
    );
    return runs;
  }

  private tell(asked: readonly Outside[], runs: readonly Run[]): void {
    const came = new Map(runs.map((run) => [run.id, run]));
    const changed = asked.flatMap(({ id, own }) => {
      const run = came.get(id);
      return run && !isSameRun(own.logged, own.row, run) ? [run] : [];
    });
    const gone = asked.filter(({ id }) => !came.has(id)).map(({ id }) => id);
    if (changed.length + gone.length > 0) this.options.take(changed, gone);
  }

  /** Time passes: a run may have become silent without a word of the server. */
  private async tellSilence(signal: AbortSignal): Promise<void> {
    const { clock, measure, retell } = this.options;
    const nowMs = clock.nowMs();
    const quiet = this.known().filter(({ own }) => needsIntervalAt(own.logged, own.row, nowMs));
    for (const frame of new Set(quiet.map(({ own }) => own.logged)))
      await measure(frame, nowMs, signal).catch(() => false);
    const silent = this.known().filter(({ own }) => isSilentAt(own.logged, own.row, nowMs));
    const ids = silent.map(({ id }) => id);
    const names = ids.join(' ');
    if (signal.aborted || names === this.silentOnes) return;
    this.silentOnes = names;
    retell(ids);
  }
}
