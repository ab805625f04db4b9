import { useMemo } from 'react';
import type { BandView } from '../../../domain/charts/band-view.ts';
import type { AxisValues } from '../../../domain/comparison/axis-values.ts';
import { type BarRow, barRows, bestFirst } from '../../../domain/comparison/bars/bar-rows.ts';
import { setOfRow } from '../../../domain/comparison/bars/set-of-row.ts';
import { type BarsOrder, type BarsShape, BY_RUNS } from '../../../domain/comparison/bars/bars-view.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import { type ShownGroup, useRunGroups } from '../../../parts/charts-panel/use-run-groups.ts';
import { useMark } from '../../../parts/mark.ts';
import { useLineStyles } from '../../../parts/run-styles.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { columnWord } from '../../../parts/wording.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { listColumnChoices, mainMetric } from '../column-choices.ts';
import { directionOfColumn } from '../key-columns.tsx';
import { useAxes } from '../use-axes.ts';
import { useKeysOfRuns } from '../use-keys-of-runs.ts';
import { BarsFigure, type ShownRow } from './bars-figure.tsx';
import tabCss from '../tab-panel.module.css';
import css from './bars.module.css';
import { BarsToolbar } from './bars-toolbar.tsx';
import { type BarsCounts, countsOf, noteWords } from './bars-words.ts';
import { MOST_POINTS } from '../scatter/use-runs-shown.ts';

interface BarsOfSetProps {
  readonly viewId: string;
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
  /** Texts of the keys that the table is grouped by. */
  readonly groupBy: readonly string[];
}

const NO_KEYS: readonly string[] = [];

/** One metric over the compared runs, or over groups of them. */
export function BarsOfSet({ viewId, compared: all, rowsVersion, groupBy }: BarsOfSetProps) {
  const { workspace, dispatch } = useWorkspace();
  const { bars: view, directions, chart } = workspace;
  const compared = useMemo(() => all.slice(0, MOST_POINTS), [all]);
  const ids = useMemo(() => compared.map(({ id }) => id), [compared]);
  const keys = useKeysOfRuns(viewId, ids, rowsVersion);
  const metric = useMemo(
    () => (view.metric === undefined ? mainMetric(keys, workspace.sort.column) : parseRunColumn(view.metric)),
    [keys, view.metric, workspace.sort.column],
  );
  const asked = useMemo(() => (metric ? [metric] : []), [metric]);
  const axes = useAxes({ viewId, runIds: ids, columns: asked }, rowsVersion);
  const by = useMemo(() => {
    if (view.by === BY_RUNS) return NO_KEYS;
    return view.by === undefined ? groupBy : [view.by];
  }, [view.by, groupBy]);
  const grouping = useRunGroups(viewId, compared, by, { rowsVersion });
  const groups = grouping?.groups;
  const styles = useLineStyles(compared, groups);
  const isAnswered = axes?.runIds === ids && axes.columns[0] !== undefined && metric !== undefined;
  const isOfMetric = isAnswered && formatRunColumn(axes.columns[0] as RunColumn) === formatRunColumn(metric);
  const values = isOfMetric ? axes.values[0] : undefined;
  const direction = metric && directionOfColumn(metric, directions);
  // One number has no box.
  const shape = groups ? view.shape : 'bar';
  const rows = useBarRows({
    compared,
    groups: grouping && (groups ?? null),
    values,
    band: chart.groupBand,
    shape,
    order: view.order,
    direction,
  });
  const choices = useMemo(() => listColumnChoices(keys, workspace.columns), [keys, workspace.columns]);
  const counts = rows && countsOf(rows);
  useMark('runlens:view-ready', rows !== undefined, 'bars');
  if (compared.length === 0) return <p className={tabCss.words}>{m.bars_no_runs()}</p>;
  if (keys && !metric) return <p className={tabCss.words}>{m.bars_no_metric()}</p>;
  return (
    <section className={tabCss.panel} aria-label={m.tab_bars()}>
      <BarsToolbar
        view={view}
        metric={metric}
        choices={choices}
        hasGroups={groupBy.length > 0}
        isGrouped={groups !== undefined}
        direction={direction}
        band={chart.groupBand}
        onView={(bars) => dispatch({ type: 'set-bars', bars })}
        onBand={(band) =>
          dispatch({ type: 'set-chart', change: { groupBand: { ...chart.groupBand, ...band } } })
        }
      />
      <figure
        className={css.figure}
        role="figure"
        aria-label={m.tab_bars()}
        data-state={stateOf(counts)}
        data-series={counts?.drawn ?? 0}
        data-points-drawn={counts?.numbers ?? 0}
        data-points-total={all.length}
      >
        {!rows || !metric || !values ? (
          <Waiting words={m.scatter_reading()} />
        ) : counts?.drawn === 0 ? (
          <p className={tabCss.words}>{m.bars_nothing({ metric: columnWord(metric) })}</p>
        ) : (
          <BarsFigure
            rows={rows}
            shape={shape}
            runs={compared}
            metric={metric}
            numbers={values.numbers}
            colorOf={(id) => styles.get(id)?.color ?? 'var(--faint)'}
            isGrouped={groups !== undefined}
            onCompare={(row) => dispatch({ type: 'set-compare-set', set: setOfRow(row, workspace.set) })}
          />
        )}
      </figure>
      {counts && metric ? (
        <p className={css.notes} role="status">
          {noteWords(counts, {
            metric: columnWord(metric),
            shape,
            band: groups ? chart.groupBand : undefined,
            cut: all.length > compared.length ? { shown: compared.length, all: all.length } : undefined,
          }).join(' · ')}
        </p>
      ) : null}
    </section>
  );
}

