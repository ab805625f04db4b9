import { formatBytes } from '../../base/format-bytes.ts';
import { loadingCode, type ModelCard, type SchemaColumn } from '../../domain/artifacts/mlmodel.ts';
import { decodeText } from '../../domain/artifacts/text/decode-text.ts';
import { m } from '../../paraglide/messages.js';
import { useMark } from '../../parts/mark.ts';
import { useFileWorker } from '../../queries/file-client.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { ArtifactFile } from '../artifact-file.ts';
import { CodeBlock } from '../code-block/code-block.tsx';
import viewerCss from '../viewer.module.css';
import { useWholeFile } from '../whole-file/use-whole-file.ts';
import css from './model-sheet.module.css';

interface ModelSheetProps {
  readonly card: ModelCard;
  readonly uri: string;
  readonly requirements: ArtifactFile | undefined;
}

/** What one asks of a model: what goes in and out, what it was made with, how it is loaded. */
export function ModelSheet({ card, uri, requirements }: ModelSheetProps) {
  const worker = useFileWorker('model');
  const code = loadingCode(card, uri);
  useMark('runlens:view-ready', true, 'artifact:model');
  const facts = [
    [m.view_model_type(), card.modelType],
    [m.view_model_id(), card.modelId],
    [m.view_model_size(), card.modelSizeBytes === undefined ? undefined : formatBytes(card.modelSizeBytes)],
    [m.view_model_created(), card.createdAt],
    ['MLflow', card.mlflowVersion],
  ] as const;
  return (
    <div className={viewerCss['body']}>
      <article className={css['sheet']}>
        <dl className={css['facts']}>
          {facts.map(([name, value]) =>
            value === undefined ? null : (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
          )}
        </dl>
        <h3>{m.view_model_signature()}</h3>
        {card.inputs.length + card.outputs.length + card.params.length === 0 ? (
          <p className={css['none']}>{m.view_model_no_signature()}</p>
        ) : (
          <>
            <Schema title={m.view_model_inputs()} columns={card.inputs} />
            <Schema title={m.view_model_outputs()} columns={card.outputs} />
            <Schema title={m.view_model_params()} columns={card.params} />
          </>
        )}
        <h3>
          {m.view_model_load()}
          <CopyButton
            text={code}
            label={m.view_model_copy_code()}
            copiedLabel={m.copied()}
            fieldLabel={m.copy_by_hand()}
          />
        </h3>
        <CodeBlock text={code} language="python" worker={worker} />
        <h3>{m.view_model_flavors()}</h3>
        {card.flavors.map(({ name, facts: flavorFacts }) => (
          <section key={name} className={css['flavor']} aria-label={name}>
            <h4>{name}</h4>
            <dl className={css['facts']}>
              {flavorFacts.map(([key, value]) => (
                <div key={key}>
                  <dt>{key}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {requirements ? <Requirements file={requirements} /> : null}
      </article>
    </div>
  );
}

function Schema({ title, columns }: { readonly title: string; readonly columns: readonly SchemaColumn[] }) {
  if (columns.length === 0) return null;
  return (
    <table className={css['schema']}>
      <caption>{title}</caption>
      <tbody>
        {columns.map(({ name, type, isRequired }, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- columns may have no name
          <tr key={place}>
            <th scope="row">{name ?? m.view_model_unnamed()}</th>
            <td>{type}</td>
            <td>{isRequired ? '' : m.view_model_optional()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MOST_REQUIREMENTS_BYTES = 200_000;

function Requirements({ file }: { readonly file: ArtifactFile }) {
  const { state } = useWholeFile(file, MOST_REQUIREMENTS_BYTES);
  if (state.state !== 'ready') return null;
  return (
    <>
      <h3>{m.view_model_requirements()}</h3>
      <pre className={css['requirements']}>{decodeText(state.bytes) ?? m.text_binary()}</pre>
    </>
  );
}
