import type { ManualRange } from '../domain/charts/axis-range.ts';
import type { CardAxes } from '../domain/charts/card-axes.ts';
import { parseValue } from '../domain/expression/parse.ts';
import type { ClipRule } from '../domain/charts/clip-range.ts';
import { BASELINE_LEVELS, Y_MEASURES } from '../domain/series/delta-to-baseline.ts';
import type { ReferenceLine } from '../domain/charts/reference-line.ts';
import type { XAxis } from '../domain/series/series-axis.ts';
import { amountOf, type SmoothingRule } from '../domain/series/smoothing.ts';
import { AXIS_KINDS, type ChartSettings } from '../domain/workspace.ts';

const PLAIN_AXES = ['step', 'relative', 'wall'] as const;
const JOINS = ['step', 'time'] as const;

/** `step`, `relative`, `wall`, `epoch:KEY`, `metric:step:KEY`, `metric:time:KEY`, `expression:TEXT`. */
export function formatAxis(axis: XAxis): string {
  if (axis.kind === 'epoch') return `epoch:${axis.key}`;
  if (axis.kind === 'expression') return `expression:${axis.text}`;
  return axis.kind === 'metric' ? `metric:${axis.join}:${axis.key}` : axis.kind;
}

export function readAxis(json: unknown): XAxis | undefined {
  if (typeof json !== 'string') return undefined;
  const plain = PLAIN_AXES.find((kind) => kind === json);
  if (plain) return { kind: plain };
  const [kind, ...rest] = json.split(':');
  if (kind === 'epoch') return keyed(rest.join(':'), (key) => ({ kind, key }));
  if (kind === 'expression') {
    const text = rest.join(':');
    return parseValue(text).ok ? { kind, text } : undefined;
  }
  const join = JOINS.find((each) => each === rest[0]);
  if (kind !== 'metric' || !join) return undefined;
  return keyed(rest.slice(1).join(':'), (key) => ({ kind, key, join }));
}

/** `ema:0.6`, `time-ema:1000`, `gaussian:3`, `running-mean:9`. */
export function formatSmoothing(rule: SmoothingRule): string {
  return `${rule.kind}:${amountOf(rule)}`;
}

export function readSmoothing(json: unknown): SmoothingRule | undefined {
  if (typeof json !== 'string') return undefined;
  const [kind = '', text = ''] = json.split(':');
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(amount) || amount < 0) return undefined;
  switch (kind) {
    case 'ema':
      return amount < 1 ? { kind, weight: amount } : undefined;
    case 'time-ema':
      return { kind, halfLife: amount };
    case 'gaussian':
      return { kind, sigmaPoints: amount };
    case 'running-mean':
      return { kind, points: amount };
    default:
      return undefined;
  }
}

/** `[min, max]`, null for an end that goes by the data; undefined where both do. */
export function packRange({ min, max }: ManualRange): readonly unknown[] | undefined {
  return min === undefined && max === undefined ? undefined : [min ?? null, max ?? null];
}

export function readManualRange(json: unknown): ManualRange | undefined {
  if (!Array.isArray(json) || json.length !== 2) return undefined;
  const [min, max] = (json as readonly unknown[]).map(readEnd);
  if (min === 'bad' || max === 'bad' || (min !== undefined && max !== undefined && min >= max)) {
    return undefined;
  }
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** `percentile:0.01`, `iqr:1.5`. */
export function formatClipping(rule: ClipRule): string {
  return `${rule.kind}:${rule.kind === 'percentile' ? rule.share : rule.factor}`;
}

export function readClipping(json: unknown): ClipRule | undefined {
  if (typeof json !== 'string') return undefined;
  const [kind, text = ''] = json.split(':');
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(amount) || amount < 0) return undefined;
  if (kind === 'percentile') return amount < 0.5 ? { kind, share: amount } : undefined;
  return kind === 'iqr' ? { kind, factor: amount } : undefined;
}

/** By the card's id what it has otherwise than all: `{"m:loss": {"y": "log", "smooth": "none"}}`. */
export function packCards(cards: Readonly<Record<string, CardAxes>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(cards).map(([id, axes]) => [id, packCard(axes)]));
}

