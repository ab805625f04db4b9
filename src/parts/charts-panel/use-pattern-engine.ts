import { useCallback, useEffect, useState } from 'react';
import type { RegexEngine } from '../../domain/expression/evaluation-context.ts';

let loading: Promise<RegexEngine> | undefined;

function loadEngine(): Promise<RegexEngine> {
  loading ??= import('../../domain/expression/regex-engine.ts').then(({ createRegexEngine }) =>
    createRegexEngine(),
  );
  // Another try the next time it is needed.
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/** Undefined: the pattern is none. */
export type CompilePattern = (pattern: string) => ((text: string) => boolean) | undefined;

export interface PatternEngine {
  readonly isReady: boolean;
  readonly engine: RegexEngine | undefined;
  /** The same function until the engine is here; then another one. */
  readonly compile: CompilePattern;
}

/** Regular expressions that cannot hang the page; their engine is loaded when they are first needed. */
export function usePatternEngine(isNeeded: boolean): PatternEngine {
  const [engine, setEngine] = useState<RegexEngine>();
  useEffect(() => {
    if (!isNeeded || engine) return undefined;
    let isOver = false;
    loadEngine().then(
      (loaded) => {
        if (!isOver) setEngine(loaded);
      },
      // Cards of patterns stay without metrics, a search of charts finds all, a filter of versions none.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [isNeeded, engine]);
  const compile = useCallback<CompilePattern>(
    (pattern) => {
      try {
        return engine?.compile(pattern);
      } catch {
        return undefined;
      }
    },
    [engine],
  );
  return { isReady: engine !== undefined, engine, compile };
}
