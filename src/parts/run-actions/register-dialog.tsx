import { useId, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { VersionName } from '../../domain/runs/run-details.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { isAboutModels, modelNamesQuery, runDetailsQuery, runQuery } from '../../queries/run-queries.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { reasonWord } from '../changes/change-words.ts';
import { useChanges } from '../changes/changes.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { runsWord } from './action-form.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface RegisterDialogProps {
  readonly runs: readonly RunTarget[];
  readonly onClose: () => void;
}

/** Makes a version of a registered model, new or known, from a model that the run logged or from one of its folders. */
export function RegisterDialog({ runs, onClose }: RegisterDialogProps) {
  const scope = useConnection();
  const queryClient = useQueryClient();
  const { tell } = useChanges();
  const listId = useId();
  const { models, isPending, artifactUri, runId } = useModels(runs[0]);
  const known = useQuery(modelNamesQuery(scope));
  const [name, setName] = useState('');
  const [picked, setPicked] = useState<string>();
  const [path, setPath] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<TrackingFailure>();
  const choice = picked ?? (isPending ? undefined : (models[0]?.source ?? FOLDER));
  const trimmedPath = path.trim().replaceAll(/^\/+|\/+$/g, '');
  const folder =
    trimmedPath === '' || artifactUri === undefined
      ? undefined
      : `${artifactUri.replace(/\/+$/, '')}/${trimmedPath}`;
  const source = choice === FOLDER ? folder : choice;
  const model = name.trim();
  const isKnown = known.data?.includes(model) === true;
  const readAgain = () =>
    queryClient.invalidateQueries({
      predicate: ({ queryKey }) => isAboutModels(queryKey, scope.epoch),
    });
  /** A model that was made for it stays: others may have added versions by now. */
  const takeBack = async (name: VersionName, wasNew: boolean) => {
    try {
      await scope.client.call('models.delete-version', name);
      tell(wasNew ? m.register_undone_new({ ...name }) : m.register_undone({ ...name }));
    } catch (thrown) {
      tell(m.register_not_undone({ ...name, reason: reasonWord(failureOf(thrown)) }));
    }
    await readAgain();
  };
  const register = async (from: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { version } = await scope.client.call('models.register', { model, runId, source: from });
      tell(m.register_done({ model, version }), () => void takeBack({ model, version }, !isKnown));
      onClose();
    } catch (thrown) {
      setFailure(failureOf(thrown));
      setBusy(false);
    }
    await readAgain();
  };
  return (
    <FormDialog
      title={m.register_title({ runs: runsWord(runs) })}
      submitLabel={m.register_submit()}
      closeLabel={m.cancel()}
      widthPx={480}
      isBusy={isBusy}
      onSubmit={model === '' || source === undefined ? undefined : () => void register(source)}
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
      {model === '' || !known.data ? null : (
        <p className={css.hint}>
          {isKnown ? m.register_next() : m.register_new()} {m.register_undo_hint()}
        </p>
      )}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
    </FormDialog>
  );
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
