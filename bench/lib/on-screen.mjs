// Whether a text stands in sight: in the document, in the window, and painted.
import { whenInPage } from './browser.mjs';
import { readInk } from './pixels.mjs';

/** Resolves with the page's time at which the text stood inside the first element of `scope`. Its picture is read back. */
export async function whenTextStands(open, scope, text, limitMs) {
  const atMs = await whenInPage(open.page, hasText, { scope, text }, limitMs);
  await readInk(open, await open.page.locator(scope).first().boundingBox());
  return atMs;
}

/** Runs inside the page. A text may be parted by the marks of a highlighter: the lines decide, not the elements. */
function hasText({ scope, text }) {
  const place = document.querySelector(scope);
  const box = place?.getBoundingClientRect();
  if (!box || box.height < 10 || box.width < 10 || box.top >= innerHeight) return false;
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.includes(text)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { top, bottom, height } = range.getBoundingClientRect();
    if (height > 0 && bottom > 0 && top < innerHeight) return true;
  }
  return false;
}
