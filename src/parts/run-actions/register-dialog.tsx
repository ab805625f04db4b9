import { useId, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { checkAlias } from '../../domain/registry/alias-rules.ts';
import { holderOf } from '../../domain/registry/registered-model.ts';
import { runOfVersion } from '../../domain/registry/version-source.ts';
import { keyMetrics } from '../../domain/runs/default-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { modelNamesQuery, runDetailsQuery, runQuery } from '../../queries/run-queries.ts';
import { registeredModelQuery, registeredVersionQuery } from '../../queries/registry-queries.ts';
import { MovePreview } from '../registry/move-preview.tsx';
import { aliasProblemWords } from '../registry/registry-words.ts';
import { useRegistryRights } from '../registry/use-registry-rights.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { runsWord } from './action-form.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';
import { useRegistering } from './use-registering.ts';

interface RegisterDialogProps {
  readonly runs: readonly RunTarget[];
  readonly onClose: () => void;
}

/** Makes a version of a registered model, new or known, from a model that the run logged or from one of its folders. */
export function RegisterDialog({ runs, onClose }: RegisterDialogProps) {
  const scope = useConnection();
  const listId = useId();
  const { models, isPending, artifactUri, runId } = useModels(runs[0]);
  const known = useQuery(modelNamesQuery(scope));
  const [name, setName] = useState('');
  const [picked, setPicked] = useState<string>();
  const [path, setPath] = useState('');
  const choice = picked ?? (isPending ? undefined : (models[0]?.source ?? FOLDER));
  const [aliasText, setAliasText] = useState('');
  const [tagText, setTagText] = useState('');
  const trimmedPath = path.trim().replaceAll(/^\/+|\/+$/g, '');
  const folder =
    trimmedPath === '' || artifactUri === undefined
      ? undefined
      : `${artifactUri.replace(/\/+$/, '')}/${trimmedPath}`;
  const source = choice === FOLDER ? folder : choice;
  const model = name.trim();
  const isKnown = known.data?.includes(model) === true;
  const act = known.data && (isKnown ? 'register' : 'create');
  const reason = useRegistryRights(model)[act ?? 'register'].reason;
  const aliases = listOf(aliasText);
  const tags = listOf(tagText).map(toTag);
  const held = useQuery({ ...registeredModelQuery(scope, model), enabled: isKnown && aliases.length > 0 });
  const problem = problemOf(aliases);
  const wanted = aliases.map((alias) => ({ alias, from: held.data && holderOf(held.data, alias) }));
  const taken = wanted.filter(({ from }) => from !== undefined);
  // Whoever has not seen who holds an alias cannot take it away.
  const isSeen = aliases.length === 0 || (known.isSuccess && (!isKnown || held.data !== undefined));
  const { isBusy, failure, register } = useRegistering(
    { runId, model, isKnown, act, aliases: wanted, tags },
    onClose,
  );
  const unread = aliases.length > 0 && !isSeen ? (known.error ?? held.error) : undefined;
  return (
    <FormDialog
      title={m.register_title({ runs: runsWord(runs) })}
      submitLabel={m.register_submit()}
      closeLabel={m.cancel()}
      widthPx={480}
      isBusy={isBusy}
      onSubmit={
        model === '' || source === undefined || problem !== undefined || !isSeen || reason !== undefined
          ? undefined
          : () => void register(source)
      }
      onClose={onClose}
    >
      <fieldset className={css.sources}>
        <legend>{m.register_source()}</legend>
        {isPending ? <p className={css.hint}>{m.loading()}</p> : null}
        {models.map(({ source: each, name: modelName, flavor, id }) => (
          <label key={each} className={css.source}>
            <input type="radio" name="source" checked={choice === each} onChange={() => setPicked(each)} />
            <span>{modelName}</span>
            <span className={css.hint}>{[flavor, id].filter(Boolean).join(' · ')}</span>
          </label>
        ))}
        <label className={css.source}>
          <input type="radio" name="source" checked={choice === FOLDER} onChange={() => setPicked(FOLDER)} />
          <span>{m.register_folder()}</span>
        </label>
        {choice === FOLDER ? (
          <div className={css.row}>
            <TextField label={m.register_path()} value={path} onChange={setPath} />
          </div>
        ) : null}
      </fieldset>
      <div className={css.row}>
        <TextField label={m.register_model()} value={name} onChange={setName} list={listId} autoFocus />
        <datalist id={listId}>
          {(known.data ?? []).map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      <div className={css.row}>
        <TextField label={m.register_aliases()} value={aliasText} onChange={setAliasText} />
        <TextField label={m.register_tags()} value={tagText} onChange={setTagText} />
      </div>
      {problem === undefined ? null : <p className={css.hint}>{problem}</p>}
      {taken.map(({ alias, from = '' }) => (
        <TakenAlias key={alias} {...{ alias, from, model, runId }} />
      ))}
      {unread ? (
        <FailureNotice
          failure={failureOf(unread)}
          shape="strip"
          onRetry={() => void (known.error ? known.refetch() : held.refetch())}
        />
      ) : null}
      {model === '' || !known.data ? null : (
        <p className={css.hint}>
          {isKnown ? m.register_next() : m.register_new()} {m.register_undo_hint()}
        </p>
      )}
      {reason === undefined ? null : <p className={css.hint}>{reason}</p>}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
    </FormDialog>
  );
}

interface TakenAliasProps {
  readonly alias: string;
  readonly from: string;
  readonly model: string;
  readonly runId: RunId;
}

/** What the alias is taken from, with the metrics of that version's run and of this one, as far as they are known. */
function TakenAlias({ alias, from, model, runId }: TakenAliasProps) {
  const scope = useConnection();
  const version = useQuery(registeredVersionQuery(scope, { model, version: from }));
  const holder = version.data && runOfVersion(version.data);
  const before = useQuery({ ...runQuery(scope, holder ?? runId), enabled: holder !== undefined });
  const after = useQuery(runQuery(scope, runId));
  const known = [holder === undefined ? undefined : before.data, after.data].map(
    (run) => new Map(run?.metrics.map(({ key, value }) => [key, value])),
  );
  const [ofHolder, own] = known;
  return (
    <MovePreview
      move={{ alias, from, to: undefined }}
      words={m.register_alias_moves({ alias, version: from })}
      toWords={m.register_new_version()}
      metrics={keyMetrics([...new Set(known.flatMap((each) => [...each.keys()]))], MAX_METRICS)}
      before={(key) => ofHolder?.get(key)}
      after={(key) => own?.get(key)}
      awaited={{
        from: version.isPending || (holder !== undefined && before.isPending),
        to: after.isPending,
      }}
    />
  );
}

const MAX_METRICS = 3;

function listOf(text: string): readonly string[] {
  return [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== '');
}

/** Of the first one that cannot be an alias. */
function problemOf(aliases: readonly string[]): string | undefined {
  const [problem] = aliases.flatMap((alias) => {
    const code = checkAlias(alias);
    return code ? [aliasProblemWords(code, alias)] : [];
  });
  return problem;
}

/** `stage=qa`, or a key alone. */
function toTag(text: string) {
  const at = text.indexOf('=');
  return at < 0
    ? { key: text, value: '' }
    : { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

/** In place of a logged model: a folder of the run's artifacts. */
const FOLDER = '';

function useModels(target: RunTarget | undefined) {
  const scope = useConnection();
  const runId = target?.id ?? ('' as never);
  const run = useQuery(runQuery(scope, runId));
  const details = useQuery({
    ...runDetailsQuery(scope, run.data ?? { id: runId, experimentId: '' as never, tags: [] }),
    enabled: run.data !== undefined,
  });
  return {
    runId,
    models: details.data?.models ?? [],
    isPending: !run.isError && !details.isError && details.data === undefined,
    artifactUri: run.data?.artifactUri,
  };
}
