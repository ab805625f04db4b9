import { useMemo, useState } from 'react';
import { filterOfBrushes } from '../../../domain/comparison/brush-filter.ts';
import { brushesOfBox } from '../../../domain/comparison/scatter/box-brushes.ts';
import type { ScatterData } from '../../../domain/comparison/scatter/scatter-data.ts';
import type { ScatterWindow } from '../../../domain/comparison/scatter/scatter-view.ts';
import type { AxisValues } from '../../../domain/comparison/axis-values.ts';
import { MAX_PICKED_RUNS } from '../../../domain/runs/compare-set.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { useEscape } from '../../../parts/use-escape.ts';
import type { Workspace } from '../../../domain/workspace.ts';
import { type PickedRuns, ruleOf, type SetRule } from '../set-rule.ts';
import type { Chosen } from './scatter-actions.tsx';
import type { RunsShown } from './use-runs-shown.ts';
import type { AxisColumns } from './scatter-words.ts';

export interface ScatterSelection {
  readonly ids: readonly RunId[];
  /** What finds these runs in the filter language, or why nothing does. */
  readonly brushed: PickedRuns['brushed'];
}

/** Where the points are that a box or a lasso is drawn round. */
interface Drawn {
  readonly columns: AxisColumns;
  readonly data: ScatterData | undefined;
  readonly x: AxisValues | undefined;
  readonly y: AxisValues | undefined;
}

/** Runs that were chosen by a box or a lasso, until Escape. */
export function useScatterSelection(runIds: readonly RunId[], drawn: Drawn) {
  const [selection, setSelection] = useState<ScatterSelection>(NONE);
  const clear = () => setSelection(NONE);
  useEscape('selection', selection.ids.length > 0, clear);
  const places = useMemo(() => placesOf(selection.ids, runIds), [selection, runIds]);
  const select = (chosen: readonly number[], box: ScatterWindow | undefined) => {
    const ids = chosen.map((place) => runIds[place]).filter((id) => id !== undefined);
    setSelection({ ids, brushed: brushedOf(chosen, box, drawn) });
  };
  return { selection, places, select, clear };
}

/** By the columns of now: others may be shown when the runs become the compare set. */
function brushedOf(
  places: readonly number[],
  box: ScatterWindow | undefined,
  { columns, data, x, y }: Drawn,
): PickedRuns['brushed'] {
  if (places.length <= MAX_PICKED_RUNS || !data || !x || !y) return NONE.brushed;
  if (!box) return { ok: false, words: m.rule_none_lasso() };
  const brushes = brushesOfBox(box, places, data, { x, y });
  if (!brushes) return { ok: false, words: m.rule_none_cut() };
  return filterOfBrushes([
    { column: columns.x, scale: 'linear', values: x, brushes: [brushes.x] },
    { column: columns.y, scale: 'linear', values: y, brushes: [brushes.y] },
  ]);
}

/** How what was chosen, and the front, become the compare set. */
export function rulesOf(
  workspace: Workspace,
  runs: RunsShown,
  { ids, brushed }: ScatterSelection,
  frontCount: number,
): Readonly<Record<Chosen, SetRule>> {
  const picked = { shownCount: runs.total, isOfAllRows: workspace.scatter.isAllRows };
  const front = { ok: false, words: m.rule_none_front() } as const;
  return {
    selected: ruleOf(workspace, { ...picked, count: ids.length, brushed }),
    front: ruleOf(workspace, { ...picked, count: frontCount, brushed: front }),
  };
}

const NONE: ScatterSelection = { ids: [], brushed: { ok: true, clauses: [] } };

function placesOf(ids: readonly RunId[], all: readonly RunId[]): readonly number[] {
  if (ids.length === 0) return NO_PLACES;
  const wanted = new Set(ids);
  const places: number[] = [];
  all.forEach((id, place) => {
    if (wanted.has(id)) places.push(place);
  });
  return places;
}

const NO_PLACES: readonly number[] = [];
