import { useEffect } from 'react';
import { useConnection } from './data-client-context.tsx';

/** Tells the worker whether anybody sees the page: it follows the server only then, and catches up once afterwards. */
export function usePageVisible(): void {
  const { client, epoch } = useConnection();
  // oxlint-disable-next-line react/exhaustive-deps -- another source is told anew
  useEffect(() => {
    const tell = () =>
      // A worker that died starts anew as seen, and is told of the next change.
      void client
        .call('page.visible', { isVisible: document.visibilityState === 'visible' })
        .catch(() => undefined);
    if (document.visibilityState !== 'visible') tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [client, epoch]);
}
