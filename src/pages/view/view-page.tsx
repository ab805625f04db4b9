import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { findView, type ViewRef } from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { unreadableWords } from '../../parts/views/view-words.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { experimentQuery } from '../../queries/run-queries.ts';
import { viewTextQuery } from '../../queries/view-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { hrefOfSaved, parseSavedWorkspace } from '../../url/saved-workspace.ts';
import { experimentsHref, runsHref } from '../../url/routes.ts';

/** Opens a saved view: the workspace as it was saved takes the place of this address. */
export function ViewPage({ view: ref }: { readonly view: ViewRef }) {
  const experiment = useQuery(experimentQuery(useConnection(), ref.experimentId));
  const view = experiment.data && findView(experiment.data.tags, ref.id);
  const readable = view?.state === 'readable' ? view : undefined;
  const text = useQuery(viewTextQuery(readable));
  const saved = text.data ? parseSavedWorkspace(text.data, ref) : undefined;
  const href = saved && hrefOfSaved(saved);
  const navigateTo = useNavigateTo();
  useEffect(() => {
    if (href !== undefined) navigateTo(href, { replace: true });
  }, [href, navigateTo]);
  useCrumbs([{ text: m.nav_experiments(), href: experimentsHref() }, { text: view?.name ?? ref.id }]);
  const isRead = experiment.isSuccess && (!readable || text.isSuccess);
  useInteractive(experiment.isError || (isRead && !saved));
  if (experiment.isError)
    return <FailureNotice failure={failureOf(experiment.error)} onRetry={() => void experiment.refetch()} />;
  if (!isRead || saved) return <Waiting words={m.views_opening()} rows={14} />;
  return (
    <EmptyState
      title={view ? m.views_unreadable_title() : m.views_gone_title()}
      body={view ? unreadableWords(view) : m.views_gone_body()}
    >
      <Button
        size="compact-sm"
        component="a"
        href={runsHref({ experimentIds: [ref.experimentId], view: 'none' })}
      >
        {m.views_open_experiment({ name: experiment.data?.name ?? ref.experimentId })}
      </Button>
    </EmptyState>
  );
}
