import { useMemo, useState } from 'react';
import { formatGitCheckout, gitSourceOf } from '../../domain/runs/reproduce/git-source.ts';
import {
  formatParamsJson,
  formatParamsPython,
  formatParamsYaml,
} from '../../domain/runs/reproduce/param-text.ts';
import { flatParams, nestParams } from '../../domain/runs/reproduce/param-tree.ts';
import { formatOverrides } from '../../domain/runs/reproduce/shell-text.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import type { Run } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { CopyButton } from '../../ui/copy-button.tsx';
import css from './reproduce-panel.module.css';

const FORMS = ['yaml', 'json', 'python', 'overrides', 'options'] as const;
type ParamForm = (typeof FORMS)[number];

/** What brings the run back: its params in the form that a program reads, and its code. */
export function ReproducePanel({ run }: { readonly run: Run }) {
  const [form, setForm] = useState<ParamForm>('yaml');
  const [isNested, setNested] = useState(true);
  const hasDots = run.params.some(({ key }) => key.includes('.'));
  const text = useMemo(() => textOf(run.params, form, isNested), [run.params, form, isNested]);
  const git = useMemo(() => gitSourceOf(run.tags), [run.tags]);
  const checkout = git && formatGitCheckout(git);
  const isTree = form === 'yaml' || form === 'json' || form === 'python';
  return (
    <div className={css.panel}>
      <div className={css.row}>
        <div className={css.forms} role="radiogroup" aria-label={m.reproduce_form()}>
          {FORMS.map((each) => (
            <label key={each} className={css.form}>
              <input type="radio" name="form" checked={form === each} onChange={() => setForm(each)} />
              {formWord(each)}
            </label>
          ))}
        </div>
        {isTree && hasDots ? (
          <label className={css.nested}>
            <input
              type="checkbox"
              checked={isNested}
              onChange={(event) => setNested(event.currentTarget.checked)}
            />
            {m.reproduce_nested()}
          </label>
        ) : null}
      </div>
      {run.params.length === 0 ? (
        <p className={css.none}>{m.run_no_params()}</p>
      ) : (
        <Copied text={text} label={m.reproduce_copy({ form: formWord(form) })} />
      )}
      {checkout === undefined ? (
        <p className={css.none}>{m.reproduce_no_commit()}</p>
      ) : (
        <>
          <Copied text={checkout} label={m.reproduce_copy_git()} />
          {git?.isDirty ? <p className={css.warn}>{m.git_dirty()}</p> : null}
        </>
      )}
    </div>
  );
}

/** Text as it will be pasted. */
function Copied({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className={css.copied}>
      <pre className={css.text} tabIndex={0}>
        {text}
      </pre>
      <span className={css.copy}>
        <CopyButton text={text} label={label} copiedLabel={m.copied()} fieldLabel={m.copy_by_hand()} />
      </span>
    </div>
  );
}

function textOf(params: readonly KeyText[], form: ParamForm, isNested: boolean): string {
  const tree = isNested ? nestParams(params) : flatParams(params);
  switch (form) {
    case 'yaml':
      return formatParamsYaml(tree);
    case 'json':
      return formatParamsJson(tree);
    case 'python':
      return formatParamsPython(tree);
    case 'overrides':
      return formatOverrides(params, 'key').join(' \\\n');
    case 'options':
      return formatOverrides(params, 'option').join(' \\\n');
  }
}

function formWord(form: ParamForm): string {
  switch (form) {
    case 'yaml':
      return 'YAML';
    case 'json':
      return 'JSON';
    case 'python':
      return m.reproduce_python();
    case 'overrides':
      return 'key=value';
    case 'options':
      return '--key=value';
  }
}
