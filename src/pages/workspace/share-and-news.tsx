import { m } from '../../paraglide/messages.js';
import { AsOfBanner } from '../../parts/share/as-of-banner.tsx';
import { ShareButton } from '../../parts/share/share-button.tsx';
import { sortWords } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { setWords } from './set-words.ts';
import { isWhole, type SettledSet } from './use-settled-set.ts';
import type { PageSource } from './views-and-page.tsx';

const { Component: ShareWorkspace, prepare } = createLazyComponent(
  async () => (await import('../../parts/share/share-workspace.tsx')).ShareWorkspace,
  () => null,
);

const { Component: LinkNews } = createLazyComponent(
  async () => (await import('../../parts/share/link-news.tsx')).LinkNews,
  () => null,
);

interface SetProps {
  readonly snapshot: RunsSnapshot;
  readonly settled: SettledSet;
}

interface ShareSetProps {
  readonly source: Pick<PageSource, 'snapshot' | 'settled' | 'linkColumns'>;
  readonly onSavePage: () => void;
}

/** Shares the compare set and how it is looked at. */
export function ShareSet({ source, onSavePage }: ShareSetProps) {
  const { snapshot, settled, linkColumns } = source;
  const rule = useRuleWords(snapshot);
  return (
    <ShareButton
      heightPx={30}
      onIntent={prepare}
      renderDialog={(onClose) => (
        <ShareWorkspace
          compared={settled.compared}
          columns={linkColumns}
          rule={rule}
          isProvisional={!isWhole(snapshot, settled)}
          onSavePage={onSavePage}
          onClose={onClose}
        />
      )}
    />
  );
}

/** What the link that was opened says: that charts are as of a moment, and what became of its runs since. */
export function LinkNotices({ snapshot, settled }: SetProps) {
  const { workspace, dispatch, facts } = useWorkspace();
  const rule = useRuleWords(snapshot);
  const { asOfMs } = workspace.chart;
  const { set } = workspace;
  const isPinned = set.kind === 'these' && set.groups === undefined;
  return (
    <>
      {facts.atMs !== undefined && isWhole(snapshot, settled) ? (
        <LinkNews
          key={facts.atMs}
          facts={facts}
          pinnedIds={isPinned ? set.runIds : undefined}
          comparedIds={settled.compared.map(({ id }) => id)}
          rule={rule}
        />
      ) : null}
      {asOfMs === undefined ? null : (
        <AsOfBanner
          asOfMs={asOfMs}
          onShowAll={() => dispatch({ type: 'set-chart', change: { asOfMs: undefined } })}
        />
      )}
    </>
  );
}

function useRuleWords(snapshot: RunsSnapshot): string {
  const { set, sort } = useWorkspace().workspace;
  const hasGroups = snapshot.groups !== undefined;
  const words = setWords(set, snapshot.compared.length, { isLoaded: false, hasGroups });
  return set.kind === 'top' ? m.set_scope_sorted({ set: words, sort: sortWords(sort) }) : words;
}
