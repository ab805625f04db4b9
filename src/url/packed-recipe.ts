import type { XAxis } from '../domain/series-axis.ts';
import { amountOf, type SmoothingRule } from '../domain/smoothing.ts';

const PLAIN_AXES = ['step', 'relative', 'wall'] as const;
const JOINS = ['step', 'time'] as const;

/** `step`, `relative`, `wall`, `epoch:KEY`, `metric:step:KEY`, `metric:time:KEY`. */
export function formatAxis(axis: XAxis): string {
  if (axis.kind === 'epoch') return `epoch:${axis.key}`;
  return axis.kind === 'metric' ? `metric:${axis.join}:${axis.key}` : axis.kind;
}

export function readAxis(json: unknown): XAxis | undefined {
  if (typeof json !== 'string') return undefined;
  const plain = PLAIN_AXES.find((kind) => kind === json);
  if (plain) return { kind: plain };
  const [kind, ...rest] = json.split(':');
  if (kind === 'epoch') return keyed(rest.join(':'), (key) => ({ kind, key }));
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

function keyed(key: string, make: (key: string) => XAxis): XAxis | undefined {
  return key === '' ? undefined : make(key);
}
