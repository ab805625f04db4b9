import { type FormEvent, type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { m } from '../paraglide/messages.js';
import { useNavigateTo, useRoute } from '../state/use-route.ts';
import { createLazyComponent } from '../ui/lazy-component.tsx';
import { TextField } from '../ui/text-field.tsx';
import { openHref } from '../url/routes.ts';
import css from './go-to.module.css';
import type { GoToPlace } from '../parts/places.ts';
import { placeKey } from './place-key.ts';

/** Read when somebody goes to the field. */
const { Component: GoToList, prepare } = createLazyComponent(
  async () => (await import('./go-to-list.tsx')).GoToList,
  () => null,
);

const NO_PLACES: readonly GoToPlace[] = [];

/**
 * Takes a run id, a name of an experiment, run, model or metric, or a link of MLflow's own UI, typed or pasted; what
 * fits is listed below. Ctrl+K or ⌘K leads to it from everywhere.
 */
export function GoTo() {
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [places, setPlaces] = useState(NO_PLACES);
  const [chosenKey, setChosenKey] = useState<string>();
  const field = useRef<HTMLDivElement>(null);
  const listId = useId();
  const navigateTo = useNavigateTo();
  useGoToKey(field);
  // Whoever went elsewhere by other means is done here. What was changed on a page comes into its address a little later.
  const page = JSON.stringify(useRoute());
  const [seenPage, setSeenPage] = useState(page);
  if (seenPage !== page) {
    setSeenPage(page);
    setOpen(false);
    setChosenKey(undefined);
  }
  const close = useCallback(() => {
    setOpen(false);
    setChosenKey(undefined);
  }, []);
  const go = (href: string) => {
    navigateTo(href);
    setText('');
    close();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  // Places that come later, before it or behind it, leave it chosen.
  const active = places.findIndex((place) => placeKey(place) === chosenKey);
  const chosen = places[active];
  const choose = (index: number) => {
    const place = places[index];
    setChosenKey(place && placeKey(place));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (chosen) go(chosen.href);
    else if (wanted !== '') go(openHref(wanted));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and the arrows belong to the composing of a syllable first.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') choose(Math.min(active + 1, places.length - 1));
    else if (event.key === 'ArrowUp') choose(active - 1);
    else if (event.key === 'Escape' && isOpen && text !== '') close();
    else return;
    event.preventDefault();
  };
  const isListed = isOpen && text.trim() !== '';
  return (
    <search
      ref={field}
      className={css.search}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <form onSubmit={submit}>
        <TextField
          type="search"
          role="combobox"
          aria-expanded={isListed && places.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${listId} ${active}`.replaceAll(' ', '-') : undefined}
          aria-keyshortcuts="Control+K Meta+K"
          autoComplete="off"
          label={m.goto_label()}
          placeholder={m.goto_placeholder({ keys: shortcut() })}
          value={text}
          onChange={(next) => {
            setText(next);
            setChosenKey(undefined);
            setOpen(true);
          }}
          onFocus={() => {
            prepare();
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
        />
      </form>
      {isListed ? (
        <GoToList text={text.trim()} listId={listId} active={active} onPlaces={setPlaces} onGo={go} />
      ) : null}
    </search>
  );
}

function shortcut(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';
}

/** Also while another field has the focus. */
function useGoToKey(field: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!isKey || event.altKey || event.shiftKey || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      const input = field.current?.querySelector('input');
      input?.focus();
      input?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [field]);
}
