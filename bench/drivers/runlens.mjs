// How Runlens is operated: only by what `docs/` promises to machines (routes, roles, data attributes, marks).
import { clickedAt, untilQuiet, waitForMark, whenInPage } from '../lib/browser.mjs';

export const NAME = 'Runlens';

const go = ({ page }, base, hash) => page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });

export async function openExperiments(open, base) {
  await go(open, base, '/');
  const isListed = () =>
    [...document.querySelectorAll('[role=grid][aria-label="Experiments"] a')].filter((a) =>
      /bench-/.test(a.textContent),
    ).length > 2;
  const readyMs = await whenInPage(open.page, isListed);
  const { at } = await waitForMark(open.page, 'runlens:interactive');
  return { readyMs, interactiveMs: at };
}

/** Cold navigation to the table alone, until the first rows; `untilAll` also waits for all runs. */
export async function openRunsTable(open, base, experimentId, { isUntilAll = false } = {}) {
  await go(open, base, `/runs?e=${experimentId}&tab=table`);
  const readyMs = (await waitForMark(open.page, 'runlens:runs-first', { limitMs: 120_000 })).at;
  const interactiveMs = (await waitForMark(open.page, 'runlens:interactive')).at;
  if (!isUntilAll) return { readyMs, interactiveMs };
  const allMs = (await waitForMark(open.page, 'runlens:runs-all', { limitMs: 300_000 })).at;
  return { readyMs, interactiveMs, allMs };
}

export const countedRows = ({ page }) =>
  page.evaluate(() =>
    Number(document.querySelector('[role=grid][aria-label="Runs"]')?.getAttribute('aria-rowcount')),
  );

/** From a click on the experiment's name inside the open app. */
export async function clickToRuns(open, base, name) {
  await openExperiments(open, base);
  await untilQuiet(open);
  await open.page.getByRole('grid', { name: 'Experiments' }).getByRole('link', { name, exact: true }).click();
  const sinceMs = await clickedAt(open.page);
  const { at } = await waitForMark(open.page, 'runlens:runs-first', { sinceMs });
  return { readyMs: at - sinceMs };
}

export async function openCharts(open, base, experimentId, { set = 'top:10' } = {}) {
  await go(open, base, `/runs?e=${experimentId}&tab=charts&set=${set}`);
  const first = await waitForMark(open.page, 'runlens:chart-first', { limitMs: 180_000 });
  return { readyMs: first.at, key: first.detail, ...(await readFigure(open, first.detail)) };
}

/** What a chart card says of itself: that of the metric, else the first. */
export function readFigure({ page }, key) {
  return page.evaluate((key) => {
    const figures = [...document.querySelectorAll(':is(figure, [role=figure])[data-state]')];
    const isOfKey = (figure) => figure.getAttribute('aria-label')?.startsWith(key);
    const figure = key === undefined ? figures[0] : figures.find(isOfKey);
    if (!figure) return {};
    const { state, series, pointsRead, pointsTotal, pointsDrawn } = figure.dataset;
    return {
      state,
      lines: Number(series),
      points: Number(pointsDrawn),
      read: Number(pointsRead),
      total: Number(pointsTotal),
    };
  }, key);
}

/** The charts of one run alone, in the workspace. */
export const hashOfOneRun = (experimentId, runId) => `/runs?e=${experimentId}&tab=charts&set=${runId}`;

export async function untilExact(open, limitMs = 480_000) {
  const isExact = () => {
    const figure = document.querySelector(':is(figure, [role=figure])[data-state]');
    // Beyond its budget of seconds and bytes a card waits until somebody asks.
    figure?.querySelector('button[data-requests]')?.click();
    return figure?.dataset.state === 'exact';
  };
  return whenInPage(open.page, isExact, undefined, limitMs);
}

/** All cards on screen: nothing is read or drawn any more. */
export async function untilAllExact(open, limitMs = 480_000) {
  const isExact = () => {
    const figures = [...document.querySelectorAll(':is(figure, [role=figure])[data-state]')];
    return figures.length > 0 && figures.every(({ dataset }) => dataset.state === 'exact');
  };
  return whenInPage(open.page, isExact, undefined, limitMs);
}

/** True in the page when the first card is made of all points. */
export const EXACT_EXPRESSION = `document.querySelector(':is(figure, [role=figure])[data-state]')?.dataset.state === 'exact'`;

export const plotBox = ({ page }) => page.getByRole('application').first().boundingBox();

export async function resetZoom({ page }) {
  const plot = page.getByRole('application').first();
  await plot.dblclick();
}

/** Needs `PICTURES_INIT`: the worker's picture of a part has come, and it is on the canvas. */
export const hasZoomedPicture = (drawn) => {
  const figure = document.querySelector(':is(figure, [role=figure])[data-state]');
  return window.__zoomed === true && Number(figure?.dataset.pointsDrawn) !== drawn;
};

/** Inside the page, before the app: notes whether the last picture from the worker is one of a part. */
function watchPictures() {
  const look = (value, depth) => {
    if (typeof value !== 'object' || value === null || depth > 4 || ArrayBuffer.isView(value)) return;
    if (value.lines?.offsets && value.series) window.__zoomed = value.xWindow !== undefined;
    else for (const inner of Object.values(value)) look(inner, depth + 1);
  };
  const NativeWorker = window.Worker;
  window.Worker = class extends NativeWorker {
    constructor(...words) {
      super(...words);
      this.addEventListener('message', ({ data }) => look(data, 0));
    }
  };
}

