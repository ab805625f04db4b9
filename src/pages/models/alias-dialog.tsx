import { type ReactNode, useEffect, useId, useState } from 'react';
import { type AliasMove, renameMoves } from '../../domain/registry/alias-moves.ts';
import { type AliasProblem, checkAlias } from '../../domain/registry/alias-rules.ts';
import { holderOf, type RegisteredModel } from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { MoveReply } from '../../worker/registry/registry-protocol.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DialogField } from './dialog-field.tsx';
import css from './models.module.css';
import { MovePreview } from '../../parts/registry/move-preview.tsx';
import { aliasProblemWords, resultWords } from '../../parts/registry/registry-words.ts';
import type { MoveAliases } from '../../parts/registry/use-alias-work.ts';
import type { VersionTable } from './use-version-table.ts';

export type OpenedAlias =
  /** One or several, new or known, at a version; undefined: still to be said. */
  | { readonly kind: 'set'; readonly version?: string }
  | { readonly kind: 'move' | 'rename'; readonly alias: string; readonly from: string }
  /** To where it was once. */
  | { readonly kind: 'roll-back'; readonly move: AliasMove };

interface AliasDialogProps {
  readonly model: RegisteredModel;
  readonly table: VersionTable;
  /** All versions are read: what is not among them is not there. */
  readonly isComplete: boolean;
  readonly opened: OpenedAlias;
  readonly move: MoveAliases;
  readonly onClose: () => void;
  /** What there is to say of the versions. */
  readonly children?: ReactNode;
}

/** Shows what a move does, from where and to where with both versions' metrics, before it is done. */
export function AliasDialog(props: AliasDialogProps) {
  const { model, table, isComplete, opened, move, onClose, children } = props;
  const [names, setNames] = useState(opened.kind === 'rename' ? opened.alias : '');
  const [version, setVersion] = useState(opened.kind === 'set' ? (opened.version ?? '') : '');
  const [why, setWhy] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<TrackingFailure>();
  const [refused, setRefused] = useState<string>();
  // What was seen when the dialog opened is what the person decides on, though others may move it meanwhile.
  const [seen] = useState(model);
  const listId = useId();
  const { moves, problem } = planMoves(seen, opened, names, version.trim().replace(/^v/i, ''));
  const unknown = moves.find(({ to }) => to !== undefined && table.rowOf(to) === undefined)?.to;
  const submit = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const kind = opened.kind === 'roll-back' ? 'rollback' : 'move';
      const { results } = await move(moves, { why: why.trim() === '' ? undefined : why.trim(), kind });
      const notDone = results.filter(isNotDone);
      if (notDone.length === 0) return onClose();
      setRefused(resultWords(moves, results));
      const first = notDone.find((result) => result.state === 'refused');
      setFailure(first?.failure);
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
    setBusy(false);
  };
  const canSubmit =
    moves.length > 0 && problem === undefined && unknown === undefined && refused === undefined;
  return (
    <FormDialog
      title={titleOf(opened)}
      widthPx={560}
      submitLabel={doWords(opened)}
      closeLabel={refused === undefined ? m.cancel() : m.close()}
      isBusy={isBusy}
      onSubmit={canSubmit ? () => void submit() : undefined}
      onClose={onClose}
    >
      {opened.kind === 'set' || opened.kind === 'rename' ? (
        <>
          <DialogField
            label={opened.kind === 'rename' ? m.alias_new_name() : m.alias_names()}
            value={names}
            onChange={setNames}
            list={listId}
            autoFocus
            aria-describedby={`${listId}-problem`}
          />
          <datalist id={listId}>
            {model.aliases.map(({ alias }) => (
              <option key={alias} value={alias} />
            ))}
          </datalist>
        </>
      ) : null}
      {opened.kind === 'set' || opened.kind === 'move' ? (
        <VersionField table={table} value={version} onChange={setVersion} isFirst={opened.kind === 'move'} />
      ) : null}
      <p id={`${listId}-problem`} className={css.problem} aria-live="polite">
        {problem ?? unknownWords(unknown, isComplete)}
      </p>
      {children}
      {problem === undefined && unknown === undefined ? (
        <Previews moves={moves} table={table} isComplete={isComplete} />
      ) : null}
      <DialogField
        label={m.alias_why()}
        value={why}
        onChange={setWhy}
        maxLength={500}
        autoFocus={opened.kind === 'roll-back'}
      />
      {refused === undefined ? null : (
        <p className={css.problem} role="alert">
          {refused}
        </p>
      )}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
    </FormDialog>
  );
}

