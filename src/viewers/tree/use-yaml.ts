import { useEffect, useState } from 'react';
import { failureOf } from '../../queries/failure.ts';
import { useFileWorker } from '../../queries/file-client.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { YamlAsJson } from '../../worker/files/yaml-to-json.ts';

export type YamlState =
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly failure: TrackingFailure }
  | { readonly state: 'ready'; readonly yaml: YamlAsJson };

/** YAML read in a worker: its library takes half a second for 1 MB. */
export function useYaml(bytes: Uint8Array): YamlState {
  const worker = useFileWorker('yaml');
  const [held, setHeld] = useState<{ readonly bytes: Uint8Array; readonly state: YamlState }>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const tell = (state: YamlState) => {
      if (!signal.aborted) setHeld({ bytes, state });
    };
    worker.call('yaml.json', { text: new TextDecoder().decode(bytes) }, { signal }).then(
      (yaml) => tell({ state: 'ready', yaml }),
      (thrown: unknown) => tell({ state: 'failed', failure: failureOf(thrown) }),
    );
    return () => controller.abort();
  }, [worker, bytes]);
  return held?.bytes === bytes ? held.state : { state: 'reading' };
}
