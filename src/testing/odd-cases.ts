/**
 * What `demo/odd_cases.py` logs, written down a second time by hand: the truth that every source is held to.
 * Times count from `ODD_BASE_MS` in ms.
 */
export const ODD_BASE_MS = 1_780_000_000_000;

export interface OddPoint {
  readonly step: number;
  readonly timestampMs: number;
  readonly value: number;
}

interface OddRun {
  readonly name: string;
  readonly status: 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';
  /** Histories by metric key, ordered by (step, timestamp, value). */
  readonly metrics: Readonly<Record<string, readonly OddPoint[]>>;
  readonly params: Readonly<Record<string, string>>;
}

export interface SourceTruth {
  readonly experimentName: string;
  readonly deletedExperimentName: string;
  readonly tracesExperimentName: string;
  /** Oldest first. */
  readonly runs: readonly OddRun[];
  /** Versions of registered models that the source holds; undefined: none. */
  readonly models?: readonly RegisteredTruth[];
}

export interface RegisteredTruth {
  readonly model: string;
  readonly version: string;
  readonly runName: string;
  readonly aliases: readonly string[];
}

export const ODD_NAME = 'names <script>alert(1)</script> "quoted" \'single\' 한글/slash';
const SPIKE = { step: 12_345, value: 9.8 } as const;

const NON_FINITE: Readonly<Record<number, number>> = {
  3: Number.NaN,
  5: Number.POSITIVE_INFINITY,
  7: Number.NEGATIVE_INFINITY,
};

/** Points logged one ms after the other, in the order given. */
function inOrder(points: readonly (readonly [step: number, value: number])[]): readonly OddPoint[] {
  return points
    .map(([step, value], index) => ({ step, timestampMs: ODD_BASE_MS + index, value }))
    .toSorted((a, b) => a.step - b.step);
}

function steps(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const DUPLICATES = steps(0, 19).flatMap((step) =>
  [0, 1, 2].map((k) => ({ step, timestampMs: ODD_BASE_MS + 3 * step + k, value: step + 0.1 * k })),
);

function oddRun(
  name: string,
  metrics: OddRun['metrics'] = {},
  more: Partial<Pick<OddRun, 'status' | 'params'>> = {},
): OddRun {
  return { name, status: 'FINISHED', params: {}, ...more, metrics };
}

export const ODD_CASES: SourceTruth = {
  experimentName: 'odd cases/이상값',
  deletedExperimentName: 'odd cases/deleted',
  tracesExperimentName: 'traces only',
  runs: [
    oddRun('nan and inf', {
      loss: inOrder(steps(0, 9).map((step) => [step, NON_FINITE[step] ?? step / 10])),
      last_nan: inOrder([
        [0, 0.5],
        [1, Number.NaN],
      ]),
    }),
    oddRun('duplicate steps', { loss: DUPLICATES }),
    oddRun('negative steps', { loss: inOrder(steps(-50, 50).map((step) => [step, step])) }),
    oddRun('late steps', {
      loss: inOrder([...steps(10, 19), ...steps(0, 9)].map((step) => [step, step])),
    }),
    oddRun('single point', { loss: inOrder([[7, 0.25]]) }),
    oddRun('long with spike', {
      loss: inOrder(
        steps(0, 19_999).map((step) => [step, step === SPIKE.step ? SPIKE.value : 1 / (1 + step / 1000)]),
      ),
    }),
    oddRun('huge and tiny', {
      loss: inOrder([
        [0, 1e-300],
        [1, 2e-300],
        [2, 3e-300],
      ]),
      digits: inOrder([
        [0, 0.123456789012],
        [1, 0.123456789013],
      ]),
    }),
    oddRun('no metrics'),
    oddRun(
      ODD_NAME,
      { 'val/f1 score': inOrder([[0, 0.5]]) },
      { params: { 'model/depth': '3', '긴 이름': 'x'.repeat(250) } },
    ),
    oddRun(
      'still running',
      { loss: inOrder(steps(0, 4).map((step) => [step, 1 / (1 + step)])) },
      { status: 'RUNNING' },
    ),
    oddRun('failed run', {}, { status: 'FAILED' }),
    oddRun('killed run', {}, { status: 'KILLED' }),
  ],
};

/** What `demo/make_demo.py` registers beside them. */
export const DEMO_CASES: SourceTruth = {
  ...ODD_CASES,
  models: [
    { model: 'digits-mlp', version: '1', runName: 'mlp-64-relu-adam-074', aliases: [] },
    { model: 'digits-mlp', version: '2', runName: 'mlp-32-tanh-adam-052', aliases: [] },
    { model: 'digits-mlp', version: '3', runName: 'mlp-64-relu-adam-080', aliases: ['champion'] },
    { model: 'digits-mlp', version: '4', runName: 'mlp-16-relu-adam-024', aliases: ['challenger'] },
    { model: '숫자 분류기 (소형)', version: '1', runName: 'mlp-64-relu-adam-074', aliases: ['champion'] },
    { model: '숫자 분류기 (소형)', version: '2', runName: 'mlp-32-tanh-adam-052', aliases: ['challenger'] },
  ],
};
