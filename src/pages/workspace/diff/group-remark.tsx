import { describeGroupId } from '../../../domain/runs/run-groups.ts';
import { m } from '../../../paraglide/messages.js';
import { groupLabel } from '../../../parts/group-words.ts';
import css from './diff.module.css';

/** Says why nothing is measured against the baseline: a group has no column here. */
export function GroupRemark({ id }: { readonly id: string }) {
  const described = describeGroupId(id);
  const group = described ? groupLabel(described.by, described.values) : id;
  return <p className={css.remark}>{m.diff_baseline_group({ group })}</p>;
}
