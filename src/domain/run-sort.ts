/** What a column of the runs table shows: an attribute of the run, or one metric, param or tag. */
export type RunColumn =
  | { readonly kind: 'attribute'; readonly key: RunAttribute }
  | { readonly kind: 'metric'; readonly key: string }
  | { readonly kind: 'param'; readonly key: string }
  | { readonly kind: 'tag'; readonly key: string };

export const RUN_ATTRIBUTES = ['name', 'status', 'start_time', 'duration', 'user'] as const;
export type RunAttribute = (typeof RUN_ATTRIBUTES)[number];

export interface RunSort {
  readonly column: RunColumn;
  readonly isDescending: boolean;
}

export const NEWEST_FIRST: RunSort = {
  column: { kind: 'attribute', key: 'start_time' },
  isDescending: true,
};

/** `metrics.val/loss`, `params.lr`, `tags.team`, `start_time`: the text form used in URLs and the filter language. */
export function formatRunColumn(column: RunColumn): string {
  return column.kind === 'attribute' ? column.key : `${column.kind}s.${column.key}`;
}

/** The inverse of `formatRunColumn`; undefined for anything else. */
export function parseRunColumn(text: string): RunColumn | undefined {
  const attribute = RUN_ATTRIBUTES.find((key) => key === text);
  if (attribute) return { kind: 'attribute', key: attribute };
  for (const kind of ['metric', 'param', 'tag'] as const) {
    const prefix = `${kind}s.`;
    if (text.startsWith(prefix) && text.length > prefix.length)
      return { kind, key: text.slice(prefix.length) };
  }
  return undefined;
}

/** Whether MLflow's `order_by` knows the column: durations it cannot sort by, params only as text. */
export function canSourceSort(column: RunColumn): boolean {
  return !(column.kind === 'attribute' && column.key === 'duration') && column.kind !== 'param';
}
