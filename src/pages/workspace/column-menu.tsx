import { Fragment, type ReactNode, useState } from 'react';
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { directionOf, guessDirection } from '../../domain/runs/metric-direction.ts';
import { type Direction, PLAIN_STATISTICS } from '../../domain/statistics/metric-statistic.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { SHADINGS, type Shading, shadingOf } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord, statisticWord } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { AnchoredMenu, AnchoredPanel, closeTo, useCloseOnScroll } from '../../ui/menu-anchor.tsx';
import { canWriteClipboard, writeClipboard } from '../../ui/write-clipboard.ts';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { FilterPanel, SameKeysPanel, StatisticPanel } from './column-menu-panels.tsx';
import css from './column-menu.module.css';
import type { ColumnActions } from './use-column-actions.ts';
import { undirectedMetric } from './key-columns.tsx';
import { SPARKLINE_ID } from './use-sparkline.tsx';

export interface OpenedMenu {
  readonly columnId: string;
  /** Where the header is on the screen. */
  readonly anchor: DOMRect;
  /** Gets the focus back. */
  readonly returnTo: Element | undefined;
}

interface ColumnMenuProps {
  readonly opened: OpenedMenu;
  readonly shown: readonly RunColumn[];
  readonly catalogue: KeyCatalogue | undefined;
  readonly actions: ColumnActions;
  readonly onClose: () => void;
}

export const DIRECTIONS: readonly Direction[] = ['lower', 'higher'];

type Panel = 'menu' | 'statistic' | 'filter' | 'same';

/** What can be done with one column; what needs something typed opens a panel in the menu's place. */
export function ColumnMenu({ opened, shown, catalogue, actions, onClose }: ColumnMenuProps) {
  const [panel, setPanel] = useState<Panel>('menu');
  const column = parseRunColumn(opened.columnId);
  const close = closeTo(onClose, opened.returnTo);
  useCloseOnScroll(onClose);
  if (!column && opened.columnId !== SPARKLINE_ID) return null;
  const label = m.column_menu({ column: column ? columnWord(column) : '∿' });
  const place = { rect: opened.anchor, label, onClose: close };
  if (panel === 'menu') {
    return (
      <AnchoredMenu {...place} widthPx={240} staysOpen>
        {column ? (
          <MenuItems column={column} shown={shown} actions={actions} onPanel={setPanel} onDone={close} />
        ) : (
          <SparklineItems onDone={close} />
        )}
      </AnchoredMenu>
    );
  }
  if (!column) return null;
  const panelProps = { column, catalogue, actions, onDone: close };
  return (
    <AnchoredPanel {...place} widthPx={300}>
      {panel === 'statistic' ? <StatisticPanel {...panelProps} /> : null}
      {panel === 'filter' ? <FilterPanel {...panelProps} /> : null}
      {panel === 'same' ? <SameKeysPanel {...panelProps} /> : null}
    </AnchoredPanel>
  );
}

function SparklineItems({ onDone }: { readonly onDone: () => void }) {
  const { dispatch } = useWorkspace();
  const remove = () => {
    dispatch({ type: 'set-sparkline', key: undefined });
    onDone();
  };
  return <Item words={m.sparkline_remove()} onClick={remove} />;
}

interface MenuItemsProps {
  readonly column: RunColumn;
  readonly shown: readonly RunColumn[];
  readonly actions: ColumnActions;
  readonly onPanel: (panel: Panel) => void;
  readonly onDone: () => void;
}

function MenuItems({ column, shown, actions, onPanel, onDone }: MenuItemsProps) {
  const { workspace, dispatch } = useWorkspace();
  const text = formatRunColumn(column);
  const isSorted = formatRunColumn(workspace.sort.column) === text;
  const isName = column.kind === 'attribute' && column.key === 'name';
  const isPinned = workspace.pinnedColumns.includes(text);
  const part = shown
    .map(formatRunColumn)
    .filter((other) => workspace.pinnedColumns.includes(other) === isPinned);
  const item: MakeItem = (words, action, more = {}) => (
    <Item
      words={words}
      onClick={() => {
        action();
        onDone();
      }}
      {...more}
    />
  );
  const sort = (isDescending: boolean) => () =>
    dispatch({ type: 'set-sort', sort: { column, isDescending } });
  return (
    <>
      <WhichWayItems column={column} actions={actions} item={item} />
      {item(m.column_sort_ascending(), sort(false), { isChecked: isSorted && !workspace.sort.isDescending })}
      {item(m.column_sort_descending(), sort(true), { isChecked: isSorted && workspace.sort.isDescending })}
      <Menu.Divider />
      {column.kind === 'metric' || column.kind === 'statistic' ? (
        <MetricItems column={column} actions={actions} item={item} onPanel={onPanel} />
      ) : null}
      {isNumeric(column) ? <ShadingItems column={column} item={item} /> : null}
      {column.kind === 'attribute' ? null : <Menu.Divider />}
      {isName ? null : (
        <>
          {item(isPinned ? m.column_unpin() : m.column_pin(), () => actions.pin(text, !isPinned))}
          {item(m.column_move_left(), () => actions.moveByOne(text, -1), { isDisabled: part[0] === text })}
          {item(m.column_move_right(), () => actions.moveByOne(text, 1), {
            isDisabled: part.at(-1) === text,
          })}
          {item(m.column_hide(), () => actions.hide([text]))}
          <Menu.Divider />
        </>
      )}
      <Item words={m.column_filter()} onClick={() => onPanel('filter')} />
      {column.kind === 'metric' || column.kind === 'param' || column.kind === 'tag' ? (
        <Item words={m.column_same()} onClick={() => onPanel('same')} />
      ) : null}
      {canWriteClipboard() ? item(m.column_copy_name(), () => void writeClipboard(nameOf(column))) : null}
    </>
  );
}

