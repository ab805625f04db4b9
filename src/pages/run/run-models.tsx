import { useQuery } from '@tanstack/react-query';
import { formatDateTime } from '../../base/format-time.ts';
import type { RunDetails } from '../../domain/runs/run-details.ts';
import type { Run } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runVersionsQuery } from '../../queries/run-queries.ts';
import { modelVersionHref } from '../../url/routes.ts';
import { Part } from './part.tsx';
import css from './run-parts.module.css';

interface RunModelsProps {
  readonly run: Run;
  /** Undefined until they are read. */
  readonly details: RunDetails | undefined;
}

/** Models that the run logged, and the versions of registered models that were made of it. */
export function RunModels({ run, details }: RunModelsProps) {
  const versions = useQuery(runVersionsQuery(useConnection(), run.id)).data ?? [];
  const models = details?.models ?? [];
  if (models.length + versions.length === 0) return null;
  return (
    <Part title={m.run_models()} count={models.length}>
      <ul className={css.list}>
        {models.map(({ source, name, flavor, id, createdMs }) => (
          <li key={source} className={css.line}>
            <b>{name}</b>
            {flavor ? <span>{flavor}</span> : null}
            {id ? <code>{id}</code> : null}
            {createdMs === undefined ? null : (
              <span className={css.dim}>{formatDateTime(createdMs, getLocale())}</span>
            )}
          </li>
        ))}
        {versions.map(({ model, version, aliases }) => (
          <li key={`${model} ${version}`} className={css.line}>
            <a className={css.link} href={modelVersionHref({ model, version })}>
              {m.run_registered({ model, version })}
            </a>
            {aliases.map((alias) => (
              <span key={alias} className={css.alias}>
                {alias}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}
