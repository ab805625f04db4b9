import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { isCategory, SCALE_KINDS, type ScaleKind } from '../../../domain/comparison/parallel/axis-scale.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { isMetricForm, metricForms, wordOfForm } from '../statistic-select.tsx';
import css from './parallel.module.css';
import { isTime, scaleWord } from './parallel-words.ts';
import type { ShownAxis } from './shown-axes.ts';

export interface AxisActions {
  readonly onScale: (scale: ScaleKind | undefined) => void;
  readonly onInvert: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onColumn: (column: RunColumn) => void;
  readonly onColor: () => void;
  readonly onBrush: () => void;
  readonly onClearBrushes: () => void;
  readonly onRemove: () => void;
}

interface AxisMenuProps {
  readonly axis: ShownAxis;
  readonly index: number;
  readonly axisCount: number;
  readonly isColoring: boolean;
  readonly actions: AxisActions;
}

/** What can be done with an axis. */
export function AxisMenuItems({ axis, index, axisCount, isColoring, actions }: AxisMenuProps) {
  const { setting, scale } = axis;
  return (
    <>
      <Menu.Label>{m.parallel_scale()}</Menu.Label>
      {scalesOf(axis).map((kind) => (
        <CheckItem
          key={kind}
          words={scaleWord(kind)}
          isChecked={scale.kind === kind}
          onClick={() => actions.onScale(kind)}
        />
      ))}
      {setting.scale === undefined ? null : (
        <Menu.Item onClick={() => actions.onScale(undefined)}>{m.parallel_scale_auto()}</Menu.Item>
      )}
      <CheckItem words={m.parallel_invert()} isChecked={setting.isInverted} onClick={actions.onInvert} />
      <Menu.Divider />
      <MetricItems column={setting.column} onColumn={actions.onColumn} />
      <CheckItem words={m.parallel_color_this()} isChecked={isColoring} onClick={actions.onColor} />
      <Menu.Item onClick={actions.onBrush}>{m.parallel_brush_add()}</Menu.Item>
      {setting.brushes.length > 0 ? (
        <Menu.Item onClick={actions.onClearBrushes}>{m.parallel_clear()}</Menu.Item>
      ) : null}
      <Menu.Divider />
      <Menu.Item onClick={() => actions.onMove(-1)} disabled={index === 0}>
        {m.parallel_left()}
      </Menu.Item>
      <Menu.Item onClick={() => actions.onMove(1)} disabled={index === axisCount - 1}>
        {m.parallel_right()}
      </Menu.Item>
      <Menu.Item onClick={actions.onRemove}>{m.parallel_remove()}</Menu.Item>
    </>
  );
}

/** Times go by time or as categories never; what holds no number has its categories alone. */
function scalesOf({ setting, values, scale }: ShownAxis): readonly ScaleKind[] {
  if (isTime(setting.column)) return ['time', 'percentile'];
  const hasNumbers = values.kind === 'number' || values.numericTexts > 0;
  return SCALE_KINDS.filter(
    (kind) => kind !== 'time' && (hasNumbers || isCategory(kind) || kind === scale.kind),
  );
}

/** As the column's menu of the table has it. */
function MetricItems({
  column,
  onColumn,
}: {
  readonly column: RunColumn;
  readonly onColumn: (column: RunColumn) => void;
}) {
  if (!isMetricForm(column)) return null;
  const now = formatRunColumn(column);
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item>{m.column_show_as()}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {metricForms(column).map((form) => (
          <CheckItem
            key={formatRunColumn(form)}
            words={wordOfForm(form)}
            isChecked={formatRunColumn(form) === now}
            onClick={() => onColumn(form)}
          />
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

interface CheckItemProps {
  readonly words: string;
  readonly isChecked: boolean;
  readonly onClick: () => void;
}

function CheckItem({ words, isChecked, onClick }: CheckItemProps) {
  return (
    <Menu.CheckboxItem
      checked={isChecked}
      closeMenuOnClick
      onChange={onClick}
      // Its own mark at the left would move the text.
      classNames={{ itemIndicator: css.noMark ?? '' }}
      rightSection={isChecked ? <IconCheck size={14} stroke={1.8} /> : null}
    >
      {words}
    </Menu.CheckboxItem>
  );
}
