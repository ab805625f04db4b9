import { type ReactNode, useRef, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconMathFunction } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { formatCount, formatValue } from '../../base/format-number.ts';
import { MAX_DISTINCT_COUNT } from '../../domain/runs/key-catalogue.ts';
import type { MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord, statisticWord } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { KeyCatalogue, KeyInfo } from '../../worker/runs/runs-protocol.ts';
import { DIRECTIONS, directionWord } from './column-menu.tsx';
import { type PickerRow, type SectionId, statisticsFoldId } from './column-picker-rows.ts';
import css from './column-picker.module.css';
import { undirectedMetric } from './key-columns.tsx';
import { readStatistic, StatisticInput, textOf } from './statistic-input.tsx';
import type { ColumnActions } from './use-column-actions.ts';

export const PICKER_ROW_PX = 28;
/** Groups beyond this are not shown at once: a table of a thousand columns helps nobody. */
const MAX_GROUP = 200;

interface ColumnTreeProps {
  readonly rows: readonly PickerRow[];
  readonly shown: readonly RunColumn[];
  readonly catalogue: KeyCatalogue | undefined;
  readonly actions: ColumnActions;
  readonly onTurn: (foldId: string) => void;
  readonly onShowAll: () => void;
}

export function ColumnTree({ rows, shown, ...rest }: ColumnTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => PICKER_ROW_PX,
    overscan: 8,
  });
  const shownTexts = new Set(shown.map(formatRunColumn));
  return (
    <div ref={scroller} className={css['tree']} role="group" aria-label={m.columns_button()}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row ? (
            <div
              key={rowKey(row)}
              className={css['entry']}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <TreeRow row={row} shown={shown} shownTexts={shownTexts} {...rest} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

function rowKey(row: PickerRow): string {
  switch (row.kind) {
    case 'section':
      return `section ${row.id}`;
    case 'group':
      return `group ${row.foldId}`;
    case 'column':
      return `column ${formatRunColumn(row.column)}`;
    case 'statistic':
      return `statistic ${row.name} ${row.key}`;
    case 'spark':
      return `spark ${row.key}`;
    case 'folded':
      return 'folded';
  }
}

interface TreeRowProps extends Omit<ColumnTreeProps, 'rows'> {
  readonly row: PickerRow;
  readonly shownTexts: ReadonlySet<string>;
}

function TreeRow(props: TreeRowProps): ReactNode {
  const { row, onTurn, shownTexts, actions } = props;
  switch (row.kind) {
    case 'section':
      return (
        <Fold isOpen={row.isOpen} label={sectionWord(row.id)} onTurn={() => onTurn(row.id)}>
          <b className={css['heading']}>{sectionWord(row.id)}</b>
          <span className={css['facts']}>{formatCount(row.count)}</span>
        </Fold>
      );
    case 'group':
      return <GroupRow {...props} row={row} />;
    case 'column':
      return <ColumnRow {...props} row={row} />;
    case 'statistic': {
      const { name } = row;
      if (name === 'mean' || name === 'at' || name === 'at_best')
        return <ParametrisedRow {...props} row={row} name={name} />;
      const column = statisticColumn(row.key, { name });
      return (
        <>
          <Tick
            depth={row.depth}
            words={statisticWord({ name })}
            isShown={shownTexts.has(formatRunColumn(column))}
            onToggle={() => actions.toggle(column)}
          />
          <WhichWay column={column} actions={actions} />
        </>
      );
    }
    case 'spark':
      return <SparkRow row={row} />;
    case 'folded':
      return (
        <span className={css['folded']}>
          {m.columns_folded_same({ count: row.count, text: formatCount(row.count) })}
          <UnstyledButton className={css['link']} onClick={props.onShowAll}>
            {m.columns_unfold()}
          </UnstyledButton>
        </span>
      );
  }
}

function GroupRow({
  row,
  shownTexts,
  actions,
  onTurn,
}: TreeRowProps & { row: Extract<PickerRow, { kind: 'group' }> }) {
  const columns = row.count <= MAX_GROUP ? row.columnsOf() : [];
  const shown = columns.filter((column) => shownTexts.has(formatRunColumn(column)));
  const isAllShown = shown.length > 0 && shown.length === columns.length;
  const count = formatCount(row.count);
  return (
    <>
      <Fold isOpen={row.isOpen} label={row.label} depth={row.depth} onTurn={() => onTurn(row.foldId)}>
        <span className={css['key']}>{row.label}</span>
        <span className={css['facts']}>{shown.length > 0 ? `${shown.length}/${count}` : count}</span>
      </Fold>
      {columns.length > 0 ? (
        <UnstyledButton
          className={css['link']}
          onClick={() => (isAllShown ? actions.hide(columns.map(formatRunColumn)) : actions.show(columns))}
        >
          {isAllShown ? m.columns_hide_group({ count }) : m.columns_show_group({ count })}
        </UnstyledButton>
      ) : null}
    </>
  );
}

function ColumnRow({
  row,
  shownTexts,
  actions,
  onTurn,
}: TreeRowProps & { row: Extract<PickerRow, { kind: 'column' }> }) {
  const { column, info } = row;
  return (
    <>
      <Tick
        depth={row.depth}
        words={row.label ?? columnWord(column)}
        title={column.key}
        isShown={shownTexts.has(formatRunColumn(column))}
        onToggle={() => actions.toggle(column)}
      >
        {info ? <KeyFacts info={info} /> : null}
      </Tick>
      {row.isOpen === undefined ? null : (
        <UnstyledButton
          className={css['icon']}
          aria-expanded={row.isOpen}
          aria-label={m.columns_statistics({ metric: column.key })}
          title={m.columns_statistics({ metric: column.key })}
          onClick={() => onTurn(statisticsFoldId(column.key))}
        >
          <IconMathFunction size={15} stroke={1.7} />
        </UnstyledButton>
      )}
    </>
  );
}

function SparkRow({ row }: { readonly row: Extract<PickerRow, { kind: 'spark' }> }) {
  const { workspace, dispatch } = useWorkspace();
  const isShown = workspace.sparkline === row.key;
  return (
    <Tick
      depth={row.depth}
      words={m.column_spark()}
      isShown={isShown}
      onToggle={() => dispatch({ type: 'set-sparkline', key: isShown ? undefined : row.key })}
    />
  );
}

interface ParametrisedProps extends TreeRowProps {
  readonly row: Extract<PickerRow, { kind: 'statistic' }>;
  readonly name: 'mean' | 'at' | 'at_best';
}

/** Ticked for the number that stands in its field; others of its kind stand in the list of shown columns. */
function ParametrisedRow({ row, name, shown, shownTexts, catalogue, actions }: ParametrisedProps) {
  const metrics = catalogue?.metrics ?? [];
  const before = shown.find(
    (column) => column.kind === 'statistic' && column.key === row.key && column.statistic.name === name,
  );
  const initial =
    before?.kind === 'statistic'
      ? before.statistic
      : name === 'mean'
        ? ({ name, count: 10 } as const)
        : undefined;
  const [statistic, setStatistic] = useState<MetricStatistic | undefined>(() =>
    readStatistic(name, textOf(initial), metrics),
  );
  const column = statistic && statisticColumn(row.key, statistic);
  return (
    <>
      <span className={css['parametrised']} style={indent(row.depth)}>
        <input
          type="checkbox"
          disabled={!column}
          aria-label={statistic ? statisticWord(statistic) : m.statistic_show()}
          checked={column !== undefined && shownTexts.has(formatRunColumn(column))}
          onChange={() => column && actions.toggle(column)}
        />
        <StatisticInput name={name} initial={initial} metrics={metrics} onChange={setStatistic} />
      </span>
      {column ? <WhichWay column={column} actions={actions} /> : null}
    </>
  );
}

/** Asks for the better way of a metric where a column needs it and the name does not tell. */
function WhichWay({ column, actions }: { readonly column: RunColumn; readonly actions: ColumnActions }) {
  const { workspace } = useWorkspace();
  const metric = undirectedMetric(column, workspace.directions);
  if (metric === undefined) return null;
  return (
    <span role="group" className={css['whichWay']} aria-label={m.column_which_way({ metric })}>
      <span className={css['facts']}>{m.column_unknown_way()}</span>
      {DIRECTIONS.map((direction) => (
        <UnstyledButton
          key={direction}
          className={css['link']}
          onClick={() => actions.setDirection(metric, direction)}
        >
          {directionWord(direction)}
        </UnstyledButton>
      ))}
    </span>
  );
}

interface FoldProps {
  readonly isOpen: boolean;
  readonly label: string;
  readonly depth?: number;
  readonly onTurn: () => void;
  readonly children: ReactNode;
}

function Fold({ isOpen, label, depth = -1, onTurn, children }: FoldProps) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <UnstyledButton
      className={css['fold']}
      style={indent(depth)}
      aria-expanded={isOpen}
      aria-label={isOpen ? m.columns_fold({ group: label }) : m.columns_open({ group: label })}
      onClick={onTurn}
    >
      <Chevron size={13} stroke={1.8} />
      {children}
    </UnstyledButton>
  );
}

