import type { Field } from '../../domain/expression/ast.ts';
import type {
  EvaluationContext,
  RegexEngine,
  RegisteredNames,
} from '../../domain/expression/evaluation-context.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { Clock } from '../clock.ts';
import type { UnreadNames } from './runs-protocol.ts';

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

/** What can be asked for when an expression names it. */
export interface SurroundingsSource {
  experimentName(id: ExperimentId): Promise<string>;
  /** Names of all registered versions, by the run that made them. */
  registered(): Promise<ReadonlyMap<RunId, RegisteredNames>>;
}

/** What expressions need besides the rows; asked for when the first expression needs it. */
export class Surroundings {
  private readonly clock: Clock;
  private readonly source: SurroundingsSource;
  private readonly onChange: () => void;
  /** Undefined: being read, or not to be had. */
  private readonly names = new Map<ExperimentId, string | undefined>();
  private registered: ReadonlyMap<RunId, RegisteredNames> | undefined;
  private isRegisteredAsked = false;
  /** Why names are not to be had. */
  private readonly failures = new Map<UnreadNames['what'], TrackingFailure>();
  private readingCount = 0;
  private changes = 0;
  private statistics: StatisticsReader = NOTHING_COMPUTED;
  private engine: RegexEngine | undefined;

  constructor(clock: Clock, source: SurroundingsSource, onChange: () => void) {
    this.clock = clock;
    this.source = source;
    this.onChange = onChange;
  }

  /** Another one after every change. */
  get stamp(): string {
    return `${this.changes} ${this.statistics.version}`;
  }

  /** Something that an expression named is on its way. */
  get isReading(): boolean {
    return this.readingCount > 0;
  }

  setStatistics(statistics: StatisticsReader): void {
    this.statistics = statistics;
    this.changes++;
    this.onChange();
  }

  get regex(): RegexEngine | undefined {
    return this.engine;
  }

  /** What was evaluated without it is evaluated again. */
  setRegex(engine: RegexEngine): void {
    this.engine = engine;
    this.changes++;
  }

  /** Reads names again when they are needed again. */
  forget(): void {
    this.names.clear();
    this.registered = undefined;
    this.isRegisteredAsked = false;
    this.failures.clear();
    this.changes++;
  }

  /** Reads what could not be read once more, when it is needed again. */
  retry(): void {
    if (this.failures.size === 0) return;
    if (this.failures.has('registry')) this.isRegisteredAsked = false;
    if (this.failures.has('experiments')) this.names.clear();
    this.failures.clear();
    this.changes++;
    this.onChange();
  }

  /** Which of the names that these fields ask for could not be read. */
  unreadOf(fields: readonly Field[]): readonly UnreadNames[] {
    const asked = new Set(fields.map((field) => namesOf(field)));
    return [...this.failures].flatMap(([what, failure]) => (asked.has(what) ? [{ what, failure }] : []));
  }

  /** The step that a value of the statistic comes from in a row of the frame. */
  stepReaderOf(
    frame: RunFrame,
    key: string,
    statistic: MetricStatistic,
  ): (row: number) => number | undefined {
    return (row) => this.statistics.stepOf(frame, key, statistic, row);
  }

  private experimentName(id: ExperimentId): string | undefined {
    if (!this.names.has(id)) {
      this.names.set(id, undefined);
      void this.read('experiments', this.source.experimentName(id), (name) => this.names.set(id, name));
    }
    return this.names.get(id);
  }

  private registeredOf(id: RunId): RegisteredNames | undefined {
    if (!this.isRegisteredAsked) {
      this.isRegisteredAsked = true;
      void this.read('registry', this.source.registered(), (registered) => {
        this.registered = registered;
      });
    }
    return this.registered && (this.registered.get(id) ?? NOT_REGISTERED);
  }

  private async read<Value>(
    what: UnreadNames['what'],
    asked: Promise<Value>,
    take: (value: Value) => void,
  ): Promise<void> {
    this.readingCount++;
    try {
      take(await asked);
    } catch (thrown) {
      // What is compared with it is false until it is read again.
      this.failures.set(what, toTrackingFailure(thrown));
    }
    this.readingCount--;
    this.changes++;
    this.onChange();
  }

  /** For the frame as it is now. */
  contextOf(frame: RunFrame): EvaluationContext {
    const { regex, statistics } = this;
    return {
      frame,
      nowMs: this.clock.nowMs(),
      experimentName: (id) => this.experimentName(id),
      statistic: (key, statistic, row) => statistics.read(frame, key, statistic, row),
      registered: (row) => this.registeredOf(frame.ids[row] ?? NO_RUN),
      datasets: (row) => frame.datasets[row] ?? [],
      artifactUri: (row) => frame.artifactUris[row],
      regex,
    };
  }
}

function namesOf(field: Field): UnreadNames['what'] | undefined {
  if (field.kind === 'alias' || field.kind === 'model') return 'registry';
  return field.kind === 'attribute' && field.key === 'experiment' ? 'experiments' : undefined;
}

const NO_RUN = '' as RunId;
const NOT_REGISTERED: RegisteredNames = { aliases: [], models: [] };
