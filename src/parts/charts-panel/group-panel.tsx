import { UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { BAND_CENTRES, BAND_SPREADS, type BandView } from '../../domain/charts/band-view.ts';
import { MAX_DISTINCT_COUNT } from '../../domain/runs/key-catalogue.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from '../chart-settings/axes-panels.module.css';
import { centreText, spreadText } from '../chart-card/band-words.ts';
import { allButSeeds, type AllButSeeds, type GroupChoice, listGroupChoices } from './group-choices.ts';
import own from './group-panel.module.css';

/** More rows than this cost more time than a look at them is worth. */
const MOST_ROWS = 100;

interface GroupPanelProps {
  /** Of the rows as they are read; undefined: nothing is known yet. */
  readonly catalogue: KeyCatalogue | undefined;
  readonly settings: Pick<ChartSettings, 'groupBy' | 'groupBand'>;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** Which keys make runs one line, and what is drawn for several of them. */
export function GroupPanel({ catalogue, settings, onSettings }: GroupPanelProps) {
  const { groupBy, groupBand } = settings;
  // In the order that it was opened with: a row does not jump away from under the pointer.
  const [first] = useState(groupBy);
  const choices = useMemo(() => listGroupChoices(catalogue, first), [catalogue, first]);
  const repeats = useMemo(() => allButSeeds(catalogue), [catalogue]);
  const toggle = (text: string) =>
    onSettings({
      groupBy: groupBy.includes(text) ? groupBy.filter((other) => other !== text) : [...groupBy, text],
    });
  return (
    <div className={css.panel}>
      <KeyChoices choices={choices} chosen={groupBy} onToggle={toggle} />
      {repeats ? <Repeats repeats={repeats} onChoose={() => onSettings({ groupBy: repeats.by })} /> : null}
      <BandFields view={groupBand} onView={(view) => onSettings({ groupBand: view })} />
      <p className={css.hint}>{m.band_rule()}</p>
    </div>
  );
}

interface KeyChoicesProps {
  readonly choices: readonly GroupChoice[];
  readonly chosen: readonly string[];
  readonly onToggle: (text: string) => void;
}

function KeyChoices({ choices, chosen, onToggle }: KeyChoicesProps) {
  const [find, setFind] = useState('');
  const wanted = find.trim().toLowerCase();
  const found = choices.filter(({ words, text }) => `${words} ${text}`.toLowerCase().includes(wanted));
  return (
    <fieldset className={css.choices}>
      <legend className={css.legend}>{m.group_by()}</legend>
      <div className={css.row}>
        <TextField type="search" label={m.group_find()} value={find} onChange={setFind} />
      </div>
      <div className={css.list} style={{ marginLeft: 0 }}>
        {found.slice(0, MOST_ROWS).map(({ text, words, info, isUnique }) => (
          <label key={text} className={css.choice} title={text}>
            <input type="checkbox" checked={chosen.includes(text)} onChange={() => onToggle(text)} />
            <span className={css.choiceText}>{words}</span>
            <span className={own.facts}>
              {info ? valuesText(info.distinctCount) : ''}
              {isUnique ? ` · ${m.group_unique()}` : ''}
            </span>
          </label>
        ))}
        {found.length === 0 ? <p className={css.hint}>{m.group_find_none({ text: find })}</p> : null}
        {found.length > MOST_ROWS ? (
          <p className={css.hint}>{m.axis_metric_more({ count: formatCount(found.length - MOST_ROWS) })}</p>
        ) : null}
      </div>
    </fieldset>
  );
}

function valuesText(count: number): string {
  const text = `${formatCount(count)}${count >= MAX_DISTINCT_COUNT ? '+' : ''}`;
  return m.columns_values({ count, text });
}

interface RepeatsProps {
  readonly repeats: AllButSeeds;
  readonly onChoose: () => void;
}

/** Names what it leaves out, so that nobody wonders where a key went. */
function Repeats({ repeats: { seeds, unique }, onChoose }: RepeatsProps) {
  return (
    <div>
      <UnstyledButton className={own.link} onClick={onChoose}>
        {seeds.length > 0 ? m.group_all_but({ keys: seeds.join(', ') }) : m.group_all()}
      </UnstyledButton>
      <p className={css.hint}>{m.group_all_hint()}</p>
      {unique.length > 0 ? <p className={css.hint}>{m.group_left_out({ keys: unique.join(', ') })}</p> : null}
    </div>
  );
}

interface BandFieldsProps {
  readonly view: BandView;
  readonly onView: (view: BandView) => void;
}

function BandFields({ view, onView }: BandFieldsProps) {
  return (
    <div className={css.group}>
      <label className={css.row}>
        <span className={css.rowLabel}>{m.group_line()}</span>
        <select
          className={css.select}
          value={view.centre}
          onChange={(event) => {
            const centre = BAND_CENTRES.find((one) => one === event.currentTarget.value);
            if (centre) onView({ ...view, centre });
          }}
        >
          {BAND_CENTRES.map((centre) => (
            <option key={centre} value={centre}>
              {centreText(centre)}
            </option>
          ))}
        </select>
      </label>
      <label className={css.row}>
        <span className={css.rowLabel}>{m.band_spread()}</span>
        <select
          className={css.select}
          value={view.spread}
          onChange={(event) => {
            const spread = BAND_SPREADS.find((one) => one === event.currentTarget.value);
            if (spread) onView({ ...view, spread });
          }}
        >
          {BAND_SPREADS.map((spread) => (
            <option key={spread} value={spread}>
              {spreadText(spread)}
            </option>
          ))}
        </select>
      </label>
      <label className={css.choice}>
        <input
          type="checkbox"
          checked={view.hasMembers}
          onChange={() => onView({ ...view, hasMembers: !view.hasMembers })}
        />
        <span className={css.choiceText}>{m.band_show_members()}</span>
      </label>
    </div>
  );
}
