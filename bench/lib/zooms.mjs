// A chart under the hand: drags over a part of it, and the frames of the drag, of the picture of the part and shortly after.
import { untilQuiet } from './browser.mjs';
import { median, poll, sleep } from './measure.mjs';
import { readInk } from './pixels.mjs';
import { recordFrames, timeReaction } from './reactions.mjs';

const ZOOMS = 5;
/** Frames after the picture stands count, too: it may go on drawing. */
const AFTER_MS = 300;

const RESET_LIMIT_MS = 10_000;

const noRows = () => ({ all: 0, empty: 0 });

/** Five drags in Runlens, each from the whole picture. Needs `PICTURES_INIT` in the page. */
export async function zoomOften(runlens, open) {
  const seen = [];
  const { points: whole } = await runlens.readFigure(open);
  const isWhole = async () => (await runlens.readFigure(open)).points === whole;
  for (let index = 0; index < ZOOMS; index += 1) {
    seen.push(await zoomWatched(open, () => zoomOnce(runlens, open, { at: 0.2 + 0.05 * index, whole })));
    await readInk(open, await runlens.plotBox(open));
    await runlens.resetZoom(open);
    if (!(await poll(isWhole, RESET_LIMIT_MS))) throw new Error('the whole picture does not come back');
    await untilQuiet(open, 400);
  }
  const all = (name) => seen.map((one) => one[name]);
  return {
    zoomMs: median(all('zoomMs')),
    longestZoomMs: Math.max(...all('zoomMs')),
    zoomFrameP95Ms: median(all('zoomFrameP95Ms')),
    longestZoomFrameMs: Math.max(...all('longestZoomFrameMs')),
  };
}

async function zoomOnce(runlens, open, { at, whole }) {
  const box = await runlens.plotBox(open);
  const from = box.x + box.width * at;
  const y = box.y + box.height / 2;
  await open.page.mouse.move(from, y);
  await open.page.mouse.down();
  await open.page.mouse.move(from + box.width * 0.25, y, { steps: 4 });
  const answer = { eventType: 'pointerup', test: runlens.hasZoomedPicture, argument: whole };
  return timeReaction(open.page, answer, () => open.page.mouse.up());
}

/** `zoom` returns the milliseconds from the release to the picture of the part. */
export async function zoomWatched({ page }, zoom) {
  let zoomMs;
  const act = async () => {
    zoomMs = await zoom();
    await sleep(AFTER_MS);
  };
  const { p95Ms, maxMs } = await recordFrames(page, act, noRows);
  return { zoomMs, zoomFrameP95Ms: p95Ms, longestZoomFrameMs: maxMs };
}
