import { type ReactNode, useState } from 'react';
import { Button } from '@mantine/core';
import { formatField, quoteText } from '../../domain/expression/format.ts';
import type { Direction, MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import { parseNumberText } from '../../domain/runs/text-value.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { KeyCatalogue, KeyInfo } from '../../worker/runs/runs-protocol.ts';
import css from './column-menu-panels.module.css';
import { hasClause, toggleClause } from './filter-bar/filter-clauses.ts';
import { directionOfColumn } from './key-columns.tsx';
import { KeyField } from './key-field.tsx';
import { type ParametrisedName, StatisticInput } from './statistic-input.tsx';
import type { ColumnActions } from './use-column-actions.ts';

interface PanelProps {
  readonly column: RunColumn;
  readonly catalogue: KeyCatalogue | undefined;
  readonly actions: ColumnActions;
  readonly onDone: () => void;
}

const PARAMETRISED: readonly ParametrisedName[] = ['mean', 'at', 'at_best'];

/** The forms of a metric that need a number or another metric. */
export function StatisticPanel({ column, catalogue, actions, onDone }: PanelProps) {
  const text = formatRunColumn(column);
  return (
    <div className={css['panel']}>
      <b className={css['title']}>{column.key}</b>
      {PARAMETRISED.map((name) => (
        <StatisticRow
          key={name}
          name={name}
          column={column}
          metrics={catalogue?.metrics ?? []}
          onShow={(statistic) => {
            actions.replace(text, { kind: 'statistic', key: column.key, statistic });
            onDone();
          }}
        />
      ))}
    </div>
  );
}

interface StatisticRowProps {
  readonly name: ParametrisedName;
  readonly column: RunColumn;
  readonly metrics: readonly KeyInfo[];
  readonly onShow: (statistic: MetricStatistic) => void;
}

function StatisticRow({ name, column, metrics, onShow }: StatisticRowProps) {
  const now = column.kind === 'statistic' && column.statistic.name === name ? column.statistic : undefined;
  const initial = now ?? (name === 'mean' ? { name, count: 10 } : undefined);
  const [statistic, setStatistic] = useState<MetricStatistic | undefined>(initial);
  return (
    <Form onSubmit={() => statistic && onShow(statistic)}>
      <StatisticInput name={name} initial={initial} metrics={metrics} onChange={setStatistic} />
      <Button type="submit" size="compact-sm" variant="default" disabled={!statistic}>
        {m.statistic_show()}
      </Button>
    </Form>
  );
}

const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'not-null', 'is-null'] as const;
type PanelOperator = (typeof OPERATORS)[number];

/** Of a metric one looks for better values than a given one: equal ones are hardly ever meant. */
function firstOperator(direction: Direction | undefined): PanelOperator {
  if (!direction) return '=';
  return direction === 'lower' ? '<' : '>';
}

/** Adds one clause to the filter. */
export function FilterPanel({ column, onDone }: PanelProps) {
  const { workspace, dispatch } = useWorkspace();
  const [operator, setOperator] = useState<PanelOperator>(() =>
    firstOperator(directionOfColumn(column, workspace.directions)),
  );
  const [value, setValue] = useState('');
  const needsValue = operator !== 'is-null' && operator !== 'not-null';
  const clause = needsValue && value.trim() === '' ? undefined : makeClause(column, operator, value.trim());
  const apply = () => {
    if (clause === undefined) return;
    const filter = hasClause(workspace.filter, clause) ? undefined : toggleClause(workspace.filter, clause);
    if (filter !== undefined) dispatch({ type: 'set-filter', filter });
    onDone();
  };
  return (
    <Form onSubmit={apply}>
      <b className={css['title']}>{m.column_filter_title({ column: columnWord(column) })}</b>
      <select
        className={css['select']}
        aria-label={m.column_filter_operator()}
        value={operator}
        onChange={(event) =>
          setOperator(OPERATORS.find((known) => known === event.currentTarget.value) ?? '=')
        }
      >
        {OPERATORS.map((known) => (
          <option key={known} value={known}>
            {operatorWord(known)}
          </option>
        ))}
      </select>
      {needsValue ? (
        <TextField label={m.column_filter_value()} value={value} onChange={setValue} data-autofocus />
      ) : null}
      <Button type="submit" size="compact-sm" variant="default" disabled={clause === undefined}>
        {m.column_filter_apply()}
      </Button>
    </Form>
  );
}

