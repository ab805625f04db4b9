import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import type { ExportFormat } from '../../domain/export/export-table.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import {
  type Export,
  type ExportResult,
  type ExportSource,
  type ExportState,
  type ExportUnit,
  rowsToExport,
} from './use-export.ts';
import css from './export-panel.module.css';

/** More rows than this are copied only when the person says so again: few places take a table of that length. */
const MAX_UNASKED_ROWS = 1_000;

interface ExportPanelProps {
  readonly source: ExportSource;
  readonly exporting: Export;
  readonly onClose: () => void;
}

/** What can be taken along, how far it is, and what came of it. */
export function ExportPanel({ source, exporting, onClose }: ExportPanelProps) {
  const { state, start, reset } = exporting;
  const [asked, setAsked] = useState<ExportFormat>();
  const [chosen, setChosen] = useState<ExportUnit>('groups');
  // What is asked for at first is what stands on the screen.
  const unit = source.snapshot.groups && source.groupShow ? chosen : 'runs';
  const count = rowsToExport(source, unit);
  // The button that had the focus is gone with its step: a new panel takes it.
  return (
    <div
      key={`${state.phase} ${asked ?? ''}`}
      ref={takeFocus}
      className={css.panel}
      tabIndex={-1}
      role="group"
      aria-label={m.export_label()}
    >
      {state.phase === 'idle' && asked === undefined ? (
        <Choices
          source={source}
          unit={unit}
          onUnit={setChosen}
          onChoose={(format) => {
            if (format === 'csv' || count <= MAX_UNASKED_ROWS) start(format, unit);
            else setAsked(format);
          }}
        />
      ) : null}
      {state.phase === 'idle' && asked !== undefined ? (
        <ManyRows
          count={count}
          onChoose={(maxRows) => {
            setAsked(undefined);
            start(asked, unit, maxRows);
          }}
          onCancel={() => setAsked(undefined)}
        />
      ) : null}
      {state.phase === 'running' ? <Running state={state} onCancel={reset} /> : null}
      {state.phase === 'done' ? <Done result={state.result} onClose={onClose} /> : null}
      {state.phase === 'by-hand' ? (
        <Done result={state.result} onClose={onClose}>
          <TextToCopy text={state.text} />
        </Done>
      ) : null}
      {state.phase === 'failed' ? (
        <FailureNotice failure={state.failure} shape="strip" onRetry={reset} />
      ) : null}
    </div>
  );
}

function takeFocus(panel: HTMLElement | null): void {
  panel?.focus();
}

interface ChoicesProps {
  readonly source: ExportSource;
  readonly unit: ExportUnit;
  readonly onUnit: (unit: ExportUnit) => void;
  readonly onChoose: (format: ExportFormat) => void;
}

function Choices({ source, unit, onUnit, onChoose }: ChoicesProps) {
  const { matched, loaded, state, groups } = source.snapshot;
  const more = formatCount(loaded);
  const isEmpty = matched === 0;
  return (
    <>
      {groups && source.groupShow ? (
        <UnitChoice {...{ unit, onUnit }} counts={{ groups: groups.groupCount, runs: matched }} />
      ) : (
        <p className={css.words}>{m.export_rows({ count: matched, text: formatCount(matched) })}</p>
      )}
      {state === 'complete' ? null : (
        <p className={css.warn}>{`${m.runs_loaded_more({ count: more })}. ${m.export_only_loaded()}`}</p>
      )}
      <Button size="compact-sm" disabled={isEmpty} onClick={() => onChoose('csv')}>
        {m.export_csv()}
      </Button>
      <Button size="compact-sm" variant="default" disabled={isEmpty} onClick={() => onChoose('markdown')}>
        {m.export_markdown()}
      </Button>
      <Button size="compact-sm" variant="default" disabled={isEmpty} onClick={() => onChoose('latex')}>
        {m.export_latex()}
      </Button>
      <p className={css.hint}>{m.export_hint()}</p>
    </>
  );
}

