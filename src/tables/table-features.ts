import {
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
} from '@tanstack/react-table';

/**
 * What TanStack Table does here: columns, and nothing else. Rows are ordered, grouped and filtered in the data worker,
 * so no row model is registered and the table never sees a row.
 */
export const gridFeatures = tableFeatures({
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});
