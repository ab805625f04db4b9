import type { Run, RunId } from '../../domain/runs/run.ts';
import type { TrackingSource } from '../../tracking/source.ts';

/** Runs of the compare set that are not among the rows, each read once by its id. */
export class OutsiderRuns {
  private readonly source: TrackingSource;
  private readonly onChange: () => void;
  private readonly onRead: (run: Run) => void;
  /** Undefined while under way, null if unreadable. */
  private readonly runs = new Map<RunId, Run | null | undefined>();

  /** @param onRead a run is here for the first time */
  constructor(source: TrackingSource, onChange: () => void, onRead: (run: Run) => void = () => undefined) {
    this.source = source;
    this.onChange = onChange;
    this.onRead = onRead;
  }

  /** Undefined while under way, null if it cannot be read. */
  lookUp(id: RunId, signal: AbortSignal): Run | null | undefined {
    if (!this.runs.has(id)) void this.read(id, signal);
    return this.runs.get(id);
  }

  /** A run read elsewhere. False where nobody asked for it. */
  refresh(run: Run): boolean {
    if (!this.runs.has(run.id)) return false;
    this.runs.set(run.id, run);
    return true;
  }

  /** Somebody deleted it since. False where nobody asked for it. */
  markDeleted(id: RunId): boolean {
    const run = this.runs.get(id);
    if (run) this.runs.set(id, { ...run, lifecycle: 'deleted' });
    return run !== undefined && run !== null;
  }

  /** It is among the rows by now. */
  delete(id: RunId): void {
    this.runs.delete(id);
  }

  forgetUnreadable(): void {
    for (const [id, run] of this.runs) if (run === null) this.runs.delete(id);
  }

  clear(): void {
    this.runs.clear();
  }

  private async read(id: RunId, signal: AbortSignal): Promise<void> {
    this.runs.set(id, undefined);
    try {
      const run = await this.source.getRun(id, signal);
      // Deleted here: a page brought it meanwhile.
      if (this.runs.has(id)) this.runs.set(id, run);
      this.onRead(run);
    } catch {
      if (signal.aborted) this.runs.delete(id);
      else if (this.runs.has(id)) this.runs.set(id, null);
    }
    this.onChange();
  }
}
