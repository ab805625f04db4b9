import { flushWrites } from './use-paced-write.ts';

/** The whole address of the page, with what was changed a moment ago. */
export function readPageAddress(): string {
  flushWrites();
  return window.location.href;
}

/** What stands between the place of the page and its `#`: the workspace of the server. */
export function readPageSearch(): string {
  return window.location.search;
}

/** Where the page itself is: its address without what it shows. */
export function readPagePlace(): string {
  return window.location.href.replace(/#.*$/s, '');
}
