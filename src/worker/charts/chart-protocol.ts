import type { DescribedMarks, PackedBands, PackedLines, ReadLines } from '../../base/packed-lines.ts';
import type { BandRule } from '../../domain/statistics/band.ts';
import type { ManualRange } from '../../domain/charts/axis-range.ts';
import type { ClipRule } from '../../domain/charts/clip-range.ts';
import type { BaselineLevelKind, YMeasure } from '../../domain/series/delta-to-baseline.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { LineRecipe } from '../../domain/series/shape-line.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { SeriesState } from '../../domain/series/series.ts';
import type { SmoothingRule } from '../../domain/series/smoothing.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

/** What the lines of a card are called in the stores. */
export interface LineNames {
  readonly key: string;
  /** A value that each run's line is computed by, in place of the metric; `key` is one of its metrics. */
  readonly expression?: string | undefined;
  /** The view whose rows expressions look up; undefined: any. */
  readonly viewId?: string | undefined;
  /** Points that were logged later are left out; undefined: none are. */
  readonly asOfMs?: number | undefined;
}

export interface ChartQuery extends LineNames {
  readonly runs: readonly ChartRun[];
  /** What becomes of the logged points before they are drawn. */
  readonly recipe: LineRecipe;
  /** All points are read whatever that costs: somebody asked for them. */
  readonly isExactWanted?: boolean | undefined;
  /** Plot width in device pixels: the number of pixel columns that the picture is made for. */
  readonly widthPx: number;
  readonly xKind: 'linear' | 'log';
  /** `log`: values ≤ 0 have no place; they are counted, and the extent is that of the others. */
  readonly yKind: 'linear' | 'log';
  /** x at the left and right edge, in the units of the axis; undefined: all. */
  readonly xWindow: { readonly min: number; readonly max: number } | undefined;
  /** Typed ends of the x axis; they hold where no window does. */
  readonly xRange?: ManualRange | undefined;
  /** Typed ends of the y axis. */
  readonly yRange?: ManualRange | undefined;
  /** Outliers that the y axis leaves out. */
  readonly clipping?: ClipRule | undefined;
  /**
   * For each line the places in `runs` of the runs of one requeued training, oldest first; every run is in one of them.
   * Undefined: every run is a line of its own.
   */
  readonly joins?: readonly (readonly number[])[] | undefined;
  /** Lines that become one each, with a band; undefined: every run is a line. */
  readonly groups?: ChartGroups | undefined;
  /** The run that the others are measured against; undefined: there is none. */
  readonly baseline?: ChartBaseline | undefined;
}

export interface ChartBaseline {
  /** Its lines: places among the query's runs, or joins; and which way is better in their metric, where that is known. */
  readonly lines: readonly { readonly line: number; readonly direction: Direction | undefined }[];
  /** For each line of the query that of the baseline's lines that has the same metric; -1: none. */
  readonly against: readonly number[];
  readonly measure: YMeasure;
  readonly level: BaselineLevelKind;
}

export interface PictureBaseline {
  /** What y shows; not what was asked where the baseline has no points of the metric. */
  readonly measure: YMeasure;
  /** It was to be measured against, and has no points here: y is what was logged. */
  readonly isMissing: boolean;
  readonly levels: readonly PictureLevel[];
  /** Points before the baseline's first: they are left out. */
  readonly earlyCount: number;
  /** Points after its last one: they are measured against that. */
  readonly lateCount: number;
  /** Points that have a value where the baseline has none, or 0 under a ratio. */
  readonly undefinedCount: number;
}

/** `even`: the baseline measured against itself. */
export interface PictureLevel {
  /** Whose level it is: a place among the lines of the picture. */
  readonly line: number;
  readonly y: number;
  readonly kind: 'final' | 'best' | 'even';
}

export interface ChartGroups {
  /** For each group its runs, and of each run its lines: places in the query's list, of runs or of joins. */
  readonly runs: readonly (readonly (readonly number[])[])[];
  /** A run counts once, whatever it has lines; else the lines of a group of one run are its members. */
  readonly isOverRuns?: boolean | undefined;
  readonly rule: BandRule;
  /** Members as faint lines behind. */
  readonly hasMembers: boolean;
}

/** Of each point of packed lines what the band around it is. */
export interface BandReadings {
  readonly lows: Float64Array<ArrayBuffer>;
  readonly highs: Float64Array<ArrayBuffer>;
  /** Members that have a value there. */
  readonly counts: Uint32Array<ArrayBuffer>;
}

/** Where the number of members changes: the new number, of each line by x; its first x included. */
export interface CountChanges {
  readonly lines: Uint32Array<ArrayBuffer>;
  readonly xs: Float64Array<ArrayBuffer>;
  readonly counts: Uint32Array<ArrayBuffer>;
  /** Of each line all members that have points. */
  readonly totals: Uint32Array<ArrayBuffer>;
}

export interface PictureBands extends PackedBands {
  readonly readings: BandReadings;
  readonly changes: CountChanges;
  /** At so many places along x, where that is not every x of the members. */
  readonly placeCount?: number | undefined;
  readonly rule: BandRule;
  /** Members that no band can hold: their x falls somewhere. */
  readonly leftOutCount: number;
}

/** Whose history is meant. */
export interface SeriesRun {
  readonly id: RunId;
  /** The key that the run logged the metric under; undefined: the asked one. */
  readonly key?: string | undefined;
}

export interface ChartRun extends SeriesRun {
  /** A running run's history grows; an ended one's is never read twice. */
  readonly isRunning: boolean;
  /** Where relative time begins; undefined: at its first point. */
  readonly startMs?: number | undefined;
}

