import type { Workspace } from '../domain/workspace.ts';
import { decodePacked, encodePacked, type PackedFields } from './packed-rest.ts';
import { formatSearch, parseSearch, type SearchEntry } from './search-field.ts';
import type { LinkFacts } from './link-facts.ts';
import { formatWorkspace, NO_UNKNOWN_PARAMS } from './workspace-codec.ts';

/** What a saved view holds: the parameters of the workspace's address, with `w` as the object that it packs. */
export interface ViewContent {
  readonly params: readonly SearchEntry[];
  readonly w?: PackedFields | undefined;
}

/** The workspace as it is kept, and the data that it is of; which view it came from is no part of it. */
export function contentOfWorkspace(workspace: Workspace, facts?: LinkFacts): ViewContent {
  const address = formatWorkspace({ ...workspace, view: undefined }, NO_UNKNOWN_PARAMS, facts);
  const entries = parseSearch(address);
  const packed = entries.find(([name]) => name === 'w')?.[1];
  const w = packed === undefined ? undefined : decodePacked(packed);
  return { params: entries.filter(([name]) => name !== 'w'), ...(w && { w }) };
}

/** `?e=1&…`, as `parseWorkspace` reads it. */
export function searchOfContent({ params, w }: ViewContent): string {
  const packed = w === undefined ? '' : encodePacked(w);
  return formatSearch(packed === '' ? params : [...params, ['w', packed]]);
}

/** Undefined: the text is none. */
export function parseViewContent(text: string): ViewContent | undefined {
  try {
    return readViewContent(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Undefined: the value is none. What else it holds is left out. */
export function readViewContent(json: unknown): ViewContent | undefined {
  if (!isRecord(json)) return undefined;
  const { params, w } = json;
  if (!Array.isArray(params) || !params.every(isEntry)) return undefined;
  if (w !== undefined && !isRecord(w)) return undefined;
  return { params, ...(w && { w }) };
}

function isEntry(json: unknown): json is SearchEntry {
  return Array.isArray(json) && json.length === 2 && json.every((part) => typeof part === 'string');
}

function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
