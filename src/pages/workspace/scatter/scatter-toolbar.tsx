import { IconArrowsMaximize, IconLasso, IconMarquee2, IconZoomIn } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ScatterKind, ScatterView } from '../../../domain/comparison/scatter/scatter-view.ts';
import type { Directions } from '../../../domain/comparison/scatter/pareto-front.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import { columnWord } from '../../../parts/wording.ts';
import type { ColumnChoices } from '../column-choices.ts';
import { ColumnSelect } from '../column-select.tsx';
import tabCss from '../tab-panel.module.css';
import buttonCss from '../../../ui/buttons.module.css';
import css from './scatter.module.css';
import { SCATTER_TOOLS, type ScatterTool } from './scatter-pointer.tsx';
import type { AxisColumns } from './scatter-words.ts';

interface ScatterToolbarProps {
  readonly view: ScatterView;
  readonly columns: AxisColumns;
  readonly color: RunColumn | undefined;
  readonly size: RunColumn | undefined;
  readonly choices: ColumnChoices;
  /** What the axes are by now. */
  readonly kinds: { readonly x: string; readonly y: string } | undefined;
  readonly directions: Directions;
  readonly tool: ScatterTool;
  readonly onTool: (tool: ScatterTool) => void;
  readonly onView: (change: Partial<ScatterView>) => void;
  readonly onDirection: (axis: 'x' | 'y', direction: Direction) => void;
}

export function ScatterToolbar(props: ScatterToolbarProps) {
  const { view, columns, choices, kinds, onView } = props;
  // Another column has other units: what was zoomed into means nothing there.
  const choose = (change: Partial<ScatterView>) => onView({ ...change, zoom: undefined });
  return (
    <div className={tabCss.toolbar} role="toolbar" aria-label={m.tab_scatter()}>
      <span className={tabCss.field}>
        <ColumnSelect
          label="X"
          value={columns.x}
          choices={choices}
          onChange={(x) => choose({ x: x && formatRunColumn(x), xKind: undefined })}
        />
        <LogBox axis="X" kind={kinds?.x} onKind={(xKind) => choose({ xKind })} />
      </span>
      <span className={tabCss.field}>
        <ColumnSelect
          label="Y"
          value={columns.y}
          choices={choices}
          onChange={(y) => choose({ y: y && formatRunColumn(y), yKind: undefined })}
        />
        <LogBox axis="Y" kind={kinds?.y} onKind={(yKind) => choose({ yKind })} />
      </span>
      <ColumnSelect
        label={m.scatter_color()}
        value={props.color}
        none={m.scatter_color_own()}
        hasDetails
        choices={choices}
        onChange={(color) => onView({ color: color && formatRunColumn(color) })}
      />
      <ColumnSelect
        label={m.scatter_size()}
        value={props.size}
        none={m.scatter_size_one()}
        choices={choices}
        onChange={(size) => onView({ size: size && formatRunColumn(size) })}
      />
      <label className={tabCss.field}>
        {m.scatter_runs()}
        <select
          value={view.isAllRows ? 'all' : 'set'}
          onChange={(event) => onView({ isAllRows: event.currentTarget.value === 'all' })}
        >
          <option value="set">{m.scatter_runs_set()}</option>
          <option value="all">{m.scatter_runs_all()}</option>
        </select>
      </label>
      <Check words={m.scatter_trend()} isOn={view.hasTrend} onChange={(hasTrend) => onView({ hasTrend })} />
      <Check words={m.scatter_front()} isOn={view.hasFront} onChange={(hasFront) => onView({ hasFront })} />
      {view.hasFront ? <FrontWays {...props} /> : null}
      <Tools {...props} />
    </div>
  );
}

interface CheckProps {
  readonly words: string;
  readonly label?: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Check({ words, label, isOn, isDisabled = false, onChange }: CheckProps) {
  return (
    <label className={tabCss.field}>
      <input
        type="checkbox"
        aria-label={label ?? words}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {words}
    </label>
  );
}

interface LogBoxProps {
  readonly axis: string;
  /** Of the axis by now; undefined: it is not read yet. */
  readonly kind: string | undefined;
  readonly onKind: (kind: ScatterKind) => void;
}

function LogBox({ axis, kind, onKind }: LogBoxProps) {
  // Texts stand beside each other.
  if (kind === 'category') return null;
  return (
    <Check
      words="log"
      label={m.scatter_log({ axis })}
      isOn={kind === 'log'}
      isDisabled={kind === undefined}
      onChange={(isLog) => onKind(isLog ? 'log' : 'linear')}
    />
  );
}

/** Which way is better on both axes. */
function FrontWays({ columns, directions, onDirection }: ScatterToolbarProps) {
  return (['x', 'y'] as const).map((axis) => {
    const label = m.scatter_better({ column: columnWord(columns[axis]) });
    return (
      <label key={axis} className={tabCss.field}>
        {axis.toUpperCase()}
        <select
          aria-label={label}
          title={label}
          value={directions[axis]}
          onChange={(event) => onDirection(axis, event.currentTarget.value === 'higher' ? 'higher' : 'lower')}
        >
          <option value="lower">{m.scatter_lower()}</option>
          <option value="higher">{m.scatter_higher()}</option>
        </select>
      </label>
    );
  });
}

const TOOL_ICONS: Readonly<Record<ScatterTool, ReactNode>> = {
  box: <IconMarquee2 size={15} stroke={1.7} aria-hidden="true" />,
  lasso: <IconLasso size={15} stroke={1.7} aria-hidden="true" />,
  zoom: <IconZoomIn size={15} stroke={1.7} aria-hidden="true" />,
};

function wordOfTool(tool: ScatterTool): string {
  if (tool === 'box') return m.scatter_tool_box();
  return tool === 'lasso' ? m.scatter_tool_lasso() : m.scatter_tool_zoom();
}

function Tools({ tool, onTool, view, onView }: ScatterToolbarProps) {
  return (
    <span className={css.tools} role="group" aria-label={m.scatter_tools()}>
      {SCATTER_TOOLS.map((each) => (
        <button
          key={each}
          type="button"
          className={buttonCss.button}
          data-icon=""
          aria-pressed={each === tool}
          aria-label={wordOfTool(each)}
          title={wordOfTool(each)}
          onClick={() => onTool(each)}
        >
          {TOOL_ICONS[each]}
        </button>
      ))}
      <button
        type="button"
        className={buttonCss.button}
        data-icon=""
        aria-label={m.scatter_zoom_reset()}
        title={m.scatter_zoom_reset()}
        disabled={view.zoom === undefined}
        onClick={() => onView({ zoom: undefined })}
      >
        <IconArrowsMaximize size={15} stroke={1.7} aria-hidden="true" />
      </button>
    </span>
  );
}
