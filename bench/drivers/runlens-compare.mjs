// How the tabs beside Runlens's charts are operated.
import { untilQuiet, waitForMark } from '../lib/browser.mjs';

const API = /\/(ajax-)?api\//;

/** Cold: a tab of the compare set, until its picture or its rows are on screen. */
export async function openTab(open, base, experimentId, tab, set) {
  const hash = `/runs?e=${experimentId}&tab=${tab}&set=${set}`;
  await open.page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });
  const { at } = await waitForMark(open.page, 'runlens:view-ready', { detail: tab });
  await untilQuiet(open);
  const requests = open.requests.filter(({ url }) => API.test(url)).length;
  return { readyMs: at, requests, linkLength: hash.length };
}
