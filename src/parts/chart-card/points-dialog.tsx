import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount, formatFullValue } from '../../base/format-number.ts';
import { formatFullDateTime } from '../../base/format-time.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { buildNumberColumn, buildTextColumn, buildTimeColumn } from '../../tables/column-builders.tsx';
import { DataGrid } from '../../tables/data-grid.tsx';
import type { GridColumn, GridRowState } from '../../tables/grid-column.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { LineNames, LoggedPoint, PointsWindow } from '../../worker/charts/chart-protocol.ts';
import css from './points-dialog.module.css';
import type { CardLine } from '../charts-panel/shown-cards.ts';

type PointRow = LoggedPoint & { readonly index: number };

interface PointsDialogProps {
  readonly names: LineNames;
  /** What the card is called. */
  readonly name: string;
  readonly lines: readonly CardLine[];
  /** Changes whenever the stored series did. */
  readonly version: unknown;
  readonly isExact: boolean;
  readonly onClose: () => void;
}

/** "Show as table": the logged points, or those computed by an expression, from the same stored series that the picture is made of. */
export function PointsDialog({ names, name, lines, version, isExact, onClose }: PointsDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { window, onVisibleRange, getRow } = usePoints(names, lines, version);
  const columns = useMemo(() => buildPointColumns(lines), [lines]);
  const jump = useStepJump(names, lines, window?.start);
  const total = window?.total ?? 0;
  const title = m.points_title({ metric: name });
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={title} onClose={onClose}>
      <header className={css.header}>
        <h2 className={css.title} title={name}>
          {title}
        </h2>
        <span role="status">{m.points_count({ count: total, text: formatCount(total) })}</span>
        {isExact ? null : (
          <span className={css.partial}>{m.points_sampled({ count: total, text: formatCount(total) })}</span>
        )}
        <span className={css.space} />
        <StepField jump={jump} />
        <Button size="compact-sm" variant="default" onClick={() => dialog.current?.close()}>
          {m.close()}
        </Button>
      </header>
      <div className={css.body}>
        <DataGrid<PointRow>
          label={m.run_metrics()}
          columns={columns}
          rowCount={total}
          ariaRowCount={window ? total : -1}
          getRow={getRow}
          getRowId={(row) => String(row.index)}
          onVisibleRange={onVisibleRange}
          revealRow={jump.found}
          rowState={jump.rowState}
        />
      </div>
    </dialog>
  );
}

interface StepJump {
  readonly found: { readonly row: number } | undefined;
  readonly isMissing: boolean;
  readonly rowState: (row: PointRow) => GridRowState;
  /** The same step again: in the next run. */
  readonly go: (step: number) => void;
}

function useStepJump(names: LineNames, lines: readonly CardLine[], shownFrom = 0): StepJump {
  const client = useDataClient();
  const [found, setFound] = useState<{ readonly row: number; readonly step: number }>();
  const [isMissing, setMissing] = useState(false);
  const go = (step: number) => {
    const isNext = found?.step === step;
    const runs = lines.map((line) => ({ id: line.run.id, key: line.key }));
    const fromRow = isNext ? found.row : shownFrom;
    client.call('chart.find-point', { ...names, runs, step, fromRow, isNext }).then(
      (row) => {
        setMissing(row === undefined);
        setFound(row === undefined ? undefined : { row, step });
      },
      () => setMissing(true),
    );
  };
  const row = found?.row;
  const rowState = useCallback((point: PointRow) => ({ isFocused: point.index === row }), [row]);
  return { found, isMissing, rowState, go };
}

function StepField({ jump }: { readonly jump: StepJump }) {
  const [text, setText] = useState('');
  const step = text.trim() === '' ? Number.NaN : Number(text.replaceAll(',', ''));
  return (
    <form
      className={css.jump}
      onSubmit={(event) => {
        event.preventDefault();
        if (Number.isFinite(step)) jump.go(step);
      }}
    >
      <span aria-live="polite">{jump.isMissing ? m.points_step_missing() : ''}</span>
      <TextField
        width={110}
        inputMode="numeric"
        label={m.points_go_to_step()}
        value={text}
        onChange={setText}
        aria-invalid={text !== '' && !Number.isFinite(step)}
      />
    </form>
  );
}

function usePoints(names: LineNames, lines: readonly CardLine[], version: unknown) {
  const client = useDataClient();
  const [range, setRange] = useState({ start: 0, end: 60 });
  const [window, setWindow] = useState<PointsWindow>();
  useEffect(() => {
    const controller = new AbortController();
    client
      .call(
        'chart.points',
        { ...names, runs: lines.map((line) => ({ id: line.run.id, key: line.key })), ...range },
        { signal: controller.signal },
      )
      .then((next) => {
        if (!controller.signal.aborted) setWindow(next);
      })
      // Asked again with the next picture.
      .catch(() => undefined);
    return () => controller.abort();
    // A new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, names, lines, range, version]);
  const onVisibleRange = useCallback(
    (start: number, end: number) =>
      setRange((before) => (before.start === start && before.end === end ? before : { start, end })),
    [],
  );
  const getRow = useCallback(
    (index: number) => {
      const point = window?.points[index - window.start];
      return point && { ...point, index };
    },
    [window],
  );
  return { window, onVisibleRange, getRow };
}

function buildPointColumns(lines: readonly CardLine[]): readonly GridColumn<PointRow>[] {
  const names = new Map(lines.map(({ run }) => [run.id, run.name]));
  const metricColumn = buildTextColumn<PointRow>({
    id: 'metric',
    header: m.points_column_metric(),
    widthPx: 200,
    canSort: false,
    text: ({ key }) => key,
  });
  // Also where runs logged it under keys that were declared the same.
  const hasSeveral = new Set(lines.map(({ key }) => key)).size > 1;
  return [
    buildTextColumn<PointRow>({
      id: 'run',
      header: m.points_column_run(),
      widthPx: 260,
      canSort: false,
      text: ({ runId }) => names.get(runId) ?? runId,
    }),
    ...(hasSeveral ? [metricColumn] : []),
    buildNumberColumn<PointRow>({
      id: 'step',
      header: m.points_column_step(),
      widthPx: 110,
      canSort: false,
      value: ({ step }) => step,
      format: String,
      formatFull: String,
    }),
    buildNumberColumn<PointRow>({
      id: 'value',
      header: m.points_column_value(),
      widthPx: 200,
      canSort: false,
      value: ({ value }) => value,
      format: formatFullValue,
      formatFull: formatFullValue,
    }),
    buildTimeColumn<PointRow>({
      id: 'time',
      header: m.points_column_time(),
      widthPx: 240,
      canSort: false,
      timeMs: ({ timestampMs }) => timestampMs,
      format: (timeMs) => formatFullDateTime(timeMs, getLocale()),
      formatFull: (timeMs) => new Date(timeMs).toISOString(),
    }),
  ];
}
