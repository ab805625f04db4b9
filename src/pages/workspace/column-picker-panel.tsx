import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { chooseVaryingColumns } from '../../domain/runs/default-columns.ts';
import { metricPrefix } from '../../domain/charts/metric-sections.ts';
import { RUN_ATTRIBUTES, type RunColumn } from '../../domain/runs/run-sort.ts';
import { SHADINGS } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useKeyOutline } from '../../parts/use-key-outline.ts';
import { columnWord } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { shadingWord } from './column-menu.tsx';
import { ColumnExpression } from './column-picker-expression.tsx';
import { buildPickerTrees, listPickerRows, type PickerView } from './column-picker-rows.ts';
import { ShownList } from './column-picker-shown.tsx';
import { ColumnTree } from './column-picker-tree.tsx';
import css from './column-picker.module.css';
import { type ColumnActions, useColumnActions } from './use-column-actions.ts';

interface PanelProps {
  readonly catalogue: KeyCatalogue | undefined;
  readonly shown: readonly RunColumn[];
}

/** All keys at the left, the columns that are shown at the right. */
export function ColumnPickerPanel({ catalogue, shown }: PanelProps) {
  const actions = useColumnActions(shown);
  const [search, setSearch] = useState('');
  const [isVaryingOnly, setVaryingOnly] = useState(false);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const wanted = useDeferredValue(search);
  const trees = useMemo(() => buildPickerTrees(catalogue), [catalogue]);
  const attributes = useMemo(() => listAttributes(), []);
  const keys = useMemo(() => catalogue?.metrics.map(({ key }) => key) ?? [], [catalogue]);
  const families = useKeyOutline(keys)?.families;
  const rows = useMemo(
    () => listPickerRows(trees, { search: wanted, isVaryingOnly, turned, attributes, families }),
    [trees, wanted, isVaryingOnly, turned, attributes, families],
  );
  const turn = (foldId: string) =>
    setTurned((before) => {
      const after = new Set(before);
      if (!after.delete(foldId)) after.add(foldId);
      return after;
    });
  return (
    <div className={css['picker']}>
      <div className={css['top']}>
        <TextField
          type="search"
          label={m.columns_search()}
          value={search}
          onChange={setSearch}
          // The panel may come after the popover, whose focus trap then found no field.
          autoFocus
          data-autofocus
        />
        <label className={css['switch']}>
          <input
            type="checkbox"
            role="switch"
            checked={isVaryingOnly}
            onChange={(event) => setVaryingOnly(event.currentTarget.checked)}
          />
          {m.columns_varying_only()}
        </label>
      </div>
      <Presets catalogue={catalogue} shown={shown} actions={actions} />
      <div className={css['lists']}>
        {rows.length > 0 ? (
          <ColumnTree
            rows={rows}
            shown={shown}
            catalogue={catalogue}
            actions={actions}
            onTurn={turn}
            onShowAll={() => setVaryingOnly(false)}
          />
        ) : (
          <p className={css['none']}>{m.columns_none({ text: search })}</p>
        )}
        <ShownList shown={shown} actions={actions} />
      </div>
      <div className={css['bottom']}>
        <ColumnExpression catalogue={catalogue} onAdd={(column) => actions.show([column])} />
        <ShadingChoice />
      </div>
    </div>
  );
}

function listAttributes(): PickerView['attributes'] {
  return RUN_ATTRIBUTES.filter((key) => key !== 'name').map((key) => {
    const column = { kind: 'attribute', key } as const;
    return { column, words: columnWord(column) };
  });
}

interface PresetsProps extends PanelProps {
  readonly actions: ColumnActions;
}

function Presets({ catalogue, actions }: PresetsProps) {
  const { workspace } = useWorkspace();
  const { sort } = workspace;
  const prefixes = useMemo(
    () => [
      ...new Set(
        (catalogue?.metrics ?? [])
          .map(({ key }) => metricPrefix(key))
          .filter((prefix) => prefix !== undefined),
      ),
    ],
    [catalogue],
  );
  const showGroup = (prefix: string) => {
    const keys = (catalogue?.metrics ?? []).filter(({ key }) => metricPrefix(key) === prefix);
    actions.setAll(keys.map(({ key }) => ({ kind: 'metric', key })));
  };
  return (
    <div className={css['presets']} role="group" aria-label={m.columns_presets()}>
      <Button size="compact-xs" variant="default" onClick={actions.reset}>
        {m.columns_reset()}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        disabled={!catalogue}
        onClick={() =>
          catalogue && actions.setAll(chooseVaryingColumns({ ...catalogue, sort, lastSorted: undefined }))
        }
      >
        {m.columns_preset_varying()}
      </Button>
      {prefixes.length > 0 ? (
        <select
          className={css['select']}
          aria-label={m.columns_preset_group()}
          value=""
          onChange={(event) => showGroup(event.currentTarget.value)}
        >
          <option value="" disabled>
            {m.columns_preset_group()}
          </option>
          {prefixes.map((prefix) => (
            <option key={prefix} value={prefix}>
              {prefix}
            </option>
          ))}
        </select>
      ) : null}
      <Button size="compact-xs" variant="default" onClick={() => actions.setAll([])}>
        {m.columns_preset_name()}
      </Button>
    </div>
  );
}

function ShadingChoice() {
  const { workspace, dispatch } = useWorkspace();
  const isMixed = Object.keys(workspace.columnShadings).length > 0;
  return (
    <label className={css['shading']}>
      {m.column_shading_all()}
      <select
        className={css['select']}
        value={isMixed ? '' : workspace.shading}
        onChange={(event) => {
          const shading = SHADINGS.find((known) => known === event.currentTarget.value);
          if (shading) dispatch({ type: 'set-shading', shading });
        }}
      >
        {isMixed ? (
          <option value="" disabled>
            {m.column_shading_mixed()}
          </option>
        ) : null}
        {SHADINGS.map((shading) => (
          <option key={shading} value={shading}>
            {shadingWord(shading)}
          </option>
        ))}
      </select>
    </label>
  );
}
