import { useMemo } from 'react';
import {
  type DatasetDetails,
  readDatasetColumns,
  readDatasetProfile,
  type RunDetails,
} from '../../domain/runs/run-details.ts';
import type { DatasetInput, Run } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { Part } from './part.tsx';
import css from './run-parts.module.css';

interface RunDatasetsProps {
  readonly run: Run;
  /** Undefined until they are read. */
  readonly details: RunDetails | undefined;
}

/** What the run was given, with schema and profile as far as they were logged. */
export function RunDatasets({ run, details }: RunDatasetsProps) {
  if (run.datasets.length === 0) return null;
  const datasets: readonly (DatasetInput & Partial<DatasetDetails>)[] = details?.datasets ?? run.datasets;
  return (
    <Part title={m.run_datasets()} count={run.datasets.length}>
      <ul className={css.list}>
        {datasets.map((dataset) => (
          <li key={`${dataset.name} ${dataset.digest} ${dataset.context}`}>
            <Dataset dataset={dataset} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Dataset({ dataset }: { readonly dataset: DatasetInput & Partial<DatasetDetails> }) {
  const { name, digest, context, sourceType, schema, profile, source } = dataset;
  const columns = useMemo(() => readDatasetColumns(schema), [schema]);
  const counts = useMemo(() => readDatasetProfile(profile), [profile]);
  const href = useMemo(() => hrefOf(source), [source]);
  return (
    <>
      <div className={css.line}>
        <b>{name}</b>
        <code>{digest}</code>
        {context ? <span>{context}</span> : null}
        <span className={css.dim}>{sourceType}</span>
        {href ? (
          <a className={css.link} href={href} target="_blank" rel="noreferrer">
            {href}
          </a>
        ) : null}
      </div>
      {counts ? (
        <div className={css.line}>
          {counts.map(({ key, value }) => (
            <span key={key} className={css.dim}>
              {key} {value}
            </span>
          ))}
        </div>
      ) : null}
      {columns ? (
        <details>
          <summary>{m.dataset_columns({ count: columns.length, text: String(columns.length) })}</summary>
          <table className={css.columns}>
            <tbody>
              {columns.slice(0, MAX_COLUMNS).map((column) => (
                <tr key={column.name}>
                  <td>{column.name}</td>
                  <td className={css.dim}>{column.type}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
    </>
  );
}

const MAX_COLUMNS = 500;

/** The address of a source that browsers open; `s3://` and the like are not. */
function hrefOf(source: string | undefined): string | undefined {
  const parsed = parse(source);
  const address = [parsed['url'], parsed['uri'], parsed['path']].find((each) => typeof each === 'string');
  return typeof address === 'string' && /^https?:\/\//.test(address) ? address : undefined;
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
