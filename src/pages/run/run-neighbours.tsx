import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { experimentsQuery } from '../../queries/run-queries.ts';
import { useRunNeighbours } from '../../queries/use-run-neighbours.ts';
import { useRunsQuery } from '../../queries/use-runs-query.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { runHref } from '../../url/routes.ts';
import type { Neighbour } from '../../worker/runs/runs-protocol.ts';
import css from './run-page.module.css';

/** The runs before and after this one in the workspace that is open. */
export function RunNeighbourLinks({ runId }: { readonly runId: RunId }) {
  const { experimentIds } = useWorkspace().workspace;
  const scope = useConnection();
  const isAll = experimentIds === 'all';
  const { data } = useQuery({ ...experimentsQuery(scope, 'active'), enabled: isAll });
  const ids = useMemo(
    () => (isAll ? data?.map(({ id }) => id) : experimentIds),
    [isAll, data, experimentIds],
  );
  return ids && ids.length > 0 ? <Neighbours runId={runId} experimentIds={ids} /> : null;
}

interface NeighboursProps {
  readonly runId: RunId;
  readonly experimentIds: readonly ExperimentId[];
}

function Neighbours({ runId, experimentIds }: NeighboursProps) {
  const { workspace } = useWorkspace();
  const neighbours = useRunNeighbours(useRunsQuery(workspace, experimentIds), runId);
  if (!neighbours) return null;
  const { place, count, previous, next } = neighbours;
  const words = { place: formatCount(place + 1), count: formatCount(count) };
  return (
    <nav className={css.neighbours} aria-label={m.neighbours_label()}>
      <NeighbourLink
        run={previous}
        icon={IconChevronLeft}
        words={(name) => m.neighbours_previous({ name })}
      />
      <span title={m.neighbours_title()}>{m.neighbours_place(words)}</span>
      <NeighbourLink run={next} icon={IconChevronRight} words={(name) => m.neighbours_next({ name })} />
    </nav>
  );
}

interface NeighbourLinkProps {
  readonly run: Neighbour | undefined;
  readonly icon: typeof IconChevronLeft;
  readonly words: (name: string) => string;
}

function NeighbourLink({ run, icon: Icon, words }: NeighbourLinkProps) {
  if (!run) {
    return (
      <span className={css.icon} data-end>
        <Icon size={16} stroke={1.8} aria-hidden="true" />
      </span>
    );
  }
  const label = words(run.name);
  return (
    <a className={css.icon} href={runHref(run.id)} aria-label={label} title={label}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
    </a>
  );
}
