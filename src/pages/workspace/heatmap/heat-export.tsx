import { type ReactNode, useState } from 'react';
import { exportFileName } from '../../../domain/export/export-name.ts';
import type { ExportFormat } from '../../../domain/export/export-table.ts';
import { exportTwoKeys, type ScoreFormat, type ScoreTable } from '../../../domain/export/export-two-keys.ts';
import { m } from '../../../paraglide/messages.js';
import choiceCss from '../../../ui/choice.module.css';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { downloadBlob } from '../../../ui/download-blob.ts';
import { PanelPopover } from '../../../ui/panel-popover.tsx';
import buttonCss from '../../../ui/buttons.module.css';
import css from './heatmap.module.css';

/** The table of two keys as text for a paper or a page. */
export function HeatExport({ getTable }: { readonly getTable: () => ScoreTable }) {
  const [isTimes100, setTimes100] = useState(false);
  const textOf = (format: ScoreFormat) => exportTwoKeys(format, getTable(), { isTimes100 });
  return (
    <ExportPanel>
      <label className={choiceCss.choice}>
        <input
          type="checkbox"
          checked={isTimes100}
          data-autofocus
          onChange={(event) => setTimes100(event.currentTarget.checked)}
        />
        <span className={choiceCss.text}>{m.heatmap_times_100()}</span>
      </label>
      <CopyLine label={m.heatmap_copy_markdown()} getText={() => textOf('markdown')} />
      <CopyLine label={m.heatmap_copy_latex()} getText={() => textOf('latex')} />
    </ExportPanel>
  );
}

/** Runs with their metrics as they stand, in order. */
export function RunsExport({ getText }: { readonly getText: (format: ExportFormat) => string }) {
  const save = () => {
    const blob = new Blob([getText('csv')], { type: 'text/csv;charset=utf-8' });
    downloadBlob(blob, exportFileName([m.tab_heatmap()], new Date(), false, 'csv'));
  };
  return (
    <ExportPanel>
      <CopyLine label={m.heatmap_copy_markdown()} getText={() => getText('markdown')} />
      <CopyLine label={m.heatmap_copy_latex()} getText={() => getText('latex')} />
      <button type="button" className={buttonCss.button} onClick={save}>
        {m.heatmap_save_csv()}
      </button>
    </ExportPanel>
  );
}

function ExportPanel({ children }: { readonly children: ReactNode }) {
  return (
    <PanelPopover
      renderTarget={({ isOpen, toggle }) => (
        <button type="button" className={buttonCss.button} aria-expanded={isOpen} onClick={toggle}>
          {m.heatmap_export()}
        </button>
      )}
    >
      {children}
    </PanelPopover>
  );
}

function CopyLine({ label, getText }: { readonly label: string; readonly getText: () => string }) {
  return (
    // The words are a part of the button.
    <label className={css.copy}>
      <CopyButton text={getText} label={label} copiedLabel={m.copied()} fieldLabel={m.copy_by_hand()} />
      <span aria-hidden="true">{label}</span>
    </label>
  );
}
