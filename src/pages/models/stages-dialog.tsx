import { useState } from 'react';
import { planStages } from '../../domain/registry/alias-moves.ts';
import { checkAlias } from '../../domain/registry/alias-rules.ts';
import {
  type RegisteredModel,
  type RegisteredVersion,
  type Stage,
  STAGES,
} from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './models.module.css';
import { aliasProblemWords, moveWords, resultWords, stageWord } from '../../parts/registry/registry-words.ts';
import type { MoveAliases } from '../../parts/registry/use-alias-work.ts';

interface StagesDialogProps {
  readonly model: RegisteredModel;
  readonly versions: readonly RegisteredVersion[];
  readonly move: MoveAliases;
  readonly onClose: () => void;
}

/** Gives the newest version of each stage an alias; what that does is shown first, and the stages stay. */
export function StagesDialog({ model, versions, move, onClose }: StagesDialogProps) {
  const used = STAGES.filter((stage) => versions.some((each) => each.stage === stage));
  const [names, setNames] = useState<Readonly<Partial<Record<Stage, string>>>>(() => ({
    Production: 'champion',
    Staging: 'challenger',
  }));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<TrackingFailure>();
  const [refused, setRefused] = useState<string>();
  const wanted = Object.fromEntries(used.map((stage) => [stage, names[stage]?.trim() ?? '']));
  const typed = Object.values(wanted).filter((alias) => alias !== '');
  const problems = [...new Set(typed)].flatMap((alias) => {
    const problem = checkAlias(alias);
    if (problem) return [aliasProblemWords(problem, alias)];
    return typed.indexOf(alias) < typed.lastIndexOf(alias) ? [m.stages_twice({ alias })] : [];
  });
  const plans = planStages(model, versions, wanted);
  const submit = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const moves = plans.map((plan) => plan.move);
      const { results } = await move(moves, { why: m.stages_why() });
      if (results.every(({ state }) => state === 'done' || state === 'unchanged')) return onClose();
      setRefused(resultWords(moves, results));
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
    setBusy(false);
  };
  const canSubmit = plans.length > 0 && problems.length === 0 && refused === undefined;
  return (
    <FormDialog
      title={m.stages_turn()}
      widthPx={520}
      submitLabel={m.stages_do()}
      closeLabel={m.cancel()}
      isBusy={isBusy}
      onSubmit={canSubmit ? () => void submit() : undefined}
      onClose={onClose}
    >
      <p className={css.hint}>{m.stages_hint()}</p>
      {used.map((stage) => (
        <label key={stage} className={css.pair}>
          <span>{stageWord(stage)}</span>
          <TextField
            label={m.stages_alias({ stage: stageWord(stage) })}
            value={names[stage] ?? ''}
            onChange={(alias) => setNames((before) => ({ ...before, [stage]: alias }))}
          />
        </label>
      ))}
      <ul className={css.plans} aria-label={m.stages_preview()}>
        {plans.map(({ stage, move: each, others }) => (
          <li key={stage}>
            {moveWords(each)}
            {others.length > 0 ? (
              <span className={css.dim}> {m.stages_others({ versions: others.join(', ') })}</span>
            ) : null}
          </li>
        ))}
        {plans.length === 0 ? <li>{m.stages_nothing()}</li> : null}
      </ul>
      {problems.map((problem) => (
        <p key={problem} className={css.problem}>
          {problem}
        </p>
      ))}
      {refused === undefined ? null : (
        <p className={css.problem} role="alert">
          {refused}
        </p>
      )}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
    </FormDialog>
  );
}