/** Keys that other runs logged for the same thing. */
export function SameKeysPanel({ column, catalogue, actions, onDone }: PanelProps) {
  const { workspace, dispatch } = useWorkspace();
  const [key, setKey] = useState('');
  const text = formatRunColumn(column);
  const groups = workspace.sameKeys;
  const group = groups.find((texts) => texts.includes(text)) ?? [text];
  const infos = keysOf(catalogue, column.kind).filter((info) => info.key !== column.key);
  const isKnown = infos.some((info) => info.key === key);
  const setGroup = (texts: readonly string[]) => {
    const others = groups.filter((other) => other !== group);
    dispatch({ type: 'set-same-keys', groups: texts.length > 1 ? [...others, texts] : others });
  };
  const add = () => {
    if (!isKnown) return;
    const added = `${text.slice(0, text.length - column.key.length)}${key}`;
    setGroup([...new Set([...group, added])]);
    // One column is enough of what is one.
    actions.hide([added]);
    onDone();
  };
  return (
    <Form onSubmit={add}>
      <b className={css['title']}>{m.column_same_title({ column: columnWord(column) })}</b>
      <p className={css['hint']}>{m.column_same_hint()}</p>
      {group
        .filter((other) => other !== text)
        .map((other) => (
          <Button
            key={other}
            size="compact-sm"
            variant="default"
            rightSection="×"
            aria-label={m.column_same_remove({ key: keyOf(other) })}
            onClick={() => setGroup(group.filter((member) => member !== other))}
          >
            {keyOf(other)}
          </Button>
        ))}
      <KeyField label={m.column_same_key()} infos={infos} value={key} onChange={setKey} data-autofocus />
      <Button type="submit" size="compact-sm" variant="default" disabled={!isKnown}>
        {m.column_same_add()}
      </Button>
    </Form>
  );
}

function Form({ onSubmit, children }: { readonly onSubmit: () => void; readonly children: ReactNode }) {
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

function keyOf(text: string): string {
  return parseRunColumn(text)?.key ?? text;
}

function keysOf(catalogue: KeyCatalogue | undefined, kind: RunColumn['kind']): readonly KeyInfo[] {
  if (kind === 'metric') return catalogue?.metrics ?? [];
  if (kind === 'param') return catalogue?.params ?? [];
  return kind === 'tag' ? (catalogue?.tags ?? []) : [];
}

function operatorWord(operator: PanelOperator): string {
  if (operator === 'contains') return m.column_filter_contains();
  if (operator === 'not-null') return m.column_filter_not_null();
  return operator === 'is-null' ? m.column_filter_is_null() : operator;
}

/** As the filter language writes it. */
function makeClause(column: RunColumn, operator: PanelOperator, value: string): string {
  const field = fieldText(column);
  if (operator === 'not-null') return `${field} IS NOT NULL`;
  if (operator === 'is-null') return `${field} IS NULL`;
  if (operator === 'contains') return `${field} ILIKE ${quoteText(`%${value}%`)}`;
  return `${field} ${operator} ${valueText(column, operator, value)}`;
}

function fieldText(column: RunColumn): string {
  const text = formatRunColumn(column);
  if (column.kind === 'expression') return `(${column.key})`;
  if (column.kind === 'attribute' || column.kind === 'statistic') return text;
  if (column.kind === 'family') return `family_${column.part}(${quoteText(column.key)})`;
  return formatField(column);
}

/** Numbers and spans of time stand as they are; texts in quotes, as do numbers that are asked to be equal to a param. */
function valueText(column: RunColumn, operator: PanelOperator, value: string): string {
  const isDuration = /^-?[\d.]+(ms|s|m|h|d|w)$/.test(value);
  if (column.kind === 'attribute') {
    const isTime = ['duration', 'start_time', 'end_time'].includes(column.key);
    return isTime && (isDuration || parseNumberText(value) !== undefined) ? value : quoteText(value);
  }
  const isNumber = Number.isFinite(parseNumberText(value) ?? Number.NaN);
  if (column.kind !== 'param' && column.kind !== 'tag') return isNumber ? value : quoteText(value);
  const isEqual = operator === '=' || operator === '!=';
  return isNumber && !isEqual ? value : quoteText(value);
}