interface TickProps {
  readonly depth: number;
  readonly words: string;
  readonly title?: string;
  readonly isShown: boolean;
  readonly onToggle: () => void;
  readonly children?: ReactNode;
}

function Tick({ depth, words, title, isShown, onToggle, children }: TickProps) {
  return (
    <label className={css['label']} style={indent(depth)} title={title}>
      <input type="checkbox" checked={isShown} onChange={onToggle} />
      <span className={css['key']}>{words}</span>
      {children}
    </label>
  );
}

function indent(depth: number) {
  return { paddingLeft: 8 + Math.max(0, depth + 1) * 14 };
}

function KeyFacts({ info }: { readonly info: KeyInfo }) {
  return <span className={css['facts']}>{factsOf(info).join(' · ')}</span>;
}

/** From where to where its numbers go, how many different values there are, in how many runs. */
function factsOf({ min, max, distinctCount, runCount }: KeyInfo): readonly string[] {
  const facts = [m.columns_in_runs({ count: runCount, text: formatCount(runCount) })];
  if (distinctCount > 1) {
    const text = `${formatCount(distinctCount)}${distinctCount >= MAX_DISTINCT_COUNT ? '+' : ''}`;
    facts.unshift(m.columns_values({ count: distinctCount, text }));
  }
  if (min === undefined || max === undefined) return facts;
  const [from, to] = [formatValue(min), formatValue(max)];
  return [from === to ? from : m.columns_range({ min: from, max: to }), ...facts];
}

function statisticColumn(key: string, statistic: MetricStatistic): RunColumn {
  return { kind: 'statistic', key, statistic };
}

function sectionWord(id: SectionId): string {
  switch (id) {
    case 'metrics':
      return m.columns_metrics();
    case 'params':
      return m.columns_params();
    case 'unique':
      return m.columns_unique();
    case 'attributes':
      return m.columns_attributes();
    case 'tags':
      return m.columns_tags();
  }
}
