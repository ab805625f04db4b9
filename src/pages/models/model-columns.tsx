import { IconDots } from '@tabler/icons-react';
import { formatDayTime, formatFullDateTime } from '../../base/format-time.ts';
import { plainText } from '../../base/plain-text.ts';
import {
  compareVersions,
  latestVersion,
  type RegisteredModel,
} from '../../domain/registry/registered-model.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { buildNumberColumn, buildTextColumn, buildTimeColumn } from '../../tables/column-builders.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import { registeredModelHref } from '../../url/routes.ts';
import css from './models.module.css';
import { stageWord } from '../../parts/registry/registry-words.ts';

type Column = GridColumn<RegisteredModel>;

export const MENU_COLUMN = 'menu';

/** Columns of the list of models. Stages are deprecated: most registries have none. */
export function buildModelColumns(hasStages: boolean): readonly Column[] {
  return [
    {
      ...buildTextColumn<RegisteredModel>({
        id: 'name',
        header: m.models_name(),
        widthPx: 240,
        isPinned: true,
        text: ({ name }) => name,
        href: ({ name }) => registeredModelHref(name),
      }),
      isKept: true,
    },
    menuColumn(({ name }) => m.row_menu({ name })),
    buildNumberColumn<RegisteredModel>({
      id: 'latest',
      header: m.models_latest(),
      widthPx: 76,
      value: (model) => {
        const latest = latestVersion(model);
        return latest === undefined ? undefined : Number(latest);
      },
      // A name, not a count: `2000` as in the aliases beside it.
      format: String,
      formatFull: String,
    }),
    aliasesColumn(),
    ...(hasStages ? [stagesColumn()] : []),
    buildTextColumn<RegisteredModel>({
      id: 'tags',
      header: m.models_tags(),
      widthPx: 140,
      canSort: false,
      text: ({ tags }) => (tags.length === 0 ? undefined : tags.map(tagWords).join(', ')),
    }),
    timeColumn('updated', m.models_updated(), ({ updatedMs }) => updatedMs),
    timeColumn('created', m.models_created(), ({ createdMs }) => createdMs),
    {
      ...buildTextColumn<RegisteredModel>({
        id: 'description',
        header: m.models_description(),
        widthPx: 260,
        canSort: false,
        text: ({ description }) => startOf(description),
      }),
      canGrow: true,
    },
  ];
}

export function menuColumn<Row>(label: (row: Row) => string): GridColumn<Row> {
  return {
    id: MENU_COLUMN,
    header: m.models_menu(),
    headerCell: <span className="visually-hidden">{m.models_menu()}</span>,
    align: 'left',
    widthPx: 30,
    canSort: false,
    canResize: false,
    isPinned: true,
    cell: () => <IconDots size={14} className={css.dots} aria-hidden="true" />,
    cellTitle: label,
    cellLabel: label,
  };
}

function inOrder({ aliases }: RegisteredModel) {
  return aliases.toSorted((left, right) => compareVersions(right.version, left.version));
}

function aliasesText(model: RegisteredModel): string | undefined {
  if (model.aliases.length === 0) return undefined;
  return inOrder(model)
    .map(({ alias, version }) => `${alias} → ${version}`)
    .join(', ');
}

/** Each alias with its version, the highest version first. */
function aliasesColumn(): Column {
  return {
    ...buildTextColumn<RegisteredModel>({
      id: 'aliases',
      header: m.models_aliases(),
      widthPx: 270,
      text: aliasesText,
    }),
    cell: (model) =>
      inOrder(model).map(({ alias, version }) => (
        <span key={alias} className={css.chip}>
          {alias} <b>{version}</b>
        </span>
      )),
  };
}

function stagesColumn(): Column {
  return buildTextColumn<RegisteredModel>({
    id: 'stages',
    header: m.models_stages(),
    widthPx: 150,
    canSort: false,
    text: stagesText,
  });
}

function stagesText({ latest }: RegisteredModel): string | undefined {
  const staged = latest.filter(({ stage }) => stage !== undefined);
  if (staged.length === 0) return undefined;
  return staged.map(({ stage, version }) => `${stageWord(stage)} ${version}`).join(', ');
}

/** Room for `Nov 21, 14:03` and `11월 21일 14:03`. */
const TIME_PX = 118;

export function timeColumn<Row>(
  id: string,
  header: string,
  timeMs: (row: Row) => number | undefined,
): GridColumn<Row> {
  return buildTimeColumn<Row>({
    id,
    header,
    widthPx: TIME_PX,
    timeMs,
    format: (time) => formatDayTime(time, Date.now(), getLocale()),
    formatFull: (time) => formatFullDateTime(time, getLocale()),
  });
}

/** A cell shows no more of a text. */
const SHOWN_CHARS = 400;

export function startOf(description: string): string | undefined {
  return plainText(description.slice(0, SHOWN_CHARS));
}

export function tagWords({ key, value }: KeyText): string {
  return value === '' ? key : `${key}=${value.slice(0, SHOWN_CHARS)}`;
}
