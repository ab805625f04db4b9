import { type ReactNode, useMemo } from 'react';
import { formatCount } from '../../../base/format-number.ts';
import { proposeHeatColumns } from '../../../domain/comparison/heat-axes.ts';
import type { JudgedBy } from '../../../domain/comparison/parallel/choose-axes.ts';
import type { HeatmapView } from '../../../domain/comparison/heatmap-view.ts';
import type { KeysAmongRuns } from '../../../domain/comparison/varying-keys.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { Waiting } from '../../../parts/waiting.tsx';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { MattersPanel } from '../matters/matters-panel.tsx';
import { useKeysOfRuns } from '../use-keys-of-runs.ts';
import { AxisFields, KindField } from './heat-toolbar.tsx';
import tabCss from '../tab-panel.module.css';
import buttonCss from '../../../ui/buttons.module.css';
import css from './heatmap.module.css';
import { ParamsHeat } from './params-heat.tsx';
import { RunsHeat } from './runs-heat.tsx';

interface HeatmapOfSetProps {
  readonly viewId: string;
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
}

/** Runs that a heat map shows at most. */
const MAX_RUNS = 50_000;

/** The compared runs as a heat map: a metric over two params, or runs with their metrics. */
export function HeatmapOfSet(props: HeatmapOfSetProps): ReactNode {
  const { viewId, rowsVersion } = props;
  const { workspace, dispatch } = useWorkspace();
  const view = workspace.heatmap;
  const compared = useMemo(() => props.compared.slice(0, MAX_RUNS), [props.compared]);
  const runIds = useMemo(() => compared.map(({ id }) => id), [compared]);
  const keys = useKeysOfRuns(viewId, runIds, rowsVersion);
  const onView = (heatmap: HeatmapView) => dispatch({ type: 'set-heatmap', heatmap });
  if (compared.length === 0) return <p className={tabCss.words}>{m.heatmap_no_runs()}</p>;
  if (!keys) return <Waiting words={m.heatmap_reading()} />;
  const set = { viewId, runIds, compared, rowsVersion, keys, view, onView };
  return (
    <section className={`${tabCss.panel} ${css.panel}`} aria-label={m.tab_heatmap()}>
      {view.kind === 'runs' ? (
        <>
          <div className={tabCss.toolbar}>
            <KindField view={view} onView={onView} />
          </div>
          <RunsHeat {...set} />
        </>
      ) : (
        <ParamsOfSet {...set} judged={{ sorted: workspace.sort.column, judgedBy: workspace.judgedBy }} />
      )}
      {props.compared.length > MAX_RUNS ? (
        <p className={css.cut} role="status">
          {m.heatmap_cut({ shown: formatCount(MAX_RUNS), all: formatCount(props.compared.length) })}
        </p>
      ) : null}
    </section>
  );
}

function noMapWords(hasMetric: boolean, runCount: number): string {
  if (!hasMetric) return m.heatmap_no_metrics();
  return runCount === 1 ? m.heatmap_one_run() : m.heatmap_no_params({ count: formatCount(runCount) });
}

interface ParamsOfSetProps {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
  readonly keys: KeysAmongRuns;
  readonly view: HeatmapView;
  readonly onView: (view: HeatmapView) => void;
  readonly judged: JudgedBy;
}

function ParamsOfSet({ view, onView, keys, judged, ...set }: ParamsOfSetProps): ReactNode {
  const { workspace, dispatch } = useWorkspace();
  const isJudging = workspace.isMattersShown;
  const { x, y, metric } = useHeatColumns(view, keys, judged);
  const kind = <KindField view={view} onView={onView} />;
  if (!x || !metric)
    return (
      <>
        <div className={tabCss.toolbar}>{kind}</div>
        <p className={tabCss.words}>{noMapWords(metric !== undefined, set.compared.length)}</p>
      </>
    );
  const texts = [x, ...(y ? [y] : [])].map(formatRunColumn);
  return (
    <>
      <div className={tabCss.toolbar}>
        {kind}
        <AxisFields {...{ view, onView, keys, x, y, metric }} />
        <button
          type="button"
          className={buttonCss.button}
          aria-pressed={isJudging}
          onClick={() => dispatch({ type: 'show-matters', isShown: !isJudging })}
        >
          {m.matters_toggle()}
        </button>
      </div>
      <ParamsHeat {...set} {...{ x, y, metric }} statistic={view.statistic} />
      {isJudging ? (
        <MattersPanel
          viewId={set.viewId}
          runIds={set.runIds}
          rowsVersion={set.rowsVersion}
          metric={metric}
          directions={workspace.directions}
          axes={texts}
          // The columns become the rows: what was looked at last stays beside it.
          onAddAxis={(column) => onView({ ...view, x: formatRunColumn(column), y: formatRunColumn(x) })}
        />
      ) : null}
    </>
  );
}

const textOf = (column: RunColumn | undefined) => (column ? formatRunColumn(column) : '');

/** Chosen columns, or else proposed ones; the same objects as long as they are the same. */
function useHeatColumns(view: HeatmapView, keys: KeysAmongRuns, judged: JudgedBy) {
  const proposed = proposeHeatColumns(keys, judged);
  const x = view.x ?? textOf(proposed.x);
  // Rows are another param than the columns.
  const others = [proposed.y, proposed.x].map(textOf);
  const y = view.y ?? others.find((text) => text !== x) ?? '';
  const metric = view.metric ?? textOf(proposed.metric);
  return useMemo(
    () => ({ x: parseRunColumn(x), y: parseRunColumn(y), metric: parseRunColumn(metric) }),
    [x, y, metric],
  );
}
