import { useQuery } from '@tanstack/react-query';
import { formatCount } from '../../base/format-number.ts';
import { formatDateTime } from '../../base/format-time.ts';
import { type Run, type RunId, TAG_PARENT_RUN, tagValue } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { relativesQuery } from '../../queries/run-queries.ts';
import { runHref } from '../../url/routes.ts';
import type { RelatedRuns } from '../../worker/runs/run-relatives.ts';
import { Part } from './part.tsx';
import css from './run-parts.module.css';

/** Children and siblings; the parent stands in the details. */
export function RunRelatives({ run }: { readonly run: Run }) {
  const parentId = tagValue(run.tags, TAG_PARENT_RUN) as RunId | undefined;
  const { id, experimentId } = run;
  const relatives = useQuery(relativesQuery(useConnection(), { id, experimentId, parentId })).data;
  if (!relatives) return null;
  return (
    <>
      <RunList title={m.run_children()} found={relatives.children} />
      <RunList title={m.run_siblings()} found={relatives.siblings} />
    </>
  );
}

function RunList({ title, found }: { readonly title: string; readonly found: RelatedRuns }) {
  const { runs, hasMore } = found;
  if (runs.length === 0) return null;
  return (
    <Part title={title} count={runs.length}>
      <ul className={css.runs}>
        {runs.map(({ id, name, status, startMs }) => (
          <li key={id} className={css.line}>
            <RunStatusDot status={status} />
            <a className={css.link} href={runHref(id)}>
              {name}
            </a>
            {startMs === undefined ? null : (
              <span className={css.dim}>{formatDateTime(startMs, getLocale())}</span>
            )}
          </li>
        ))}
      </ul>
      {hasMore ? (
        <p className={css.dim}>{m.run_more_relatives({ count: formatCount(runs.length) })}</p>
      ) : null}
    </Part>
  );
}
