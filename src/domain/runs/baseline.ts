import { parseGroupId } from './run-groups.ts';
import type { RunId } from './run.ts';

/** What others are measured against: a run, or what stands for the runs of a group, their mean or median. */
export type Baseline =
  | { readonly kind: 'run'; readonly id: RunId }
  /** `id`: see `RunGroup.id`; the group is what its values say, whatever runs are grouped by. */
  | { readonly kind: 'group'; readonly id: string };

export function baselineOfRun(id: RunId): Extract<Baseline, { readonly kind: 'run' }> {
  return { kind: 'run', id };
}

/** Undefined where a group is the baseline, or nothing. */
export function runOfBaseline(baseline: Baseline | undefined): RunId | undefined {
  return baseline?.kind === 'run' ? baseline.id : undefined;
}

export function groupOfBaseline(baseline: Baseline | undefined): string | undefined {
  return baseline?.kind === 'group' ? baseline.id : undefined;
}

/** What is chosen once more is the baseline no more. */
export function toggledBaseline(before: Baseline | undefined, next: Baseline): Baseline | undefined {
  return before?.kind === next.kind && before.id === next.id ? undefined : next;
}

/** The form in links: the id of a run, or that of a group (`[["params.lr","number 0.1"]]`). */
export function formatBaseline({ id }: Baseline): string {
  return id;
}

/** The inverse of `formatBaseline`; undefined for what is neither. */
export function parseBaseline(text: string): Baseline | undefined {
  if (text === '') return undefined;
  if (!text.startsWith('[')) return baselineOfRun(text as RunId);
  return parseGroupId(text) ? { kind: 'group', id: text } : undefined;
}
