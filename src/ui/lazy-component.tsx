import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

export interface LazyComponent<Props> {
  readonly Component: ComponentType<Props>;
  /** Loads the code ahead of the need. */
  readonly prepare: () => void;
}

/**
 * A component whose code is a chunk of its own. Not `React.lazy`: that shows its fallback even where the code is here
 * already, and React then holds the content back until the fallback has stood for 300 ms.
 *
 * @param renderWaiting what stands there until the code is here
 */
export function createLazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  renderWaiting: () => ReactNode,
): LazyComponent<Props> {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<void> | undefined;
  const start = (): Promise<void> => {
    loading ??= load().then(
      (component) => {
        loaded = component;
      },
      (error: unknown) => {
        // What does not come now is asked for again by the next one who needs it.
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };

  function Component(props: Props) {
    const [state, setState] = useState<{ readonly error?: unknown }>({});
    const Loaded = loaded;
    const isWaiting = Loaded === undefined;
    useEffect(() => {
      if (!isWaiting) return;
      let isHere = true;
      start().then(
        () => isHere && setState({}),
        (error: unknown) => isHere && setState({ error }),
      );
      return () => {
        isHere = false;
      };
    }, [isWaiting]);
    // For the error boundary, which offers to try again.
    if (state.error !== undefined) throw state.error;
    return Loaded ? <Loaded {...props} /> : renderWaiting();
  }
  return { Component, prepare: () => void start().catch(() => undefined) };
}
