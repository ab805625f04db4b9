import { useState } from 'react';
import { exportTwoKeys, type ScoreFormat, type ScoreTable } from '../../../domain/export/export-two-keys.ts';
import { m } from '../../../paraglide/messages.js';
import choiceCss from '../../../ui/choice.module.css';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { PanelPopover } from '../../../ui/panel-popover.tsx';
import css from './heatmap.module.css';

/** The table of two keys as text for a paper or a page. */
export function HeatExport({ getTable }: { readonly getTable: () => ScoreTable }) {
  const [isTimes100, setTimes100] = useState(false);
  const copy = (format: ScoreFormat, label: string) => (
    // The words are a part of the button.
    <label className={css.copy}>
      <CopyButton
        text={() => exportTwoKeys(format, getTable(), { isTimes100 })}
        label={label}
        copiedLabel={m.copied()}
        fieldLabel={m.copy_by_hand()}
      />
      <span aria-hidden="true">{label}</span>
    </label>
  );
  return (
    <PanelPopover
      renderTarget={({ isOpen, toggle }) => (
        <button type="button" className={css.button} aria-expanded={isOpen} onClick={toggle}>
          {m.heatmap_export()}
        </button>
      )}
    >
      <label className={choiceCss.choice}>
        <input
          type="checkbox"
          checked={isTimes100}
          data-autofocus
          onChange={(event) => setTimes100(event.currentTarget.checked)}
        />
        <span className={choiceCss.text}>{m.heatmap_times_100()}</span>
      </label>
      {copy('markdown', m.heatmap_copy_markdown())}
      {copy('latex', m.heatmap_copy_latex())}
    </PanelPopover>
  );
}
