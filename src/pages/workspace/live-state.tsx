import { m } from '../../paraglide/messages.js';
import { failureWords } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import css from './runs-footer.module.css';

/** How the rows follow the server, and whether they move as soon as their values do. */
export function LiveState({ live }: { readonly live: NonNullable<RunsSnapshot['live']> }) {
  const { workspace, dispatch } = useWorkspace();
  const seconds = Math.max(1, Math.round(live.intervalMs / 1_000));
  return (
    <>
      {live.failure ? (
        <span
          className={css.provisional}
          title={failureWords(live.failure, globalThis.location?.origin ?? '').title}
        >
          {m.live_failing({ seconds })}
        </span>
      ) : (
        <span title={m.live_hint()} data-live={live.answeredAtMs === undefined ? 'waiting' : 'answered'}>
          {m.live_every({ seconds })}
        </span>
      )}
      <label className={css.check} title={m.keep_sorted_hint()}>
        <input
          type="checkbox"
          checked={workspace.isKeptSorted}
          onChange={(event) =>
            dispatch({ type: 'set-kept-sorted', isKeptSorted: event.currentTarget.checked })
          }
        />
        {m.keep_sorted()}
      </label>
    </>
  );
}
