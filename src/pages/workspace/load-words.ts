import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';

type LoadState = Pick<RunsSnapshot, 'loaded' | 'matched' | 'state' | 'isWhole' | 'cachedAtMs'> & {
  readonly filter: Pick<RunsSnapshot['filter'], 'text'>;
};

/** How many runs are here, and whether that is all; MLflow gives no total, so none is invented. */
export function loadWords(snapshot: LoadState): string {
  const { loaded, matched, state, isWhole } = snapshot;
  const count = formatCount(loaded);
  const isFiltered = snapshot.filter.text !== '';
  if (state === 'failed') return m.runs_loaded_failed({ count });
  if (state === 'loading' && isWhole) return m.runs_rereading({ count });
  if (state === 'loading' && snapshot.cachedAtMs !== undefined) return m.runs_checking({ count });
  if (isWhole) {
    return isFiltered
      ? m.runs_matched_all({ count: matched, text: formatCount(matched) })
      : m.runs_loaded_all({ count: loaded, text: count });
  }
  const words = isFiltered
    ? m.runs_matched_of({ matched: formatCount(matched), count })
    : m.runs_loaded_more({ count });
  if (state === 'loading') return words;
  return `${words} · ${state === 'paused' ? m.runs_paused() : m.runs_stopped()}`;
}
