import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import type { Experiment } from '../../domain/experiment.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import type { GridColumn } from '../../tables/grid-column.ts';
import { runsHref } from '../../url/routes.ts';
import css from './experiments-page.module.css';

export function buildExperimentColumns(): readonly GridColumn<Experiment>[] {
  return [
    {
      id: 'name',
      header: m.experiments_column_name(),
      align: 'left',
      widthPx: 420,
      canSort: true,
      isPinned: true,
      cell: (experiment) => (
        <a className={css.name} href={runsHref({ ...DEFAULT_WORKSPACE, experimentIds: [experiment.id] })}>
          {experiment.name}
        </a>
      ),
      cellTitle: (experiment) => experiment.name,
      copyText: (experiment) => experiment.name,
    },
    timeColumn('created', m.experiments_column_created(), (experiment) => experiment.createdMs),
    timeColumn('updated', m.experiments_column_updated(), (experiment) => experiment.updatedMs),
    {
      id: 'tags',
      header: m.experiments_column_tags(),
      align: 'left',
      widthPx: 320,
      canSort: false,
      cell: tagsText,
      cellTitle: tagsText,
    },
    {
      id: 'id',
      header: m.experiments_column_id(),
      align: 'left',
      widthPx: 170,
      canSort: true,
      cell: (experiment) => experiment.id,
      copyText: (experiment) => experiment.id,
    },
  ];
}

function timeColumn(
  id: string,
  header: string,
  timeOf: (experiment: Experiment) => number | undefined,
): GridColumn<Experiment> {
  const format = (experiment: Experiment, write: typeof formatDateTime) => {
    const timeMs = timeOf(experiment);
    return timeMs === undefined ? '' : write(timeMs, getLocale());
  };
  return {
    id,
    header,
    align: 'left',
    widthPx: 180,
    canSort: true,
    cell: (experiment) => format(experiment, formatDateTime),
    cellTitle: (experiment) => format(experiment, formatFullDateTime),
  };
}

/** Tags that people set; MLflow's own are bookkeeping. */
function tagsText(experiment: Experiment): string {
  return experiment.tags
    .filter((tag) => !tag.key.startsWith('mlflow.'))
    .map((tag) => (tag.value === '' ? tag.key : `${tag.key}: ${tag.value}`))
    .join(', ');
}