type WhichWayItemsProps = Pick<MenuItemsProps, 'column' | 'actions'> & { readonly item: MakeItem };

/** First of all where the column needs to know: without an answer it is empty. */
function WhichWayItems({ column, actions, item }: WhichWayItemsProps) {
  const { workspace } = useWorkspace();
  const metric = undirectedMetric(column, workspace.directions);
  if (metric === undefined) return null;
  return (
    <>
      <Menu.Label>{m.column_which_way({ metric })}</Menu.Label>
      {DIRECTIONS.map((direction) => (
        <Fragment key={direction}>
          {item(directionWord(direction), () => actions.setDirection(metric, direction))}
        </Fragment>
      ))}
      <Menu.Divider />
    </>
  );
}

interface ShadingItemsProps {
  readonly column: RunColumn;
  readonly item: MakeItem;
}

/** Of this column; the last item takes it to all the others. */
function ShadingItems({ column, item }: ShadingItemsProps) {
  const { workspace, dispatch } = useWorkspace();
  const now = shadingOf(formatRunColumn(column), workspace);
  const isOfAll = workspace.shading === now && Object.keys(workspace.columnShadings).length === 0;
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item>
          {m.column_shading()}: {shadingWord(now)}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {SHADINGS.map((shading) => (
          <Fragment key={shading}>
            {item(shadingWord(shading), () => dispatch({ type: 'set-column-shading', column, shading }), {
              isChecked: now === shading,
            })}
          </Fragment>
        ))}
        <Menu.Divider />
        {item(m.column_shading_apply(), () => dispatch({ type: 'set-shading', shading: now }), {
          isDisabled: isOfAll,
        })}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

interface MetricItemsProps {
  readonly column: Extract<RunColumn, { kind: 'metric' | 'statistic' }>;
  readonly actions: ColumnActions;
  readonly item: MakeItem;
  readonly onPanel: (panel: Panel) => void;
}

function MetricItems({ column, actions, item, onPanel }: MetricItemsProps) {
  const { workspace, dispatch } = useWorkspace();
  const { key } = column;
  const text = formatRunColumn(column);
  const said = Object.hasOwn(workspace.directions, key) ? workspace.directions[key] : undefined;
  const guessed = guessDirection(key);
  const forms = [
    { kind: 'metric', key } as const,
    ...PLAIN_STATISTICS.map((name) => ({ kind: 'statistic', key, statistic: { name } }) as const),
  ];
  return (
    <>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item>{m.column_show_as()}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {forms.map((form) => {
            const words = form.kind === 'metric' ? m.statistic_last() : statisticWord(form.statistic);
            return (
              <Fragment key={words}>
                {item(words, () => actions.replace(text, form), {
                  isChecked: formatRunColumn(form) === text,
                })}
              </Fragment>
            );
          })}
          <Item words={m.column_show_as_more()} onClick={() => onPanel('statistic')} />
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item>
            {m.column_better()}: {directionWord(directionOf(key, workspace.directions))}
          </Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {item(
            m.column_better_guessed({ way: directionWord(guessed) }),
            () => actions.setDirection(key, undefined),
            {
              isChecked: said === undefined,
            },
          )}
          {item(m.column_better_lower(), () => actions.setDirection(key, 'lower'), {
            isChecked: said === 'lower',
          })}
          {item(m.column_better_higher(), () => actions.setDirection(key, 'higher'), {
            isChecked: said === 'higher',
          })}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      {item(
        m.column_spark(),
        () => dispatch({ type: 'set-sparkline', key: workspace.sparkline === key ? undefined : key }),
        { isChecked: workspace.sparkline === key },
      )}
    </>
  );
}

/** An item that does something and closes the menu. */
type MakeItem = (words: string, action: () => void, more?: ItemMore) => ReactNode;

interface ItemMore {
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
}

function Item(props: ItemMore & { readonly words: string; readonly onClick: () => void }) {
  const { words, isChecked, onClick, isDisabled = false } = props;
  if (isChecked === undefined) {
    return (
      <Menu.Item onClick={onClick} disabled={isDisabled}>
        {words}
      </Menu.Item>
    );
  }
  return (
    <Menu.CheckboxItem
      checked={isChecked}
      onChange={onClick}
      // Its own mark at the left would move the text.
      classNames={{ itemIndicator: css['noMark'] ?? '' }}
      rightSection={isChecked ? <IconCheck size={14} stroke={1.8} /> : null}
    >
      {words}
    </Menu.CheckboxItem>
  );
}

function isNumeric(column: RunColumn): boolean {
  return column.kind !== 'attribute' && column.kind !== 'tag';
}

export function shadingWord(shading: Shading): string {
  if (shading === 'bar') return m.column_shading_bar();
  return shading === 'heat' ? m.column_shading_heat() : m.column_shading_none();
}

export function directionWord(direction: Direction | undefined): string {
  if (!direction) return m.column_better_unknown();
  return direction === 'lower' ? m.column_better_lower() : m.column_better_higher();
}

/** The key as it was logged; the words of a column that is no key. */
function nameOf(column: RunColumn): string {
  return column.kind === 'attribute' ? columnWord(column) : column.key;
}
