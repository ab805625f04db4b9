import { buildPicture, buffersOf } from './build-picture.ts';
import type { Clock } from '../clock.ts';
import { isBaselineKnown } from './baseline-picture.ts';
import { demandLines, demandX, linePeeker, type LinesSource, placerOf, type XDemand } from './chart-lines.ts';
import type { ChartPicture, ChartQuery } from './chart-protocol.ts';
import { addCosts } from '../series/exact-cost.ts';
import type { HandlerContext } from '../rpc/rpc.ts';
import type { StoredSeries } from '../series/series-entry.ts';
import { shapersOf } from './shared-shapers.ts';
import { shownPartOf } from './shown-part.ts';

const MIN_INTERVAL_MS = 100;

/**
 * Draws the asked series anew whenever one of them changed, at most every 100 ms, until the signal aborts. Nothing is
 * emitted before there is something to say: a point, or a series known to be empty or failed.
 */
export function watchChart(
  query: ChartQuery,
  source: LinesSource,
  clock: Clock,
  context: HandlerContext<'chart.watch'>,
): Promise<void> {
  const { signal } = context;
  if (signal.aborted) return Promise.resolve();
  const borrowed = shapersOf(source.store).borrow(query);
  const { shaper } = borrowed;
  let isDirty = false;
  let isBusy = false;
  const onChange = () => {
    isDirty = true;
    void drawIfDue();
  };
  const extent = query.isExactWanted === true ? 'whole' : 'within-budget';
  const { axis } = shaper.recipe;
  // Computed lines are held once they are asked for.
  let peek: ReturnType<typeof linePeeker> | undefined;
  const lineAt = (place: number) => {
    const run = query.runs[place];
    peek ??= linePeeker(source, query);
    return run && peek(run);
  };
  const shown = shownPartOf(query, { place: placerOf(source, axis, query.viewId), lineAt });
  const demand = demandLines(source, query, onChange, extent, shown);
  const xDemand = demandX(source, axis, query, onChange, extent);

  async function drawIfDue(): Promise<void> {
    if (isBusy || !isDirty || signal.aborted || !hasNews(demand.series)) return;
    if (!isBaselineKnown(query, demand.series, xDemand?.sources)) return;
    isBusy = true;
    isDirty = false;
    const picture = await buildPicture(query, demand.series, xDemand?.sources, shaper, signal);
    if (signal.aborted) return;
    const said: ChartPicture = {
      ...picture,
      exactCost: addCosts(demand.exactCost(), xDemand?.exactCost()),
      isShownPartWhole: shown !== undefined && demand.isShownPartWhole() && hasAllX(xDemand),
    };
    context.progress(said, buffersOf(said));
    clock.after(MIN_INTERVAL_MS, () => {
      isBusy = false;
      void drawIfDue();
    });
  }

  isDirty = true;
  void drawIfDue();
  return new Promise((resolve) => {
    const onAbort = () => {
      demand.release();
      xDemand?.release();
      borrowed.release();
      resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** What gives x is not read in parts. */
function hasAllX(demand: XDemand | undefined): boolean {
  return demand?.sources.every(({ state }) => state === 'exact' || state === 'empty') ?? true;
}

function hasNews(list: readonly StoredSeries[]): boolean {
  return list.length === 0 || list.some(({ state }) => state !== 'loading');
}
