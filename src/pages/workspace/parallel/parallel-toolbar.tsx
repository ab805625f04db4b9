import { Button } from '@mantine/core';
import { formatCount } from '../../../base/format-number.ts';
import type { AxisBrush, Passing } from '../../../domain/comparison/parallel/brushes.ts';
import type { KeysAmongRuns } from '../../../domain/comparison/varying-keys.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import type { CategoryColor } from '../../../parts/category-colors.ts';
import { columnWord } from '../../../parts/wording.ts';
import type { SetRule } from '../set-rule.ts';
import { AddAxis } from './add-axis.tsx';
import { BrushChips } from './brush-chips.tsx';
import { ColorLegend } from './color-legend.tsx';
import tabCss from '../tab-panel.module.css';
import css from './parallel.module.css';
import type { Theme } from './run-colors.ts';
import type { ShownAxis } from './shown-axes.ts';

interface ParallelToolbarProps {
  readonly axes: readonly ShownAxis[];
  /** Texts of the columns with the columns that the colour can go by. */
  readonly colorChoices: readonly (readonly [string, RunColumn])[];
  readonly columns: readonly RunColumn[];
  readonly keys: KeysAmongRuns;
  readonly passing: Passing;
  /** Of all runs of the set, where they are more than can be drawn. */
  readonly cutFrom: number | undefined;
  readonly awaitedCount: number;
  /** `runs`, or the text of a column. */
  readonly color: string;
  readonly colorAxis: ShownAxis | undefined;
  readonly theme: Theme;
  /** Of the categories of that axis. */
  readonly colorOf: CategoryColor;
  readonly onColor: (color: string) => void;
  readonly onToggleAxis: (column: RunColumn) => void;
  readonly onBrushes: (index: number, brushes: readonly AxisBrush[]) => void;
  readonly onClear: () => void;
  /** How what passes becomes the compare set. */
  readonly rule: SetRule;
  readonly onCompare: () => void;
  /** Whether what goes with the metric is shown. */
  readonly isJudging: boolean;
  /** Undefined: there is no metric. */
  readonly onJudging: ((isJudging: boolean) => void) | undefined;
}

export function ParallelToolbar(props: ParallelToolbarProps) {
  const { axes, passing, colorAxis, isJudging, onJudging, rule } = props;
  const hasBrushes = axes.some(({ setting }) => setting.brushes.length > 0);
  return (
    <div className={`${tabCss.toolbar} ${css.toolbar}`}>
      <AddAxis keys={props.keys} shown={props.columns} onToggle={props.onToggleAxis} />
      <label className={tabCss.field}>
        {m.parallel_color()}
        <select value={props.color} onChange={(event) => props.onColor(event.currentTarget.value)}>
          <option value="runs">{m.parallel_color_runs()}</option>
          {props.colorChoices.map(([text, column]) => (
            <option key={text} value={text}>
              {columnWord(column)}
            </option>
          ))}
        </select>
      </label>
      {colorAxis ? <ColorLegend axis={colorAxis} theme={props.theme} colorOf={props.colorOf} /> : null}
      {onJudging ? (
        <Button
          size="compact-sm"
          variant={isJudging ? 'light' : 'default'}
          aria-pressed={isJudging}
          onClick={() => onJudging(!isJudging)}
        >
          {m.matters_toggle()}
        </Button>
      ) : null}
      <div className={css.chips} data-hint={hasBrushes ? undefined : ''}>
        {hasBrushes ? (
          <>
            <BrushChips axes={axes} onBrushes={props.onBrushes} />
            <Button size="compact-xs" variant="default" onClick={props.onClear}>
              {m.parallel_clear()}
            </Button>
          </>
        ) : (
          <span className={css.hint} title={m.parallel_hint()}>
            {m.parallel_hint()}
          </span>
        )}
      </div>
      <span className={css.end}>
        <span
          role="status"
          aria-label={m.parallel_status()}
          className={css.said}
          data-passing={passing.count}
        >
          {sayCounts(props, hasBrushes)}
        </span>
        <Button
          size="compact-sm"
          variant={hasBrushes ? 'filled' : 'default'}
          disabled={!hasBrushes || passing.count === 0}
          title={
            hasBrushes && rule.kind === 'filter'
              ? m.rule_title({ filter: rule.filter })
              : m.parallel_compare_title()
          }
          onClick={props.onCompare}
        >
          {hasBrushes && rule.kind === 'filter' ? m.rule_compare() : m.parallel_compare()}
        </Button>
      </span>
    </div>
  );
}

function sayCounts(props: ParallelToolbarProps, hasBrushes: boolean): string {
  const { passing, cutFrom, awaitedCount, rule } = props;
  const count = passing.mask.length;
  const counts = hasBrushes
    ? m.parallel_passing({ kept: formatCount(passing.count), count: formatCount(count) })
    : m.parallel_runs({ count, text: formatCount(count) });
  return [
    counts,
    ...(cutFrom === undefined ? [] : [m.parallel_cut({ all: formatCount(cutFrom) })]),
    ...(hasBrushes && rule.kind === 'unheld' ? [rule.words] : []),
    ...(awaitedCount === 0 ? [] : [m.parallel_awaited({ count: formatCount(awaitedCount) })]),
  ].join(' · ');
}
