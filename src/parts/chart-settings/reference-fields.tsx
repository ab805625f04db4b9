import { useId, useState } from 'react';
import { Button, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatFullValue } from '../../base/format-number.ts';
import type { YMeasure } from '../../domain/series/delta-to-baseline.ts';
import { parseReference, type ReferenceLine } from '../../domain/charts/reference-line.ts';
import { m } from '../../paraglide/messages.js';
import choiceCss from '../../ui/choice.module.css';
import css from './axes-panels.module.css';
import { measureWord } from '../baseline-words.ts';

interface ReferenceFieldsProps {
  readonly references: readonly ReferenceLine[];
  /** What y shows now. */
  readonly measure: YMeasure;
  readonly onReferences: (lines: readonly ReferenceLine[]) => void;
}

/** Level lines of one card: those that are there, and a field for one more. */
export function ReferenceFields({ references, measure, onReferences }: ReferenceFieldsProps) {
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const problemId = useId();
  const add = () => {
    const line = parseReference(text, measure);
    setWrong(!line);
    if (!line) return;
    onReferences([...references, line]);
    setText('');
  };
  return (
    <>
      {references.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two may be alike
        <div key={index} className={css.row}>
          <span className={css.wide}>
            {`y = ${formatFullValue(line.y)} ${line.label}`}
            {line.measure === measure ? null : (
              <span className={choiceCss.hint}>
                {' '}
                {m.reference_other({ measure: measureWord(line.measure) })}
              </span>
            )}
          </span>
          <UnstyledButton
            aria-label={m.reference_remove({ value: formatFullValue(line.y) })}
            onClick={() => onReferences(references.filter((_, other) => other !== index))}
          >
            <IconX size={14} stroke={1.7} />
          </UnstyledButton>
        </div>
      ))}
      <form
        className={css.row}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <span className={css.rowLabel}>{m.reference_label()}</span>
        <input
          type="text"
          className={`${css.number} ${css.wide}`}
          aria-label={m.reference_field()}
          aria-invalid={isWrong}
          aria-describedby={problemId}
          placeholder={m.reference_placeholder()}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <Button type="submit" size="compact-sm" variant="default">
          {m.reference_add()}
        </Button>
      </form>
      <p id={problemId} className={css.problem} hidden={!isWrong}>
        {isWrong ? m.reference_wrong() : ''}
      </p>
    </>
  );
}