/** What of it is not understood is left out; undefined for what is no list of cards. */
export function readCards(json: unknown): Readonly<Record<string, CardAxes>> | undefined {
  if (!isRecord(json)) return undefined;
  const cards = Object.entries(json).map(
    ([id, packed]) => [id, isRecord(packed) ? readCard(packed) : {}] as const,
  );
  return Object.fromEntries(cards.filter(([, axes]) => Object.keys(axes).length > 0));
}

export function readMeasure(json: unknown) {
  return Y_MEASURES.find((measure) => measure === json);
}

export function readLevel(json: unknown) {
  return BASELINE_LEVELS.find((level) => level === json);
}

type References = Readonly<Record<string, readonly ReferenceLine[]>>;

/** By the card's id `[[0.95, "goal"], [0, "", "difference"]]`: y, label, what y measures. */
export function packReferences(references: References): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(references).map(([id, lines]) => [
      id,
      lines.map(({ y, label, measure }) =>
        measure === 'value' ? (label ? [y, label] : [y]) : [y, label, measure],
      ),
    ]),
  );
}

/** What of it is not understood is left out; undefined for what is no list of cards. */
export function readReferences(json: unknown): References | undefined {
  if (!isRecord(json)) return undefined;
  const cards = Object.entries(json).map(
    ([id, packed]) =>
      [id, Array.isArray(packed) ? (packed as readonly unknown[]).flatMap(readReference) : []] as const,
  );
  return Object.fromEntries(cards.filter(([, lines]) => lines.length > 0));
}

function readReference(json: unknown): readonly ReferenceLine[] {
  if (!Array.isArray(json)) return [];
  const [y, label = '', measure = 'value'] = json as readonly unknown[];
  const of = readMeasure(measure);
  if (typeof y !== 'number' || !Number.isFinite(y) || typeof label !== 'string' || !of) return [];
  return [{ y, label, measure: of }];
}

function packCard({
  axis,
  xKind,
  xWindow,
  yKind,
  yRange,
  clipping,
  smoothing,
  yMeasure,
}: CardAxes): Readonly<Record<string, unknown>> {
  const fields: readonly (readonly [string, unknown])[] = [
    ['axis', axis && formatAxis(axis)],
    ['x', xKind],
    ['zoom', xWindow && [xWindow.min, xWindow.max]],
    ['y', yKind],
    ['range', yRange && (packRange(yRange) ?? [null, null])],
    ['clip', clipping && (clipping === 'none' ? clipping : formatClipping(clipping))],
    ['smooth', smoothing && (smoothing === 'none' ? smoothing : formatSmoothing(smoothing))],
    ['measure', yMeasure],
  ];
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function readCard(card: Readonly<Record<string, unknown>>): CardAxes {
  const { axis, x, zoom, y, range, clip, smooth, measure } = card;
  const axes: CardAxes = {
    axis: readAxis(axis),
    xKind: AXIS_KINDS.find((kind) => kind === x),
    xWindow: readWindow(zoom),
    yKind: AXIS_KINDS.find((kind) => kind === y),
    yRange: readManualRange(range),
    clipping: clip === 'none' ? clip : readClipping(clip),
    smoothing: smooth === 'none' ? smooth : readSmoothing(smooth),
    yMeasure: readMeasure(measure),
  };
  return Object.fromEntries(Object.entries(axes).filter(([, value]) => value !== undefined));
}

/** Both ends, the left one first. */
export function readWindow(json: unknown): ChartSettings['xWindow'] {
  if (!Array.isArray(json) || json.length !== 2) return undefined;
  const [min, max] = json.map(readEnd);
  return typeof min === 'number' && typeof max === 'number' && min < max ? { min, max } : undefined;
}

function readEnd(json: unknown): number | 'bad' | undefined {
  if (json === null) return undefined;
  return typeof json === 'number' && Number.isFinite(json) ? json : 'bad';
}

function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function keyed(key: string, make: (key: string) => XAxis): XAxis | undefined {
  return key === '' ? undefined : make(key);
}
