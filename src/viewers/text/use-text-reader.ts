import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ArtifactFile } from '../artifact-file.ts';
import { createTextReader, type TextReader } from './text-reader.ts';
import type { TextSnapshot } from './text-snapshot.ts';

/** One reader for each path: a file that has grown is read on, not anew. */
export function useTextReader(file: ArtifactFile): readonly [TextReader, TextSnapshot] {
  const [held, setHeld] = useState(() => ({ path: file.path, reader: createTextReader(file) }));
  let { reader } = held;
  if (held.path !== file.path) {
    reader = createTextReader(file);
    setHeld({ path: file.path, reader });
  }
  const snapshot = useSyncExternalStore(reader.subscribe, reader.read);
  useEffect(() => {
    void reader.open();
    return () => reader.dispose();
  }, [reader]);
  useEffect(() => reader.setFile(file), [reader, file]);
  return [reader, snapshot];
}
