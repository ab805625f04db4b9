import { formatDateTime } from '../../base/format-time.ts';
import type { ReadableView, SavedView } from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';

/** Who saved it, where known, and when. */
export function savedWords({ author, savedMs }: Pick<ReadableView, 'author' | 'savedMs'>): string {
  const time = formatDateTime(savedMs, getLocale());
  return author === undefined ? time : m.views_saved_by({ author, time });
}

/** Why it cannot be shown. */
export function unreadableWords(view: SavedView): string {
  return view.state === 'unreadable' && view.why === 'newer'
    ? m.views_unreadable_newer()
    : m.views_unreadable_damaged();
}

/** Views that cannot be read may have no name either. */
export function nameOfView({ name, id, key }: SavedView & { readonly id: string | undefined }): string {
  return name ?? id ?? key;
}
