import { RE2JS } from 're2js';
import type { RegexEngine } from './evaluation-context.ts';

/**
 * Regular expressions of RE2: no back-references and no look-around, in return the time grows with the length of the
 * text only, so that none can hang the worker. Some 80 KB: load this file lazily.
 */
export function createRegexEngine(): RegexEngine {
  return {
    compile: (pattern) => {
      const compiled = RE2JS.compile(pattern);
      return (text) => compiled.test(text);
    },
  };
}
