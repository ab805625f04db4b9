import { type ComponentProps, useDeferredValue, useId, useMemo } from 'react';
import { matchesSearch, toSearchText, toSearchWords } from '../../domain/runs/key-tree.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { KeyInfo } from '../../worker/runs/runs-protocol.ts';

/** More would not be read, and each is an element. */
const MAX_PROPOSALS = 100;

interface KeyFieldProps
  extends Pick<ComponentProps<typeof TextField>, 'label' | 'value' | 'onChange' | 'width'> {
  readonly infos: readonly KeyInfo[];
  readonly 'data-autofocus'?: boolean;
}

/** A key, with those that hold what is typed proposed by the browser. */
export function KeyField({ infos, ...field }: KeyFieldProps) {
  const id = useId();
  const searched = useMemo(() => infos.map(({ key }) => ({ key, text: toSearchText(key) })), [infos]);
  const wanted = useDeferredValue(field.value);
  const proposals = useMemo(() => {
    const words = toSearchWords(wanted);
    return searched.filter(({ text }) => matchesSearch(text, words)).slice(0, MAX_PROPOSALS);
  }, [searched, wanted]);
  return (
    <>
      <TextField {...field} list={id} autoComplete="off" />
      <datalist id={id}>
        {proposals.map(({ key }) => (
          <option key={key} value={key} />
        ))}
      </datalist>
    </>
  );
}
