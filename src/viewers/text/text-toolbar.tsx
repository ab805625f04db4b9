import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { TEXT_ENCODINGS, type TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import { parseTextPlace, type TextPlace } from '../../domain/artifacts/text/text-place.ts';
import { m } from '../../paraglide/messages.js';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './text-viewer.module.css';

/** Names that every locale writes alike. */
const ENCODING_NAMES: Record<TextEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Latin-1',
  'euc-kr': 'EUC-KR',
  shift_jis: 'Shift JIS',
  gb18030: 'GB 18030',
};

interface FindBarProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isCaseKept: boolean;
  readonly onCaseKept: (isCaseKept: boolean) => void;
  /** How many there are and which one it is, or that there is none. */
  readonly words: string;
  readonly onStep: (direction: 1 | -1) => void;
}

export function FindBar({ ref, ...props }: FindBarProps) {
  const { text, onText, onStep } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      onText('');
    }
  };
  return (
    <span className={css['group']}>
      <span className={css['find']}>
        <TextField
          ref={ref}
          type="search"
          label={m.text_find()}
          value={text}
          onChange={onText}
          onKeyDown={onKeyDown}
        />
      </span>
      <button
        type="button"
        className={css['button']}
        aria-label={m.text_find_case()}
        title={m.text_find_case()}
        aria-pressed={props.isCaseKept}
        onClick={() => props.onCaseKept(!props.isCaseKept)}
      >
        Aa
      </button>
      {([-1, 1] as const).map((direction) => {
        const label = direction === 1 ? m.text_find_next() : m.text_find_previous();
        return (
          <button
            key={direction}
            type="button"
            className={css['button']}
            aria-label={label}
            title={label}
            disabled={text === ''}
            onClick={() => onStep(direction)}
          >
            {direction === 1 ? (
              <IconArrowDown size={14} aria-hidden />
            ) : (
              <IconArrowUp size={14} aria-hidden />
            )}
          </button>
        );
      })}
      <span role="status" className={css['said']}>
        {props.words}
      </span>
    </span>
  );
}

export function GoToField({ onGoTo }: { readonly onGoTo: (place: TextPlace) => void }) {
  const [typed, setTyped] = useState('');
  const place = parseTextPlace(typed);
  const isWrong = typed.trim() !== '' && !place;
  return (
    <span className={css['place']}>
      <TextField
        label={m.text_go_to()}
        placeholder={m.text_go_to_hint()}
        title={isWrong ? m.text_go_unknown() : m.text_go_to()}
        aria-invalid={isWrong}
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && place) onGoTo(place);
        }}
      />
    </span>
  );
}

interface EncodingChoiceProps {
  readonly encoding: TextEncoding | undefined;
  readonly isFound: boolean;
  readonly onChoose: (encoding: TextEncoding) => void;
}

export function EncodingChoice({ encoding, isFound, onChoose }: EncodingChoiceProps) {
  return (
    <label className={css['option']}>
      {m.text_encoding()}
      <select
        value={encoding ?? ''}
        title={isFound && encoding ? m.text_encoding_found() : undefined}
        onChange={(event) => {
          const chosen = TEXT_ENCODINGS.find((one) => one === event.currentTarget.value);
          if (chosen) onChoose(chosen);
        }}
      >
        {encoding ? null : <option value="">{m.text_encoding_none()}</option>}
        {TEXT_ENCODINGS.map((one) => (
          <option key={one} value={one}>
            {ENCODING_NAMES[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

export function CheckOption(props: {
  readonly label: string;
  readonly title?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className={css['option']} title={props.title}>
      <input
        type="checkbox"
        checked={props.isOn}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}

export function CopyText({ label, text }: { readonly label: string; readonly text: () => string }) {
  return <CopyButton text={text} label={label} copiedLabel={m.copied()} fieldLabel={m.copy_by_hand()} />;
}
