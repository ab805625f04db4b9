import type { CodeLanguage } from '../../domain/artifacts/text/code-language.ts';
import type { CodeToken } from './highlight-code.ts';
import type { YamlAsJson } from './yaml-to-json.ts';

/** Messages of the file worker: one lives as long as one heavy artifact is looked at. */
export interface FileProtocol {
  /** The looks of each line. */
  'code.highlight': {
    request: { readonly text: string; readonly language: CodeLanguage };
    reply: readonly (readonly CodeToken[])[];
    progress: never;
  };
  /** The text of the same JSON. */
  'yaml.json': {
    request: { readonly text: string };
    reply: YamlAsJson;
    progress: never;
  };
}
