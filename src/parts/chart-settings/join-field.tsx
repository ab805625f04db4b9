import { useId } from 'react';
import { m } from '../../paraglide/messages.js';
import { useCatalogue } from '../../queries/use-catalogue.ts';
import type { KeyInfo } from '../../worker/runs/runs-protocol.ts';
import choiceCss from '../../ui/choice.module.css';
import css from './axes-panels.module.css';

interface JoinFieldProps {
  readonly viewId: string;
  /** Text of a column; undefined: every run is a line. */
  readonly joinBy: string | undefined;
  readonly onJoinBy: (column: string | undefined) => void;
}

/** Which value makes runs one training, such as the id of the job that was requeued. */
export function JoinField({ viewId, joinBy, onJoinBy }: JoinFieldProps) {
  const catalogue = useCatalogue(viewId, '');
  const hint = useId();
  const tags = sharedKeys('tags', catalogue?.tags);
  const params = sharedKeys('params', catalogue?.params);
  const isListed = joinBy === undefined || ['name', ...tags, ...params].includes(joinBy);
  return (
    <div className={css.group} role="group" aria-label={m.join_by()}>
      <label className={css.row}>
        <span className={css.rowLabel} style={{ width: 'auto' }}>
          {m.join_by()}
        </span>
        <select
          className={css.select}
          value={joinBy ?? ''}
          aria-label={m.join_by()}
          aria-describedby={hint}
          onChange={({ currentTarget: { value } }) => onJoinBy(value === '' ? undefined : value)}
        >
          <option value="">{m.join_none()}</option>
          <option value="name">{m.join_name()}</option>
          {isListed ? null : <option value={joinBy}>{joinBy}</option>}
          <KeyOptions label={m.join_tags()} columns={tags} />
          <KeyOptions label={m.join_params()} columns={params} />
        </select>
      </label>
      <p id={hint} className={choiceCss.hint}>
        {m.join_hint()}
      </p>
    </div>
  );
}

function KeyOptions({ label, columns }: { readonly label: string; readonly columns: readonly string[] }) {
  if (columns.length === 0) return null;
  return (
    <optgroup label={label}>
      {columns.map((column) => (
        <option key={column} value={column}>
          {column.slice(column.indexOf('.') + 1)}
        </option>
      ))}
    </optgroup>
  );
}

/** Keys with a value that several runs share, but not all of them. */
function sharedKeys(kind: 'tags' | 'params', keys: readonly KeyInfo[] = []): readonly string[] {
  return keys
    .filter(({ isVarying, distinctCount, runCount }) => isVarying && distinctCount < runCount)
    .map(({ key }) => `${kind}.${key}`);
}
