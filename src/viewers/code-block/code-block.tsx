import { useEffect, useState } from 'react';
import { isCodeLanguage } from '../../domain/artifacts/text/code-language.ts';
import { lineSegments } from '../../domain/artifacts/text/line-segments.ts';
import type { FileClient } from '../../queries/file-client.tsx';
import type { CodeToken } from '../../worker/files/highlight-code.ts';
import { codeLooks } from '../text/line-looks.ts';
import css from './code-block.module.css';

interface CodeBlockProps {
  readonly text: string;
  /** As notebooks name it: `python`. */
  readonly language: string | undefined;
  /** Finds the colours; one for all blocks of a document. */
  readonly worker: FileClient;
}

type Tokens = readonly (readonly CodeToken[])[];

/** A short piece of code inside a document. */
export function CodeBlock({ text, language, worker }: CodeBlockProps) {
  const tokens = useTokens(text, language, worker);
  return (
    <pre className={css['code']} data-highlighted={tokens ? 'true' : undefined}>
      {tokens ? coloured(text, tokens) : text}
    </pre>
  );
}

function coloured(text: string, tokens: Tokens) {
  return text.split('\n').map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of one text never move
    <span key={index}>
      {index > 0 ? '\n' : ''}
      {lineSegments(line, codeLooks(tokens[index] ?? []), []).map(({ start, text: part, className }) => (
        <span key={start} className={className}>
          {part}
        </span>
      ))}
    </span>
  ));
}

function useTokens(text: string, language: string | undefined, worker: FileClient): Tokens | undefined {
  const [held, setHeld] = useState<{ readonly text: string; readonly tokens: Tokens }>();
  useEffect(() => {
    if (language === undefined || !isCodeLanguage(language)) return undefined;
    const controller = new AbortController();
    worker.call('code.highlight', { text, language }, { signal: controller.signal }).then(
      (tokens) => setHeld({ text, tokens }),
      // Without colours it is still the text.
      () => undefined,
    );
    return () => controller.abort();
  }, [text, language, worker]);
  return held?.text === text ? held.tokens : undefined;
}
