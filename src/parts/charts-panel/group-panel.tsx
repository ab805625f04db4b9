import { useMemo, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { BAND_CENTRES, BAND_SPREADS, type BandView } from '../../domain/charts/band-view.ts';
import { toggleKey } from '../../domain/runs/group-rule.ts';
import { MAX_DISTINCT_COUNT } from '../../domain/runs/key-catalogue.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import choiceCss from '../../ui/choice.module.css';
import css from '../chart-settings/axes-panels.module.css';
import { groupKeyNames } from '../group-words.ts';
import { centreText, spreadText } from '../chart-card/band-words.ts';
import { allButSeeds, type AllButSeeds, type GroupChoice, listGroupChoices } from './group-choices.ts';

interface GroupPanelProps {
  /** Of the rows as they are read; undefined: nothing is known yet. */
  readonly catalogue: KeyCatalogue | undefined;
  /** Texts of the keys by now: with a rule, those that it comes to. */
  readonly keys: readonly string[];
  readonly settings: Pick<ChartSettings, 'groupBy' | 'groupAllBut' | 'groupBand'>;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** Which keys make runs one line, and what is drawn for several of them. */
export function GroupPanel({ catalogue, keys, settings, onSettings }: GroupPanelProps) {
  const { groupBy, groupAllBut, groupBand } = settings;
  // In the order that it was opened with: a row does not jump away from under the pointer.
  const [first] = useState(groupBy);
  const choices = useMemo(() => listGroupChoices(catalogue, first), [catalogue, first]);
  const repeats = useMemo(() => allButSeeds(catalogue), [catalogue]);
  const toggle = ({ text, isOfRule }: GroupChoice) => {
    const rule = { by: groupBy, allBut: groupAllBut };
    const { by, allBut } = toggleKey(rule, text, { isChosen: keys.includes(text), isOfRule });
    onSettings({ groupBy: by, groupAllBut: allBut });
  };
  return (
    <div className={css.panel}>
      <KeyChoices choices={choices} chosen={keys} onToggle={toggle} />
      {repeats || groupAllBut ? (
        <Rule
          repeats={repeats}
          allBut={groupAllBut}
          isEmpty={keys.length === 0}
          onRule={(allBut) => onSettings(allBut ? { groupBy: [], groupAllBut: allBut } : freeze(keys))}
        />
      ) : null}
      <BandFields view={groupBand} onView={(view) => onSettings({ groupBand: view })} />
      <p className={choiceCss.hint}>{m.band_rule()}</p>
    </div>
  );
}

/** Without the rule the keys that it came to stay. */
function freeze(keys: readonly string[]): Partial<ChartSettings> {
  return { groupBy: keys, groupAllBut: undefined };
}

interface KeyChoicesProps {
  readonly choices: readonly GroupChoice[];
  readonly chosen: readonly string[];
  readonly onToggle: (choice: GroupChoice) => void;
}

function KeyChoices({ choices, chosen, onToggle }: KeyChoicesProps) {
  const listed = choices.map((choice) => ({
    id: choice.text,
    text: choice.words,
    title: choice.text,
    isChosen: chosen.includes(choice.text),
    facts: [choice.info ? valuesText(choice.info.distinctCount) : '', choice.isUnique ? m.group_unique() : '']
      .filter((fact) => fact !== '')
      .join(' · '),
    choice,
  }));
  return (
    <fieldset className={css.choices}>
      <legend className={css.legend}>{m.group_by()}</legend>
      <ChoiceList
        label={m.group_find()}
        hasFocus
        choices={listed}
        isMeant={({ id, text }, typed) => holdsText(`${text} ${id}`, typed)}
        noneText={(text) => m.group_find_none({ text })}
        moreText={(count) => m.axis_metric_more({ count: formatCount(count) })}
        onChoose={({ choice }) => onToggle(choice)}
      />
    </fieldset>
  );
}

function valuesText(count: number): string {
  const text = `${formatCount(count)}${count >= MAX_DISTINCT_COUNT ? '+' : ''}`;
  return m.columns_values({ count, text });
}

interface RuleProps {
  /** Undefined: nothing but seeds varies. */
  readonly repeats: AllButSeeds | undefined;
  /** What the rule leaves out; undefined: there is none. */
  readonly allBut: readonly string[] | undefined;
  /** There is nothing to group by. */
  readonly isEmpty: boolean;
  readonly onRule: (allBut: readonly string[] | undefined) => void;
}

/** Names what it leaves out, so that nobody wonders where a key went. */
function Rule({ repeats, allBut, isEmpty, onRule }: RuleProps) {
  const unique = repeats?.unique ?? [];
  return (
    <div>
      <label className={choiceCss.choice}>
        <input
          type="checkbox"
          checked={allBut !== undefined}
          onChange={() => onRule(allBut ? undefined : (repeats?.allBut ?? []))}
        />
        <span className={choiceCss.text}>{allButWords(allBut ?? repeats?.allBut ?? [])}</span>
      </label>
      <p className={choiceCss.hint}>{m.group_rule_hint()}</p>
      {unique.length > 0 ? (
        <p className={choiceCss.hint}>{m.group_left_out({ keys: unique.join(', ') })}</p>
      ) : null}
      {allBut && isEmpty ? <p className={choiceCss.hint}>{m.group_rule_nothing()}</p> : null}
    </div>
  );
}

/** `All params that vary, but seed`. */
function allButWords(allBut: readonly string[]): string {
  return allBut.length > 0 ? m.group_all_but({ keys: groupKeyNames(allBut).join(', ') }) : m.group_all();
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
      <label className={choiceCss.choice}>
        <input
          type="checkbox"
          checked={view.hasMembers}
          onChange={() => onView({ ...view, hasMembers: !view.hasMembers })}
        />
        <span className={choiceCss.text}>{m.band_show_members()}</span>
      </label>
    </div>
  );
}
