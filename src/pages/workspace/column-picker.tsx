import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Button, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { formatCount } from '../../base/format-number.ts';
import { formatRunColumn, RUN_ATTRIBUTES, type RunColumn } from '../../domain/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { KeyCatalogue, KeyInfo } from '../../worker/data-protocol.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from './column-picker.module.css';

interface ColumnPickerProps {
  readonly catalogue: KeyCatalogue | undefined;
  readonly shown: readonly RunColumn[];
}

/** Chooses the columns of the runs table among all keys that the loaded runs have logged. */
export function ColumnPicker(props: ColumnPickerProps) {
  return (
    <Popover position="bottom-end" width={360} shadow="none" withinPortal trapFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconColumns3 size={14} stroke={1.7} />}>
          {m.columns_button()}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Picker {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

type Entry =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'column'; readonly column: RunColumn; readonly info: KeyInfo | undefined };

function Picker({ catalogue, shown }: ColumnPickerProps) {
  const { dispatch } = useWorkspace();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const entries = useMemo(() => listEntries(catalogue, wanted), [catalogue, wanted]);
  const shownIds = useMemo(() => new Set(shown.map(formatRunColumn)), [shown]);
  const toggle = (column: RunColumn) => {
    const id = formatRunColumn(column);
    const columns = shownIds.has(id)
      ? shown.filter((other) => formatRunColumn(other) !== id)
      : [...shown, column];
    dispatch({ type: 'set-columns', columns });
  };
  return (
    <div className={css.picker}>
      <div className={css.top}>
        <TextField
          type="search"
          label={m.columns_search()}
          value={search}
          onChange={setSearch}
          data-autofocus
        />
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => dispatch({ type: 'set-columns', columns: undefined })}
        >
          {m.columns_reset()}
        </Button>
      </div>
      {entries.some(({ kind }) => kind === 'column') ? (
        <EntryList entries={entries} shownIds={shownIds} onToggle={toggle} />
      ) : (
        <p className={css.none}>{m.columns_none({ text: search })}</p>
      )}
    </div>
  );
}

interface EntryListProps {
  readonly entries: readonly Entry[];
  readonly shownIds: ReadonlySet<string>;
  readonly onToggle: (column: RunColumn) => void;
}

function EntryList({ entries, shownIds, onToggle }: EntryListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 28,
    overscan: 10,
  });
  return (
    <div ref={scroller} className={css.list}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[item.index];
          if (!entry) return null;
          return (
            <div key={item.key} className={css.entry} style={{ transform: `translateY(${item.start}px)` }}>
              {entry.kind === 'heading' ? (
                <b className={css.heading}>{entry.text}</b>
              ) : (
                <label className={css.label} title={entry.column.key}>
                  <input
                    type="checkbox"
                    checked={shownIds.has(formatRunColumn(entry.column))}
                    onChange={() => onToggle(entry.column)}
                  />
                  <span className={css.key}>{columnWord(entry.column)}</span>
                  {entry.info ? <KeyFacts info={entry.info} /> : null}
                </label>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function KeyFacts({ info }: { readonly info: KeyInfo }) {
  const facts = m.columns_in_runs({ count: info.runCount, text: formatCount(info.runCount) });
  return <span className={css.facts}>{info.isVarying ? `${m.columns_varying()} · ${facts}` : facts}</span>;
}

function listEntries(catalogue: KeyCatalogue | undefined, search: string): readonly Entry[] {
  const wanted = search.trim().normalize('NFC').toLowerCase();
  const matches = (text: string) => text.normalize('NFC').toLowerCase().includes(wanted);
  const attributes = RUN_ATTRIBUTES.filter((key) => key !== 'name')
    .map((key): RunColumn => ({ kind: 'attribute', key }))
    .filter((column) => matches(columnWord(column)))
    .map((column): Entry => ({ kind: 'column', column, info: undefined }));
  const keysOf = (kind: 'metric' | 'param' | 'tag', infos: readonly KeyInfo[] = []) =>
    infos
      .filter(({ key }) => matches(key))
      .map((info): Entry => ({ kind: 'column', column: { kind, key: info.key }, info }));
  return [
    ...withHeading(m.columns_metrics(), keysOf('metric', catalogue?.metrics)),
    ...withHeading(m.columns_params(), keysOf('param', catalogue?.params)),
    ...withHeading(m.columns_attributes(), attributes),
    ...withHeading(m.columns_tags(), keysOf('tag', catalogue?.tags)),
  ];
}

function withHeading(text: string, entries: readonly Entry[]): readonly Entry[] {
  return entries.length === 0
    ? []
    : [{ kind: 'heading', text: `${text} · ${formatCount(entries.length)}` }, ...entries];
}
