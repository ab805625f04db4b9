import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import {
  firstFolds,
  isContainer,
  type JsonFolds,
  jsonRows,
  listMore,
  revealNode,
  toggleFold,
} from '../../domain/artifacts/json-rows.ts';
import { createJsonSearch, MOST_FOUND } from '../../domain/artifacts/json-search.ts';
import type { JsonProblem, JsonTape } from '../../domain/artifacts/json-tape.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import viewerCss from '../viewer.module.css';
import { JsonSelected } from './json-selected.tsx';
import { type JsonRowsHandle, JsonTreeRows } from './json-tree-rows.tsx';
import { useSliced } from './use-sliced.ts';

/** Rows that are open at first. */
const FIRST_ROWS = 60;
/** `Unfold` opens down to so many. */
const MOST_UNFOLDED = 20_000;

/** JSON as a tree that folds: a row a value, searched by key and text. */
export function JsonTree({ tape }: { readonly tape: JsonTape }) {
  const [folds, setFolds] = useState<JsonFolds>(() => firstFolds(tape, FIRST_ROWS));
  const [selected, setSelected] = useState(0);
  const rows = useMemo(() => jsonRows(tape, folds), [tape, folds]);
  const list = useRef<JsonRowsHandle>(null);
  const select = (node: number) => {
    setSelected(node);
    list.current?.scrollTo(node);
  };
  const show = (node: number) => {
    setFolds(revealNode(tape, folds, node));
    select(node);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = rows.findIndex((row) => row.node === selected && row.more === undefined);
    const row = rows[place];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOpen = folds.open.has(row.node);
    const canOpen = isContainer(tape, row.node);
    const steps: Record<string, () => void> = {
      ArrowDown: () =>
        select(rows.slice(place + 1).find((next) => next.more === undefined)?.node ?? selected),
      ArrowUp: () =>
        select(rows.slice(0, place).findLast((next) => next.more === undefined)?.node ?? selected),
      ArrowRight: () => (canOpen && !isOpen ? setFolds(toggleFold(folds, row.node)) : undefined),
      ArrowLeft: () =>
        canOpen && isOpen
          ? setFolds(toggleFold(folds, row.node))
          : select(Math.max(0, tape.parents[row.node] ?? 0)),
      Enter: () => (canOpen ? setFolds(toggleFold(folds, row.node)) : undefined),
      Home: () => select(0),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return (
    <>
      <div className={viewerCss['toolbar']}>
        <TreeSearch tape={tape} selected={selected} onShow={show} />
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => setFolds({ open: new Set([0]), listed: new Map() })}
        >
          {m.view_tree_fold()}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          title={m.view_tree_unfold_title({ limit: formatCount(MOST_UNFOLDED) })}
          onClick={() => setFolds(firstFolds(tape, MOST_UNFOLDED))}
        >
          {m.view_tree_unfold()}
        </Button>
        <span className={viewerCss['facts']}>
          {m.view_tree_values({ count: tape.count, text: formatCount(tape.count) })} ·{' '}
          {m.view_tree_depth({ count: tape.depth, text: formatCount(tape.depth) })}
        </span>
      </div>
      {tape.problem ? (
        <p className={viewerCss['note']} role="status">
          {problemWords(tape, tape.problem)}
        </p>
      ) : null}
      <JsonTreeRows
        ref={list}
        tape={tape}
        rows={rows}
        folds={folds}
        selected={selected}
        onSelect={setSelected}
        onToggle={(node) => setFolds(toggleFold(folds, node))}
        onMore={(node) => setFolds(listMore(folds, node))}
        onKeyDown={onKeyDown}
      />
      <JsonSelected tape={tape} node={selected} />
    </>
  );
}

function problemWords(tape: JsonTape, { code, byte }: JsonProblem): string {
  let line = 1;
  for (let at = 0; at < byte; at++) if (tape.bytes[at] === 0x0a) line += 1;
  const place = { line: formatCount(line), byte: formatCount(byte) };
  switch (code) {
    case 'ended': {
      return m.view_tree_ended(place);
    }
    case 'more': {
      return m.view_tree_more_values(place);
    }
    case 'values': {
      return m.view_tree_too_many({ ...place, count: formatCount(tape.count) });
    }
    case 'deep': {
      return m.view_tree_deep(place);
    }
    case 'unexpected': {
      return m.view_tree_unexpected(place);
    }
  }
}

interface TreeSearchProps {
  readonly tape: JsonTape;
  readonly selected: number;
  readonly onShow: (node: number) => void;
}

function TreeSearch({ tape, selected, onShow }: TreeSearchProps) {
  const [typed, setTyped] = useState('');
  const work = useMemo(() => {
    if (typed === '') return undefined;
    const searching = createJsonSearch(tape, typed);
    return { step: searching.search, position: searching.position, result: searching.found };
  }, [tape, typed]);
  const { result: found } = useSliced(work);
  const go = (way: 1 | -1) => {
    if (!found) return;
    const next =
      way === 1
        ? (found.find((node) => node > selected) ?? found[0])
        : (found.findLast((node) => node < selected) ?? found.at(-1));
    if (next !== undefined) onShow(next);
  };
  return (
    <>
      <TextField
        type="search"
        label={m.view_tree_search()}
        width={180}
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          go(event.shiftKey ? -1 : 1);
        }}
      />
      {typed === '' ? null : (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.view_tree_previous()}
            title={m.view_tree_previous()}
            onClick={() => go(-1)}
          >
            <IconChevronUp size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.view_tree_next()}
            title={m.view_tree_next()}
            onClick={() => go(1)}
          >
            <IconChevronDown size={14} />
          </ActionIcon>
          <span className={viewerCss['facts']} role="status">
            {foundWords(found, selected)}
          </span>
        </>
      )}
    </>
  );
}

function foundWords(found: readonly number[] | undefined, selected: number): string {
  if (!found) return m.view_tree_searching();
  if (found.length === 0) return m.view_tree_found_none();
  const count = `${formatCount(found.length)}${found.length >= MOST_FOUND ? '+' : ''}`;
  const place = found.indexOf(selected);
  return place < 0
    ? m.view_tree_found({ count })
    : m.view_tree_found_at({ place: formatCount(place + 1), count });
}
