import { type ParamProblem, parseWorkspace } from './workspace-codec.ts';
import { readViewContent, searchOfContent, type ViewContent } from './view-content.ts';

const FORMAT = 'runlens-view';
const VERSION = 1;

/** A view as a file: `docs/saved-views.md`. */
export interface ViewFile {
  readonly name: string;
  readonly author: string | undefined;
  readonly savedMs: number;
  readonly content: ViewContent;
}

export type ViewFileProblem =
  | { readonly kind: 'not-json'; readonly detail: string }
  /** Another JSON file. */
  | { readonly kind: 'not-a-view' }
  | { readonly kind: 'newer'; readonly version: number }
  /** Of a view; this field is missing or not what it should be. */
  | { readonly kind: 'field'; readonly field: string };

export type ReadViewFile =
  /** `problems`: what in it means nothing to this version; the rest is shown. */
  | {
      readonly ok: true;
      readonly name: string;
      readonly search: string;
      readonly problems: readonly ParamProblem[];
    }
  | { readonly ok: false; readonly problem: ViewFileProblem };

export function formatViewFile({ name, author, savedMs, content }: ViewFile): string {
  const savedAt = new Date(savedMs).toISOString();
  const file = { format: FORMAT, version: VERSION, name, author, savedAt, ...content };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Checked field by field: what is wrong has a name. */
export function parseViewFile(text: string): ReadViewFile {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    return failed({ kind: 'not-json', detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== FORMAT)
    return failed({ kind: 'not-a-view' });
  const { version, name, params, w } = json as Readonly<Record<string, unknown>>;
  if (typeof version === 'number' && version > VERSION) return failed({ kind: 'newer', version });
  if (version !== VERSION) return failed({ kind: 'field', field: 'version' });
  if (typeof name !== 'string' || name.trim() === '') return failed({ kind: 'field', field: 'name' });
  if (!readViewContent({ params })) return failed({ kind: 'field', field: 'params' });
  const content = readViewContent({ params, w });
  if (!content) return failed({ kind: 'field', field: 'w' });
  const search = searchOfContent(content);
  return { ok: true, name: name.trim(), search, problems: parseWorkspace(search).problems };
}

function failed(problem: ViewFileProblem): ReadViewFile {
  return { ok: false, problem };
}
