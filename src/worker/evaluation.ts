import type {
  EvaluationContext,
  RegexEngine,
  RegisteredNames,
} from '../domain/expression/evaluation-context.ts';
import type { ExperimentId } from '../domain/experiment.ts';
import type { MetricStatistic } from '../domain/metric-statistic.ts';
import type { RunFrame } from '../domain/run-frame.ts';
import type { RunId } from '../domain/run.ts';
import type { Clock } from './clock.ts';

/** Where statistics of whole histories come from. */
export interface StatisticsReader {
  /** Grows when a value was computed. */
  readonly version: number;
  /** Undefined: the run has no such value; null: not computed yet. */
  read(frame: RunFrame, key: string, statistic: MetricStatistic, row: number): number | undefined | null;
  /** The step that the value comes from, where it comes from one. */
  stepOf(frame: RunFrame, key: string, statistic: MetricStatistic, row: number): number | undefined;
}

const NOTHING_COMPUTED: StatisticsReader = { version: 0, read: () => null, stepOf: () => undefined };

/** What expressions need besides the rows; comes bit by bit. */
export class Surroundings {
  private readonly clock: Clock;
  private readonly onChange: () => void;
  private readonly names = new Map<ExperimentId, string>();
  private readonly registered = new Map<RunId, RegisteredNames>();
  private hasRegistered = false;
  private changes = 0;
  private statistics: StatisticsReader = NOTHING_COMPUTED;
  regex: RegexEngine | undefined;

  constructor(clock: Clock, onChange: () => void) {
    this.clock = clock;
    this.onChange = onChange;
  }

  /** Another one after every change. */
  get stamp(): string {
    return `${this.changes} ${this.statistics.version}`;
  }

  setStatistics(statistics: StatisticsReader): void {
    this.statistics = statistics;
    this.changes++;
    this.onChange();
  }

  /** The step that a value of the statistic comes from in a row of the frame. */
  stepReaderOf(
    frame: RunFrame,
    key: string,
    statistic: MetricStatistic,
  ): (row: number) => number | undefined {
    return (row) => this.statistics.stepOf(frame, key, statistic, row);
  }

  setExperimentName(id: ExperimentId, name: string): void {
    if (this.names.get(id) === name) return;
    this.names.set(id, name);
    this.changes++;
    this.onChange();
  }

  hasExperimentName(id: ExperimentId): boolean {
    return this.names.has(id);
  }

  /** All of them; a run that is not named made no registered version. */
  setRegistered(registered: ReadonlyMap<RunId, RegisteredNames>): void {
    this.registered.clear();
    for (const [id, names] of registered) this.registered.set(id, names);
    this.hasRegistered = true;
    this.changes++;
    this.onChange();
  }

  /** For the frame as it is now. */
  contextOf(frame: RunFrame): EvaluationContext {
    const { names, registered, hasRegistered, regex, statistics } = this;
    return {
      frame,
      nowMs: this.clock.nowMs(),
      experimentName: (id) => names.get(id),
      statistic: (key, statistic, row) => statistics.read(frame, key, statistic, row),
      registered: (row) =>
        hasRegistered ? (registered.get(frame.ids[row] ?? NO_RUN) ?? NOT_REGISTERED) : undefined,
      datasets: (row) => frame.datasets[row] ?? [],
      artifactUri: (row) => frame.artifactUris[row],
      regex,
    };
  }
}

const NO_RUN = '' as RunId;
const NOT_REGISTERED: RegisteredNames = { aliases: [], models: [] };
