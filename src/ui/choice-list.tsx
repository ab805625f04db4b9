import { useState } from 'react';
import choiceCss from './choice.module.css';
import css from './choice-list.module.css';
import { TextField } from './text-field.tsx';

/** More rows than this cost more time than a look at them is worth: the search leads to the one that is meant. */
const MOST_ROWS = 100;

export interface Choice {
  readonly id: string;
  readonly text: string;
  readonly title?: string | undefined;
  /** Told at the end of its line. */
  readonly facts?: string | undefined;
  readonly isChosen: boolean;
}

interface ChoiceListProps<Item extends Choice> {
  /** Name of the field above the list. */
  readonly label: string;
  readonly choices: readonly Item[];
  /** Whether a choice is meant by what was typed. */
  readonly isMeant: (choice: Item, typed: string) => boolean;
  /** One of them, by the name of the group of buttons; undefined: any of them. */
  readonly radioName?: string | undefined;
  readonly hasFocus?: boolean | undefined;
  readonly noneText: (typed: string) => string;
  readonly moreText: (count: number) => string;
  readonly onChoose: (choice: Item) => void;
}

/** A list to choose from, one or several, with a search above it. */
export function ChoiceList<Item extends Choice>(props: ChoiceListProps<Item>) {
  const { label, choices, isMeant, radioName, hasFocus, noneText, moreText, onChoose } = props;
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const found = wanted === '' ? choices : choices.filter((choice) => isMeant(choice, wanted));
  return (
    <>
      <div className={css.field}>
        <TextField
          type="search"
          label={label}
          value={typed}
          onChange={setTyped}
          {...(hasFocus ? { 'data-autofocus': true } : {})}
        />
      </div>
      <div className={css.list}>
        {found.slice(0, MOST_ROWS).map((choice) => (
          <label key={choice.id} className={choiceCss.choice} title={choice.title ?? choice.text}>
            <input
              type={radioName === undefined ? 'checkbox' : 'radio'}
              name={radioName}
              checked={choice.isChosen}
              onChange={() => onChoose(choice)}
            />
            <span className={choiceCss.text}>{choice.text}</span>
            {choice.facts ? <span className={css.facts}>{choice.facts}</span> : null}
          </label>
        ))}
        {found.length === 0 ? <p className={choiceCss.hint}>{noneText(typed)}</p> : null}
        {found.length > MOST_ROWS ? (
          <p className={choiceCss.hint}>{moreText(found.length - MOST_ROWS)}</p>
        ) : null}
      </div>
    </>
  );
}