export interface ChartPicture {
  /**
   * One line for each run of the query (or each join, or each group), in its order; empty lines included. Buffers belong
   * to the receiver.
   */
  readonly lines: ReadLines;
  readonly marks: DescribedMarks;
  /** Lines that stand behind those: what was logged where they are smoothed, and what later attempts did again. */
  readonly faint: FaintLines;
  /** One for each line, where the lines stand for groups; undefined: they stand for runs. */
  readonly bands?: PictureBands | undefined;
  readonly series: readonly PictureSeries[];
  /** Undefined where the query has none. */
  readonly baseline?: PictureBaseline | undefined;
  /** The rest of the points is not read unasked: it costs more than the budget of a card. */
  readonly exactCost?: CostOfExact | undefined;
  /** Zoomed in, all points of the shown part are there, be the rest a sample. */
  readonly isShownPartWhole?: boolean | undefined;
  /** Smallest and largest x of the stored points; undefined where there is none. */
  readonly xExtent: { readonly min: number; readonly max: number } | undefined;
  /** Smallest and largest finite value of the stored points inside the window. */
  readonly yExtent: { readonly min: number; readonly max: number } | undefined;
  /** The window that the picture was made for, of a zoom or of typed ends; undefined: all. */
  readonly xWindow: { readonly min: number; readonly max: number } | undefined;
  /** What the query joined; undefined: nothing. */
  readonly joined?: JoinedPicture | undefined;
  /** What x means in it: another one than was asked for where the metric goes by time only. */
  readonly axis: XAxis;
  readonly smoothing: SmoothingRule | undefined;
  /** Ends of the y axis where they were typed or outliers are left out; undefined: as the values are. */
  readonly yRange: ChosenRange | undefined;
}

export interface JoinedPicture {
  /** Runs with points in lines of several, and how many lines that are. */
  readonly runs: number;
  readonly lines: number;
  readonly seams: readonly PictureSeam[];
}

/** Where a run of a line takes over. */
export interface PictureSeam {
  readonly line: number;
  /** Of the run in the query. */
  readonly run: number;
  readonly x: number;
  readonly step: number;
  readonly timeMs: number;
}

/** An axis that need not show every value. Counts are of logged points inside the window. */
export interface ChosenRange {
  readonly min: number;
  readonly max: number;
  readonly aboveCount: number;
  readonly belowCount: number;
}

/** What is still to be read until a picture is exact: an estimate, by what was measured on this connection. */
export interface CostOfExact {
  readonly points: number;
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
}

export interface FaintLines extends PackedLines {
  /** For each line the line of the run that it belongs to. */
  readonly owners: Uint32Array<ArrayBuffer>;
}

export interface PictureSeries {
  readonly runId: RunId;
  readonly state: SeriesState;
  /** Logged points that the line is made from (all stored ones, not only those in the window). */
  readonly pointsRead: number;
  /** Logged points that exist; undefined until counted. */
  readonly pointsTotal: number | undefined;
  readonly lastStep: number | undefined;
  /** Of a history of one point; ±1.797e308 is an infinity. */
  readonly onlyValue: number | undefined;
  readonly nonFiniteCount: number;
  /** Where it first was NaN or infinite; undefined: nowhere. */
  readonly firstNonFiniteStep: number | undefined;
  /** Points that a log axis (of either direction) has no place for. */
  readonly offAxisCount: number;
  /** How often the run went back to an earlier step. */
  readonly restartCount: number;
  /** Points without a place on the x axis: the x metric came later, or was not finite there. */
  readonly placelessCount: number;
  /** Steps that an expression has no value at: not all of its metrics had begun. */
  readonly earlyCount: number;
  /** Steps at which an expression takes the last sampled point of a metric for a later one. */
  readonly staleCount: number;
  /** Points whose step is above 2^53 and so one of its neighbours. */
  readonly roundedCount: number;
  /** What the run lacks of what an expression of either axis names, as it is written. */
  readonly missing: string | undefined;
  /** x falls somewhere: the line was reduced in the order in which it was logged, not by M4. */
  readonly isInLoggedOrder: boolean;
  readonly failure: TrackingFailure | undefined;
}

export interface PointsRequest extends LineNames {
  readonly runs: readonly SeriesRun[];
  readonly start: number;
  readonly end: number;
}

/** Of a metric that was logged by step. */
export interface ClocksRequest {
  readonly key: string;
  readonly runs: readonly ChartRun[];
  /** For each clock the places in `runs` of the runs of one training, oldest first; undefined: one for every run. */
  readonly joins?: readonly (readonly number[])[] | undefined;
}

export interface PointRowRequest extends LineNames {
  readonly runs: readonly SeriesRun[];
  readonly step: number;
  /** A row of the run to look in, or of the one before. */
  readonly fromRow: number;
  readonly isNext: boolean;
}

/** A window over the points of all asked runs, one run after the other. */
export interface PointsWindow {
  readonly total: number;
  readonly start: number;
  readonly points: readonly LoggedPoint[];
}

export interface LoggedPoint {
  readonly runId: RunId;
  /** As the run logged it. */
  readonly key: string;
  readonly step: number;
  readonly timestampMs: number;
  readonly value: number;
}

export interface PointsExportRequest extends LineNames {
  readonly runs: readonly NamedRun[];
  /** `whole`: what is not read yet is read first. `read`: what is there. */
  readonly extent: 'whole' | 'read';
}

export interface NamedRun extends ChartRun {
  readonly name: string;
}

export interface PointsExportReply {
  readonly blob: Blob;
  readonly pointCount: number;
  /** Runs of which points are missing. */
  readonly sampledRuns: number;
  /** Runs whose history could not be read to its end. */
  readonly failedRuns: number;
}

export interface PointsExportProgress {
  readonly points: number;
  /** Runs whose history is read, or failed. */
  readonly runsDone: number;
  readonly runsTotal: number;
}
