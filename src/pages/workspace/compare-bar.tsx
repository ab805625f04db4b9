import type { ReactNode } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { type CompareSet, MAX_PICKED_RUNS } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord, sortWords } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useStarredRuns } from '../../state/starred-runs.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import css from './compare-bar.module.css';
import { cutToWidth } from '../../ui/cut-to-width.ts';
import { ColumnPicker } from './column-picker.tsx';
import { AddRun } from './add-run.tsx';
import { DeltaField } from './delta-field.tsx';
import { SetActions } from './set-actions.tsx';
import { setWords } from './set-words.ts';
import type { ShownColumns } from './use-shown-columns.ts';

const TOP_CHOICES = [5, 10, 20, 50, 100] as const;

interface CompareBarProps {
  readonly viewId: string;
  readonly snapshot: RunsSnapshot;
  readonly isSettled: boolean;
  readonly shown: ShownColumns;
  /** Beside the choice of columns. */
  readonly children?: ReactNode;
}

/** The rule of the compare set in words, always on screen, and the menu that changes it. */
export function CompareBar({ viewId, snapshot, isSettled, shown, children }: CompareBarProps) {
  const { workspace } = useWorkspace();
  const { set, sort } = workspace;
  const { groups } = snapshot;
  const words = setWords(set, snapshot.compared.length, {
    isLoaded: snapshot.loaded > 0,
    hasGroups: groups !== undefined,
  });
  const sentence = (named: string, sorted: string) =>
    set.kind === 'top' ? m.set_comparing_by({ set: named, sort: sorted }) : m.set_comparing({ set: named });
  const shortSort = sortWords(sort, cutToWidth(columnWord(sort.column), MAX_SORT_PX));
  const deletedCount = snapshot.deleted?.length ?? 0;
  const [before, after] = sentence(MARK, shortSort).split(MARK);
  return (
    <div className={css.bar}>
      <span role="status" aria-label={m.set_label()} className={css.words}>
        <span title={sentence(words, sortWords(sort))}>
          {before}
          <b>{words}</b>
          {after}
        </span>
        {snapshot.missing.length > 0 ? (
          <span className={css.warn}>
            {m.set_missing({ count: snapshot.missing.length, text: formatCount(snapshot.missing.length) })}
          </span>
        ) : null}
        {deletedCount > 0 ? (
          <span className={css.warn}>
            {m.set_deleted({ count: deletedCount, text: formatCount(deletedCount) })}
          </span>
        ) : null}
        {isSettled ? null : <span className={css.warn}>{m.set_waiting()}</span>}
      </span>
      <ChangeSet snapshot={snapshot} />
      <SetActions snapshot={snapshot} catalogue={shown.catalogue} />
      <span className={css.space} />
      <DeltaField viewId={viewId} snapshot={snapshot} />
      <AddRun />
      {children}
      <ColumnPicker catalogue={shown.catalogue} shown={shown.columns} />
    </div>
  );
}

/** Of the sorted key, cut in the middle: in half of a small screen the rule itself must still be read. */
const MAX_SORT_PX = 160;

/** Where the set stands in its sentence: languages put it at different places. */
const MARK = '\u0000';

function ChangeSet({ snapshot }: { readonly snapshot: RunsSnapshot }) {
  const { dispatch } = useWorkspace();
  const starred = useStarredRuns(useConnection().sourceKey);
  const choose = (set: CompareSet) => dispatch({ type: 'set-compare-set', set });
  return (
    <Menu position="bottom-start" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={css.change} aria-label={m.set_change_label()}>
          {m.set_change()}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {TOP_CHOICES.map((count) => (
          <Menu.Item key={count} onClick={() => choose({ kind: 'top', count, without: [], plus: [] })}>
            {snapshot.groups ? m.set_choose_top_groups({ count }) : m.set_choose_top({ count })}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => choose({ kind: 'all', without: [] })}>{m.set_choose_all()}</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          onClick={() => choose({ kind: 'these', runIds: snapshot.compared.map(({ id }) => id) })}
          disabled={snapshot.compared.length > MAX_PICKED_RUNS}
        >
          {m.set_choose_these()}
        </Menu.Item>
        {starred.size > 0 ? (
          <Menu.Item
            onClick={() => choose({ kind: 'these', runIds: [...starred] })}
            disabled={starred.size > MAX_PICKED_RUNS}
          >
            {m.set_choose_starred({ count: starred.size, text: formatCount(starred.size) })}
          </Menu.Item>
        ) : null}
        <Menu.Item onClick={() => choose({ kind: 'these', runIds: [] })}>{m.set_choose_none()}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
