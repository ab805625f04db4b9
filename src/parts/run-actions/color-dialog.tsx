import { useState } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { LINE_COLORS } from '../../domain/charts/color-slots.ts';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { TAG_RUN_COLOR } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { ActionForm, RunNames, runsWord } from './action-form.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface ColorDialogProps {
  readonly runs: readonly RunTarget[];
  readonly onClose: () => void;
}

/** A colour that everybody sees, in MLflow's own UI too; automatic is what the compare set gives. */
export function ColorDialog({ runs, onClose }: ColorDialogProps) {
  const colors = LINE_COLORS[useComputedColorScheme('light')];
  const [color, setColor] = useState<string | undefined>(colors[0]);
  const changeOf = ({ id }: RunTarget): RunChange =>
    color === undefined
      ? { kind: 'delete-tag', id, key: TAG_RUN_COLOR }
      : { kind: 'set-tag', id, key: TAG_RUN_COLOR, value: color };
  return (
    <ActionForm
      title={m.color_title({ runs: runsWord(runs) })}
      action="color"
      submitLabel={m.color_submit()}
      runs={runs}
      changes={runs.map(changeOf)}
      onClose={onClose}
    >
      <div className={css.colors} role="radiogroup" aria-label={m.color_label()}>
        {colors.map((each) => (
          <label key={each} className={css.color} style={{ background: each }}>
            <input
              type="radio"
              name="color"
              aria-label={each}
              checked={color === each}
              onChange={() => setColor(each)}
            />
          </label>
        ))}
        <label className={css.ownColor}>
          <input
            type="color"
            value={color ?? colors[0]}
            aria-label={m.color_own()}
            onChange={(event) => setColor(event.currentTarget.value)}
          />
          {m.color_own()}
        </label>
        <label className={css.auto}>
          <input
            type="radio"
            name="color"
            checked={color === undefined}
            onChange={() => setColor(undefined)}
          />
          {m.color_automatic()}
        </label>
      </div>
      {runs.length > 1 ? <RunNames runs={runs} /> : null}
    </ActionForm>
  );
}
