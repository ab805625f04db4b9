import { useState } from 'react';
import type { RegistryChange } from '../../domain/registry/registered-model.ts';
import { failureOf } from '../../queries/failure.ts';
import { useRegistryWriter } from '../../queries/use-registry-writer.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

export interface Saving {
  readonly isBusy: boolean;
  readonly failure: TrackingFailure | undefined;
  /** Of several changes: those that were made, where not all were. */
  readonly doneCount: number;
  /** True: all of it was done. What was typed stays until then. */
  readonly save: (changes: readonly RegistryChange[]) => Promise<boolean>;
}

/** Saves what a form asks for, and says what was refused. */
export function useSaving(): Saving {
  const { change } = useRegistryWriter();
  const [state, setState] = useState<Omit<Saving, 'save'>>(IDLE);
  const save = async (changes: readonly RegistryChange[]) => {
    setState({ ...IDLE, isBusy: true });
    try {
      const results = await change(changes);
      const refused = results.find((result) => result.state === 'refused');
      const doneCount = results.filter((result) => result.state === 'done').length;
      setState({ isBusy: false, failure: refused?.failure, doneCount });
      return doneCount === changes.length;
    } catch (thrown) {
      setState({ ...IDLE, failure: failureOf(thrown) });
      return false;
    }
  };
  return { ...state, save };
}

const IDLE = { isBusy: false, failure: undefined, doneCount: 0 };
