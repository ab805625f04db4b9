import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { buildTextColumn, buildTimeColumn } from '../../tables/column-builders.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import { runsHref } from '../../url/routes.ts';

export function buildExperimentColumns(): readonly GridColumn<Experiment>[] {
  return [
    buildTextColumn<Experiment>({
      id: 'name',
      header: m.experiments_column_name(),
      widthPx: 420,
      isPinned: true,
      text: ({ name }) => name,
      href: ({ id }) => runsHref({ experimentIds: [id] }),
    }),
    timeColumn('created', m.experiments_column_created(), ({ createdMs }) => createdMs),
    timeColumn('updated', m.experiments_column_updated(), ({ createdMs, updatedMs }) =>
      updatedMs === createdMs ? undefined : updatedMs,
    ),
    buildTextColumn<Experiment>({
      id: 'tags',
      header: m.experiments_column_tags(),
      widthPx: 320,
      canSort: false,
      text: tagsText,
    }),
    buildTextColumn<Experiment>({
      id: 'id',
      header: m.experiments_column_id(),
      widthPx: 170,
      text: ({ id }) => id,
    }),
  ];
}

function timeColumn(
  id: string,
  header: string,
  timeMs: (experiment: Experiment) => number | undefined,
): GridColumn<Experiment> {
  return buildTimeColumn<Experiment>({
    id,
    header,
    widthPx: 170,
    timeMs,
    format: (time) => formatDateTime(time, getLocale()),
    formatFull: (time) => formatFullDateTime(time, getLocale()),
  });
}

/** Tags that people set; MLflow's own are bookkeeping. */
function tagsText({ tags }: Experiment): string {
  return tags
    .filter(({ key }) => !key.startsWith('mlflow.'))
    .map(({ key, value }) => (value === '' ? key : `${key}: ${value}`))
    .join(', ');
}
