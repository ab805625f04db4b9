import { useState } from 'react';
import { useConnection } from '../queries/data-client-context.tsx';
import { failureOf } from '../queries/failure.ts';
import { rememberOpenFile } from '../state/open-file.ts';
import { usePreferences } from '../state/preferences.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import type { SourceSpec } from '../worker/data-protocol.ts';

export interface OpenSource {
  /** True once it is open; it is opened again on the next visit. */
  readonly openSource: (spec: SourceSpec) => Promise<boolean>;
  readonly isOpening: boolean;
  readonly failure: TrackingFailure | undefined;
  readonly forgetFailure: () => void;
}

/** Reads from another place from now on, because the person said so; the one before stays where that fails. */
export function useOpenSource(): OpenSource {
  const { open } = useConnection();
  const { update } = usePreferences();
  const [failure, setFailure] = useState<TrackingFailure>();
  const [isOpening, setOpening] = useState(false);
  const openSource = async (spec: SourceSpec) => {
    setFailure(undefined);
    setOpening(true);
    try {
      await open(spec);
    } catch (thrown) {
      setFailure(failureOf(thrown));
      return false;
    } finally {
      setOpening(false);
    }
    rememberOpenFile(spec.kind === 'sqlite-file' ? spec.file.name : undefined);
    update({ serverUrl: spec.kind === 'mlflow' ? spec.baseUrl : undefined });
    return true;
  };
  return { openSource, isOpening, failure, forgetFailure: () => setFailure(undefined) };
}
