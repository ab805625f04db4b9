import { useState } from 'react';
import type { RegistryChange } from '../../domain/registry/registered-model.ts';
import { failureOf } from '../../queries/failure.ts';
import { useRegistryWriter } from '../../queries/use-registry-writer.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

export interface Saving {
  readonly isBusy: boolean;
  readonly failure: TrackingFailure | undefined;
  /** Of several changes, where not all were made: which were, and which were not. */
  readonly done: readonly RegistryChange[];
  readonly open: readonly RegistryChange[];
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
      const isDone = (_: RegistryChange, index: number) => results[index]?.state === 'done';
      const done = changes.filter(isDone);
      const open = changes.filter((change, index) => !isDone(change, index));
      setState({ isBusy: false, failure: refused?.failure, done, open });
      return open.length === 0;
    } catch (thrown) {
      setState({ ...IDLE, failure: failureOf(thrown) });
      return false;
    }
  };
  return { ...state, save };
}

const IDLE = { isBusy: false, failure: undefined, done: [], open: [] };
