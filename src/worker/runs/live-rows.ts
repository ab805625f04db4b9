import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { RunsPage } from '../../tracking/source.ts';
import type { FollowedRows } from './live-ticks.ts';
import type { LoadedRows } from './loaded-rows.ts';
import type { OutsiderRuns } from './outsider-runs.ts';
import type { PageReader } from './page-reader.ts';
import type { TickQuestion } from './tick-plan.ts';

interface LiveRowsOptions {
  readonly rows: LoadedRows;
  readonly pages: PageReader;
  readonly outsiders: OutsiderRuns;
  /** The rows are deleted runs: one that is there no more was restored, or cleared away, and waits for nothing. */
  readonly isOfDeleted: boolean;
  /** Somebody looks at the rows, and what there is to read was read. */
  readonly isReady: () => boolean;
  /** A tick is about to change rows: true where they stay where they stand, deleted ones too. */
  readonly onTick: () => boolean;
  readonly onChange: () => void;
}

/** The rows of a table as they are read and told beside its passes: by ticks, and for the sake of parents and children. */
export class LiveRows implements FollowedRows {
  private readonly options: LiveRowsOptions;

  constructor(options: LiveRowsOptions) {
    this.options = options;
  }

  get frame(): RunFrame {
    return this.options.rows.frame;
  }

  get isReadyForTicks(): boolean {
    return this.options.isReady();
  }

  ask(
    { filter, pageSize }: Pick<TickQuestion, 'filter' | 'pageSize'>,
    pageToken: string | undefined,
    signal: AbortSignal,
  ): Promise<RunsPage> {
    const asked = { filter, sort: NEWEST_FIRST, pageSize, pageToken };
    return this.options.pages.request(asked, signal, 'background');
  }

  /** What a tick brought: deleted runs stay in their rows where rows stay where they stand. */
  takeTick(runs: readonly Run[], gone: readonly RunId[]): void {
    const { rows, isOfDeleted, onTick, onChange } = this.options;
    const isNews = rows.markGone(gone) || runs.length > 0;
    if (!isNews) return;
    const isHeld = onTick();
    this.write(runs);
    if (!isHeld || isOfDeleted) rows.dropGone();
    onChange();
  }

  retell(isFirst: boolean): void {
    const { rows, onTick, onChange } = this.options;
    if (!isFirst) onTick();
    rows.write([]);
    onChange();
  }

  /** Runs that somebody asked for. */
  takeMore(runs: readonly Run[]): void {
    this.write(runs);
    this.options.onChange();
  }

  dropGone(): void {
    this.options.rows.dropGone();
    this.options.onChange();
  }

  private write(runs: readonly Run[]): void {
    const { rows, outsiders } = this.options;
    rows.write(runs);
    for (const { id } of runs) outsiders.delete(id);
    rows.storeSoon();
  }
}
