import { useSyncExternalStore } from 'react';

const query = () => matchMedia('(prefers-color-scheme: dark)');

/** Whether the system asks for dark, now and when it changes. */
export function usePrefersDark(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = query();
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => query().matches,
  );
}