/** A version that is not among those that were read. */
function unknownWords(version: string | undefined, isComplete: boolean): string {
  if (version === undefined) return '';
  return isComplete ? m.alias_no_version({ version }) : m.loading();
}

interface PreviewsProps extends Pick<AliasDialogProps, 'table' | 'isComplete'> {
  readonly moves: readonly AliasMove[];
}

/** What each move does. The runs of all its versions are read for it, however far down the table these are. */
function Previews({ moves, table, isComplete }: PreviewsProps) {
  const { onPreview, runs } = table;
  const versions = moves.flatMap(({ from, to }) => [from, to]).join(',');
  useEffect(() => {
    onPreview(versions.split(','));
    return () => onPreview([]);
  }, [onPreview, versions]);
  // Once the keys are known the runs are read for these.
  const hasKeys = table.metrics.every((key) => runs.metrics.includes(key));
  const isAwaited = (version: string | undefined) => {
    if (version === undefined) return false;
    const row = table.rowOf(version);
    if (!row) return !isComplete;
    const { runId } = row.version;
    return runId !== undefined && !(hasKeys && runs.tried.has(runId));
  };
  const metricsOf = (version: string | undefined) =>
    version === undefined ? undefined : table.rowOf(version)?.metric;
  return (
    <>
      {moves.map((each) => (
        <MovePreview
          key={each.alias}
          move={each}
          metrics={table.metrics}
          before={metricsOf(each.from)}
          after={metricsOf(each.to)}
          awaited={{ from: isAwaited(each.from), to: isAwaited(each.to) }}
        />
      ))}
      {runs.failure ? <FailureNotice failure={runs.failure} shape="strip" /> : null}
    </>
  );
}

function isNotDone({ state }: MoveReply['results'][number]): boolean {
  return state !== 'done' && state !== 'unchanged';
}

function titleOf(opened: OpenedAlias): string {
  if (opened.kind === 'set')
    return opened.version === undefined ? m.alias_new() : m.alias_set_of({ version: opened.version });
  if (opened.kind === 'roll-back') return m.alias_roll_back_of({ alias: opened.move.alias });
  const { alias } = opened;
  return opened.kind === 'move' ? m.alias_move_of({ alias }) : m.alias_rename_of({ alias });
}

function doWords({ kind }: OpenedAlias): string {
  if (kind === 'roll-back') return m.alias_roll_back();
  return kind === 'rename' ? m.alias_rename() : m.alias_do();
}

interface Plan {
  readonly moves: readonly AliasMove[];
  /** In words; undefined: nothing is wrong, or nothing has been typed. */
  readonly problem: string | undefined;
}

function planMoves(model: RegisteredModel, opened: OpenedAlias, names: string, version: string): Plan {
  if (opened.kind === 'roll-back') return { moves: [opened.move], problem: undefined };
  if (opened.kind === 'move') {
    const { alias, from } = opened;
    const isMove = version !== '' && version !== from;
    return { moves: isMove ? [{ alias, from, to: version }] : [], problem: undefined };
  }
  // Several at once are parted by commas; spaces belong to no alias.
  const wanted = [...new Set(names.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  const problem = wanted.map((name) => problemOf(checkAlias(name), name)).find((each) => each !== undefined);
  if (opened.kind === 'rename') {
    const { alias, from } = opened;
    const [name] = wanted;
    if (name === undefined || name === alias) return { moves: [], problem };
    const holder = holderOf(model, name);
    if (wanted.length > 1 || holder !== undefined)
      return { moves: [], problem: problem ?? m.alias_taken({ alias: name, version: holder ?? '' }) };
    return { moves: renameMoves(alias, name, from), problem };
  }
  if (version === '') return { moves: [], problem };
  const moves = wanted
    .map((alias) => ({ alias, from: holderOf(model, alias), to: version }))
    .filter(({ from, to }) => from !== to);
  return { moves, problem };
}

function problemOf(problem: AliasProblem | undefined, alias: string): string | undefined {
  return problem && aliasProblemWords(problem, alias);
}

interface VersionFieldProps {
  readonly table: VersionTable;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isFirst: boolean;
}

/** A number may be typed; the newest ones are listed. */
function VersionField({ table, value, onChange, isFirst }: VersionFieldProps) {
  const listId = useId();
  return (
    <>
      <DialogField
        label={m.alias_version()}
        value={value}
        onChange={onChange}
        list={listId}
        inputMode="numeric"
        autoFocus={isFirst}
      />
      <datalist id={listId}>
        {table.all.slice(0, MAX_LISTED).map(({ version, aliases }) => (
          <option key={version.version} value={version.version}>
            {aliases.join(', ')}
          </option>
        ))}
      </datalist>
    </>
  );
}

const MAX_LISTED = 50;