export const PICTURES_INIT = `(${String(watchPictures)})()`;

/** The known spikes on the first picture, and on the exact one. Needs `SPIKE_INIT` in the page. */
export async function countSpikes(open, base, workload) {
  const first = await openCharts(open, base, workload.experimentId, { set: 'all' });
  const atFirst = await findSpikes(open, workload);
  const exactMs = await untilExact(open);
  const exact = await readFigure(open);
  const atEnd = await findSpikes(open, workload);
  return {
    firstChartMs: first.readyMs,
    firstState: first.state,
    firstSpikes: atFirst.inBuffer,
    exactMs,
    lines: exact.lines,
    points: exact.points,
    read: exact.read,
    spikes: atEnd.inBuffer,
    spikesInked: atEnd.inked,
  };
}

/**
 * Inside the page, before the app: keeps the pictures that workers hand out and the corners of what canvases stroke,
 * so that "on the picture" is judged by what was drawn and not by what the app says of itself.
 */
function recordDrawing() {
  const pictures = [];
  const ink = new Map();
  window.__spikes = { pictures, ink };
  const keep = (value, depth) => {
    if (typeof value !== 'object' || value === null || depth > 4 || ArrayBuffer.isView(value)) return;
    if (!value.lines?.offsets || !value.series) {
      for (const inner of Object.values(value)) keep(inner, depth + 1);
      return;
    }
    pictures.push(value);
    // Older ones would hold their buffers alive.
    if (pictures.length > 4) pictures.shift();
  };
  const NativeWorker = window.Worker;
  window.Worker = class extends NativeWorker {
    constructor(...words) {
      super(...words);
      this.addEventListener('message', ({ data }) => keep(data, 0));
    }
  };
  const corners = new WeakMap();
  const cornersOf = (path) => corners.get(path) ?? corners.set(path, []).get(path);
  const wrap = (prototype, name, before) => {
    const native = prototype[name];
    prototype[name] = function wrapped(...words) {
      before.call(this, ...words);
      return native.apply(this, words);
    };
  };
  const context = CanvasRenderingContext2D.prototype;
  for (const prototype of [context, Path2D.prototype]) {
    for (const name of ['moveTo', 'lineTo']) {
      wrap(prototype, name, function add(x, y) {
        cornersOf(this).push(x, y);
      });
    }
  }
  const inkOf = (canvas) => ink.get(canvas) ?? ink.set(canvas, []).get(canvas);
  wrap(context, 'beginPath', function reset() {
    corners.set(this, []);
  });
  wrap(context, 'stroke', function stroke(path) {
    const { a, b, c, d, e, f } = this.getTransform();
    const from = cornersOf(path ?? this);
    const to = inkOf(this.canvas);
    for (let i = 0; i < from.length; i += 2) {
      to.push(a * from[i] + c * from[i + 1] + e, b * from[i] + d * from[i + 1] + f);
    }
  });
  // Dense columns of a wide line are rectangles that reach half a width beyond the ends of an upright stroke.
  wrap(context, 'fillRect', function fill(x, y, width, height) {
    const { a, b, c, d, e, f } = this.getTransform();
    const middle = x + width / 2;
    for (const end of [y + width / 2, y + height - width / 2]) {
      inkOf(this.canvas).push(a * middle + c * end + e, b * middle + d * end + f);
    }
  });
  wrap(context, 'clearRect', function clear() {
    ink.set(this.canvas, []);
  });
  wrap(context, 'drawImage', function copy(image) {
    if (!ink.has(image)) return;
    const to = inkOf(this.canvas);
    for (const value of ink.get(image)) to.push(value);
  });
}

export const SPIKE_INIT = `(${String(recordDrawing)})()`;

function findSpikes({ page }, { spikes, valueExtent, stepExtent, runIds }) {
  return page.evaluate(
    ({ spikes, valueExtent, stepExtent, runCount }) => {
      const picture = window.__spikes.pictures.findLast(({ series }) => series.length === runCount);
      const drawn = new Set();
      for (let i = 0; i < (picture?.lines.xs.length ?? 0); i += 1) {
        drawn.add(`${picture.lines.xs[i]} ${picture.lines.ys[i]}`);
      }
      const inBuffer = spikes.filter(({ step, value }) => drawn.has(`${step} ${value}`)).length;

      const figure = document.querySelector(':is(figure, [role=figure])[data-state]');
      const canvases = [...(figure?.querySelectorAll('canvas') ?? [])].map(
        (c) => window.__spikes.ink.get(c) ?? [],
      );
      const ink = canvases.sort((a, b) => b.length - a.length)[0] ?? [];
      const extent = (offset) => {
        let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        for (let i = offset; i < ink.length; i += 2) {
          min = Math.min(min, ink[i]);
          max = Math.max(max, ink[i]);
        }
        return [min, max];
      };
      const [left, right] = extent(0);
      const [top, bottom] = extent(1);
      const place = (value, [low, high], from, to) => from + ((value - low) / (high - low)) * (to - from);
      const hasCorner = (x, y) => {
        for (let i = 0; i < ink.length; i += 2) {
          if (Math.abs(ink[i] - x) < 1 && Math.abs(ink[i + 1] - y) < 1) return true;
        }
        return false;
      };
      const inked = spikes.filter(({ step, value }) =>
        hasCorner(place(step, stepExtent, left, right), place(value, valueExtent, bottom, top)),
      ).length;
      return { inBuffer, inked };
    },
    { spikes, valueExtent, stepExtent, runCount: runIds.length },
  );
}