/** Places of the runs of each group; each run alone where there are none. */
function membersOf(
  compared: readonly ComparedRun[],
  groups: readonly ShownGroup[] | null,
): readonly (readonly number[])[] {
  if (!groups) return compared.map((_, place) => [place]);
  const placeOf = new Map(compared.map(({ id }, place) => [id, place]));
  return groups.map(({ runIds }) =>
    runIds.map((id) => placeOf.get(id)).filter((place) => place !== undefined),
  );
}

function identityOf(
  place: number,
  compared: readonly ComparedRun[],
  groups: readonly ShownGroup[] | null,
): Pick<ShownRow, 'id' | 'name' | 'runIds'> {
  const group = groups?.[place];
  if (group) return { id: group.id, name: group.values, runIds: group.runIds };
  const run = compared[place];
  return { id: run?.id ?? '', name: run?.name ?? '', runIds: run ? [run.id] : [] };
}

function stateOf(counts: BarsCounts | undefined): 'loading' | 'exact' | 'empty' {
  if (!counts || counts.awaited > 0) return 'loading';
  return counts.drawn === 0 ? 'empty' : 'exact';
}

interface BarRowsInput {
  readonly compared: readonly ComparedRun[];
  /** Null: each run is a row; undefined: they are asked for. */
  readonly groups: readonly ShownGroup[] | null | undefined;
  /** Of the compared runs; undefined: they are asked for. */
  readonly values: AxisValues | undefined;
  readonly band: Pick<BandView, 'centre' | 'spread'>;
  readonly shape: BarsShape;
  readonly order: BarsOrder;
  readonly direction: Direction | undefined;
}

function useBarRows(input: BarRowsInput): readonly ShownRow[] | undefined {
  const { compared, groups, values, band, shape, order, direction } = input;
  const { centre, spread } = band;
  return useMemo(() => {
    if (!values || groups === undefined) return undefined;
    const built = barRows(membersOf(compared, groups), values, { centre, spread });
    const judged = (row: BarRow) => (shape === 'box' ? row.box?.median : row.spread?.centre);
    const ordered = order === 'best' ? bestFirst(built, direction, judged) : built;
    return ordered.map((row): ShownRow => ({ ...row, ...identityOf(row.place, compared, groups) }));
  }, [values, compared, groups, centre, spread, shape, order, direction]);
}
