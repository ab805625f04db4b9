import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import styles from './copy-button.module.css';
import { writeClipboard } from './write-clipboard.ts';

export interface CopyButtonProps {
  /** A function is asked when it is copied. */
  readonly text: string | (() => string | Promise<string>);
  /** Name of the button, such as "Copy run id". */
  readonly label: string;
  readonly copiedLabel: string;
  /** Name of the field that stands in where the browser gives no clipboard, such as "Press Ctrl+C". */
  readonly fieldLabel: string;
}

const SHOW_COPIED_MS = 1_600;

type Phase = 'idle' | 'copied' | 'field';

export function CopyButton({ text, label, copiedLabel, fieldLabel }: CopyButtonProps) {
  const [phase, setPhase] = useState<Phase>('idle');
  useEffect(() => {
    if (phase !== 'copied') return undefined;
    const timer = setTimeout(() => setPhase('idle'), SHOW_COPIED_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  const [copied, setCopied] = useState('');
  const copy = async () => {
    const now = typeof text === 'function' ? await text() : text;
    setCopied(now);
    setPhase((await writeClipboard(now)) ? 'copied' : 'field');
  };
  const shown = phase === 'copied' ? copiedLabel : label;
  return (
    <span className={styles['copy']}>
      <button
        type="button"
        className={styles['button']}
        aria-label={label}
        title={shown}
        onClick={() => void copy()}
      >
        {phase === 'copied' ? (
          <IconCheck size={14} aria-hidden="true" />
        ) : (
          <IconCopy size={14} aria-hidden="true" />
        )}
      </button>
      <span role="status" className={styles['said']}>
        {phase === 'copied' ? copiedLabel : ''}
      </span>
      {phase === 'field' && <SelectedField text={copied} label={fieldLabel} onDone={setPhase} />}
    </span>
  );
}

interface SelectedFieldProps {
  readonly text: string;
  readonly label: string;
  readonly onDone: (phase: Phase) => void;
}

/** The text selected in a field, one key away from being copied; gone when it was copied or left. */
function SelectedField({ text, label, onDone }: SelectedFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <span className={styles['popover']}>
      <input
        ref={field}
        readOnly
        value={text}
        aria-label={label}
        className={styles['field']}
        onCopy={() => setTimeout(onDone, 0, 'copied')}
        onBlur={() => onDone('idle')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone('idle');
        }}
      />
      <span className={styles['hint']} aria-hidden="true">
        {label}
      </span>
    </span>
  );
}
