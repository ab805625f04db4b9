import { useEffect, useState } from 'react';
import { languageOfFile } from '../../domain/artifacts/text/code-language.ts';
import type { TextLine } from '../../domain/artifacts/text/split-lines.ts';
import { useFileWorker } from '../../queries/file-client.tsx';
import type { CodeToken } from '../../worker/files/highlight-code.ts';
import type { ArtifactFile } from '../artifact-file.ts';

type Tokens = readonly (readonly CodeToken[])[];

/** The looks of code, found in a worker; undefined: no code, or not here yet. Only of a text that is there as a whole. */
export function useCodeTokens(
  file: ArtifactFile,
  lines: readonly TextLine[],
  isWhole: boolean,
): Tokens | undefined {
  const worker = useFileWorker(file.path);
  const language = languageOfFile(file.name);
  const [held, setHeld] = useState<{ readonly lines: readonly TextLine[]; readonly tokens: Tokens }>();
  useEffect(() => {
    if (!language || !isWhole || lines.some(({ isContinued }) => isContinued)) return undefined;
    const controller = new AbortController();
    const text = lines.map((line) => line.text).join('\n');
    worker.call('code.highlight', { text, language }, { signal: controller.signal }).then(
      (tokens) => setHeld({ lines, tokens }),
      // Without colours it is still the text.
      () => undefined,
    );
    return () => controller.abort();
  }, [worker, language, lines, isWhole]);
  return held?.lines === lines ? held.tokens : undefined;
}
