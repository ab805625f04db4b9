import { type JsonTape, JsonTapeReader } from '../../domain/artifacts/json-tape.ts';
import { createUtf8Maker } from '../../domain/artifacts/text/decode-text.ts';
import type { SlicedWork } from './use-sliced.ts';

export interface ReadJson {
  readonly tape: JsonTape;
  readonly isText: boolean;
}

/** Reads JSON of any encoding in slices. */
export function jsonWork(bytes: Uint8Array): SlicedWork<ReadJson | undefined> {
  const maker = createUtf8Maker(bytes);
  let reader: JsonTapeReader | undefined;
  return {
    step: (byteCount) => {
      if (reader) return reader.read(byteCount);
      if (maker.step(byteCount)) reader = new JsonTapeReader(maker.bytes());
      return false;
    },
    position: () => reader?.at ?? 0,
    result: () => reader && { tape: reader.tape(), isText: maker.isText },
  };
}
