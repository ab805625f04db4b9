import { type ReactElement, useState } from 'react';
import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { formatField, quoteText } from '../../../domain/expression/format.ts';
import { m } from '../../../paraglide/messages.js';
import { type MineRule, usePreferences } from '../../../state/preferences.ts';
import { type PanelOpening, PanelPopover } from '../../../ui/panel-popover.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import css from './filter-bar.module.css';
import { type ChangeFilter, Chip } from './chip.tsx';
import { hasClause, toggleClause } from './filter-clauses.ts';
import { useUsers } from './use-value-counts.ts';

interface MineChipProps {
  readonly viewId: string;
  readonly text: string;
  readonly change: ChangeFilter;
}

/** The runs of the person who looks, by a rule that is set once. */
export function MineChip({ viewId, text, change }: MineChipProps) {
  const { preferences, update } = usePreferences();
  const { mine } = preferences;
  const clause = mine && clauseOf(mine);
  const save = (rule: MineRule) => {
    update({ mine: rule });
    change((before) => addInPlace(before, clause, clauseOf(rule)));
  };
  const panel = (renderTarget: (opening: PanelOpening) => ReactElement) => (
    <PanelPopover side="start" width={280} renderTarget={renderTarget}>
      {(close) => (
        <MineForm
          viewId={viewId}
          rule={mine}
          onSave={(rule) => {
            close();
            save(rule);
          }}
        />
      )}
    </PanelPopover>
  );
  if (clause === undefined) {
    return panel(({ toggle }) => (
      <Chip isPressed={false} onClick={toggle}>
        {m.filter_mine()}
      </Chip>
    ));
  }
  return (
    <span className={css.pair}>
      <Chip
        isPressed={hasClause(text, clause)}
        title={clause}
        onClick={() => change((before) => toggleClause(before, clause))}
      >
        {m.filter_mine()}
      </Chip>
      {panel(({ toggle }) => (
        <button
          type="button"
          className={css.iconButton}
          aria-label={m.filter_mine_change()}
          title={m.filter_mine_change()}
          onClick={toggle}
        >
          <IconPencil size={13} aria-hidden="true" />
        </button>
      ))}
    </span>
  );
}

function clauseOf({ tagKey, value }: MineRule): string {
  return `${tagKey === undefined ? 'user' : formatField({ kind: 'tag', key: tagKey })} = ${quoteText(value)}`;
}

/** The filter with the new rule, and without the one before it. */
function addInPlace(text: string, before: string | undefined, after: string): string | undefined {
  const cleared = before !== undefined && hasClause(text, before) ? toggleClause(text, before) : text;
  if (cleared === undefined || hasClause(cleared, after)) return cleared;
  return toggleClause(cleared, after);
}

interface MineFormProps {
  readonly viewId: string;
  readonly rule: MineRule | undefined;
  readonly onSave: (rule: MineRule) => void;
}

function MineForm({ viewId, rule, onSave }: MineFormProps) {
  const [isTag, setTag] = useState(rule?.tagKey !== undefined);
  const [tagKey, setTagKey] = useState(rule?.tagKey ?? '');
  const [value, setValue] = useState(rule?.value ?? '');
  const users = useUsers(viewId, true) ?? [];
  const isComplete = value.trim() !== '' && (!isTag || tagKey.trim() !== '');
  const save = () => {
    if (isComplete) onSave(isTag ? { tagKey: tagKey.trim(), value: value.trim() } : { value: value.trim() });
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <b>{m.filter_mine_title()}</b>
      <div className={css.row}>
        <label>
          <input type="radio" name="mine" checked={!isTag} onChange={() => setTag(false)} />
          {m.filter_mine_user()}
        </label>
        <label>
          <input type="radio" name="mine" checked={isTag} onChange={() => setTag(true)} />
          {m.filter_mine_tag()}
        </label>
      </div>
      {isTag ? <TextField label={m.filter_mine_key()} value={tagKey} onChange={setTagKey} /> : null}
      <TextField
        label={isTag ? m.filter_mine_value() : m.filter_mine_user()}
        value={value}
        onChange={setValue}
        list={isTag ? undefined : 'mine-users'}
        data-autofocus
      />
      <datalist id="mine-users">
        {users.map(({ text }) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      <span className={css.note}>{m.filter_mine_kept()}</span>
      <Button type="submit" size="compact-sm" disabled={!isComplete}>
        {m.save()}
      </Button>
    </form>
  );
}
