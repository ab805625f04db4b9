import { useEffect } from 'react';

/** The title of the tab while the page is shown: what is open, then the app, so that narrow tabs differ. */
export function useDocumentTitle(parts: readonly string[]): void {
  const title = parts.filter((part) => part !== '').join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
