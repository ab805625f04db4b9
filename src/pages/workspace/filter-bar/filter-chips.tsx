import { Fragment } from 'react';
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { formatCount } from '../../../base/format-number.ts';
import { SILENT_STATUS } from '../../../domain/expression/silent-status.ts';
import { RUN_STATUSES, type RunStatus } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { statusWord } from '../../../parts/wording.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import type { RunsSnapshot } from '../../../worker/runs/runs-protocol.ts';
import { type ChangeFilter, Chip } from './chip.tsx';
import css from './filter-bar.module.css';
import { chosenAge, chosenValues, hasClause, setAge, toggleClause, toggleValue } from './filter-clauses.ts';
import { MineChip } from './mine-chip.tsx';
import { UserChip } from './user-chip.tsx';

interface FilterChipsProps {
  readonly viewId: string;
  /** The text that the chips change: what they show as chosen stands in it. */
  readonly text: string;
  readonly counts: RunsSnapshot['statusCounts'];
  readonly change: ChangeFilter;
}

/** Buttons that add a clause to the filter, or take it out. */
export function FilterChips({ viewId, text, counts, change }: FilterChipsProps) {
  return (
    <div role="group" aria-label={m.filter_quick()} className={css.chips}>
      <StatusChips text={text} counts={counts} change={change} />
      <UserChip viewId={viewId} text={text} change={change} />
      <TimeChip text={text} change={change} />
      <Chip
        isPressed={hasClause(text, HAS_MODEL)}
        title={m.filter_model_hint()}
        onClick={() => change((before) => toggleClause(before, HAS_MODEL))}
      >
        {m.filter_model()}
      </Chip>
      <MineChip viewId={viewId} text={text} change={change} />
      <DeletedChip />
    </div>
  );
}

/** Another list, not a clause: deleted runs are in no other. */
function DeletedChip() {
  const { workspace, dispatch } = useWorkspace();
  const isOn = workspace.lifecycle === 'deleted';
  return (
    <Chip
      isPressed={isOn}
      title={m.deleted_runs_hint()}
      onClick={() => dispatch({ type: 'set-lifecycle', lifecycle: isOn ? 'active' : 'deleted' })}
    >
      {m.deleted_runs()}
    </Chip>
  );
}

const HAS_MODEL = 'model IS NOT NULL';

function StatusChips({ text, counts, change }: Pick<FilterChipsProps, 'text' | 'counts' | 'change'>) {
  const chosen = chosenValues(text, 'status');
  const isSilentChosen = chosen.includes(SILENT_STATUS);
  const hasSilent = counts.silent > 0 || isSilentChosen;
  const shown = SHOWN_STATUSES.filter(
    (status) => counts[status] > 0 || chosen.includes(status) || (status === 'RUNNING' && hasSilent),
  );
  const toggle = (status: string) => change((before) => toggleValue(before, 'status', status));
  return shown.map((status) => (
    <Fragment key={status}>
      <Chip isPressed={chosen.includes(status)} onClick={() => toggle(status)}>
        <i className={css.dot} data-status={status} aria-hidden="true" />
        {chipWords(counts[status], statusWord(status))}
      </Chip>
      {/* They are counted as running too: beside those, and said so. */}
      {status === 'RUNNING' && hasSilent ? (
        <Chip
          isPressed={isSilentChosen}
          title={m.filter_status_silent_hint()}
          onClick={() => toggle(SILENT_STATUS)}
        >
          <i className={css.dot} data-status={SILENT_STATUS} aria-hidden="true" />
          {m.filter_status_silent({ count: formatCount(counts.silent) })}
        </Chip>
      ) : null}
    </Fragment>
  ));
}

/** What is under way first, then what ended, by how. */
const SHOWN_STATUSES: readonly RunStatus[] = ['FINISHED', 'FAILED', 'KILLED', 'RUNNING', 'SCHEDULED'].flatMap(
  (name) => RUN_STATUSES.filter((status) => status === name),
);

function chipWords(count: number, status: string): string {
  return m.filter_status_chip({ count: formatCount(count), status: status.toLowerCase() });
}

const AGES = ['24h', '7d', '30d'] as const;

function TimeChip({ text, change }: Pick<FilterChipsProps, 'text' | 'change'>) {
  const chosen = chosenAge(text);
  const choose = (age: string | undefined) => change((before) => setAge(before, age));
  return (
    <Menu position="bottom-start" shadow="none" withInitialFocusPlaceholder={false} withinPortal>
      <Menu.Target>
        <button type="button" className={css.chip} data-chosen={chosen !== undefined || undefined}>
          {chosen === undefined ? m.filter_time() : m.filter_time_last({ age: ageWords(chosen) })}
          <IconChevronDown size={12} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {[undefined, ...AGES].map((age) => (
          <Menu.RadioItem
            key={age ?? ''}
            value={age ?? ''}
            checked={age === chosen}
            onChange={() => choose(age)}
            closeMenuOnClick
          >
            {age === undefined ? m.filter_time_any() : m.filter_time_last({ age: ageWords(age) })}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** `24 hours`; another age of the same writing stands as it is written. */
function ageWords(age: string): string {
  const count = age.slice(0, -1);
  if (age.endsWith('h')) return m.filter_time_hours({ count });
  return age.endsWith('d') ? m.filter_time_days({ count }) : age;
}