interface UnitChoiceProps {
  readonly unit: ExportUnit;
  readonly onUnit: (unit: ExportUnit) => void;
  readonly counts: Readonly<Record<ExportUnit, number>>;
}

/** Of a table of groups: what a row of the file is. */
function UnitChoice({ unit, onUnit, counts: { groups, runs } }: UnitChoiceProps) {
  const words: Readonly<Record<ExportUnit, string>> = {
    groups: m.export_groups({ count: groups, text: formatCount(groups) }),
    runs: m.export_runs({ count: runs, text: formatCount(runs) }),
  };
  return (
    <fieldset className={css.units}>
      <legend className="visually-hidden">{m.export_unit()}</legend>
      {(['groups', 'runs'] as const).map((each) => (
        <label key={each} className={css.unit}>
          <input type="radio" name="export-unit" checked={unit === each} onChange={() => onUnit(each)} />
          {words[each]}
        </label>
      ))}
    </fieldset>
  );
}

interface ManyRowsProps {
  readonly count: number;
  readonly onChoose: (maxRows: number | undefined) => void;
  readonly onCancel: () => void;
}

function ManyRows({ count, onChoose, onCancel }: ManyRowsProps) {
  return (
    <>
      <p className={css.words}>{m.export_many({ count: formatCount(count) })}</p>
      <Button size="compact-sm" onClick={() => onChoose(MAX_UNASKED_ROWS)}>
        {m.export_first({ count: formatCount(MAX_UNASKED_ROWS) })}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => onChoose(undefined)}>
        {m.export_all({ count: formatCount(count) })}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {m.cancel()}
      </Button>
    </>
  );
}

interface RunningProps {
  readonly state: Extract<ExportState, { phase: 'running' }>;
  readonly onCancel: () => void;
}

function Running({ state: { rows, total }, onCancel }: RunningProps) {
  const words = m.export_progress({ rows: formatCount(rows), total: formatCount(total) });
  return (
    <>
      <p className={css.words}>{words}</p>
      <progress className={css.progress} value={rows} max={Math.max(1, total)} aria-label={words} />
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {m.cancel()}
      </Button>
    </>
  );
}

interface DoneProps {
  readonly result: ExportResult;
  readonly onClose: () => void;
  /** In place of what was done: what the person has to do. */
  readonly children?: ReactNode;
}

function Done({ result, onClose, children }: DoneProps) {
  const { uncomputedCount, loadedOfMore } = result;
  const isPartial = loadedOfMore !== undefined;
  return (
    <>
      {children}
      <p className={css.words} role="status">
        {children
          ? m.export_rows({ count: result.rowCount, text: formatCount(result.rowCount) })
          : doneWords(result)}
      </p>
      {isPartial ? (
        <p className={css.warn}>{m.runs_loaded_more({ count: formatCount(loadedOfMore) })}</p>
      ) : null}
      {uncomputedCount > 0 ? (
        <p className={css.warn}>
          {m.export_uncomputed({ count: uncomputedCount, text: formatCount(uncomputedCount) })}
        </p>
      ) : null}
      <Button size="compact-sm" variant="default" onClick={onClose}>
        {m.close()}
      </Button>
    </>
  );
}

function doneWords({ fileName, rowCount }: ExportResult): string {
  const counts = { count: rowCount, text: formatCount(rowCount) };
  return fileName === undefined ? m.export_copied(counts) : m.export_saved({ ...counts, file: fileName });
}

function TextToCopy({ text }: { readonly text: string }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // After the panel, which takes the focus with every step.
    const turn = setTimeout(() => {
      field.current?.focus();
      field.current?.select();
    }, 0);
    return () => clearTimeout(turn);
  }, []);
  return (
    <label className={css.field}>
      {m.copy_by_hand()}
      <textarea ref={field} className={css.text} readOnly rows={6} value={text} />
    </label>
  );
}
