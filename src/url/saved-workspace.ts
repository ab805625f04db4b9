import type { ViewRef } from '../domain/views/saved-view.ts';
import { withPlaceOf } from '../domain/workspace-log.ts';
import type { Workspace } from '../domain/workspace.ts';
import { parseViewContent, searchOfContent } from './view-content.ts';
import { formatWorkspace, type ParsedWorkspace, parseWorkspace } from './workspace-codec.ts';

/** The workspace that a saved view opens, as one that began as that view; undefined: the text is none of a view. */
export function parseSavedWorkspace(text: string, view: ViewRef): ParsedWorkspace | undefined {
  const content = parseViewContent(text);
  if (!content) return undefined;
  const parsed = parseWorkspace(searchOfContent(content));
  return { ...parsed, workspace: { ...parsed.workspace, view } };
}

/** The address of the workspace that a saved view opens. */
export function hrefOfSaved({ workspace, unknown, facts }: ParsedWorkspace): string {
  return `#/runs${formatWorkspace(workspace, unknown, facts)}`;
}

/** How the workspace stands to the view that it began as: `moved` where only another tab, card or file is looked at. */
export function changeSinceSaved(now: Workspace, saved: Workspace): 'none' | 'moved' | 'changed' {
  const shown = textOf(now);
  if (shown === textOf(saved)) return 'none';
  return shown === textOf(withPlaceOf(saved, now)) ? 'moved' : 'changed';
}

function textOf(workspace: Workspace): string {
  return formatWorkspace({ ...workspace, view: undefined });
}

/** Has nothing but defaults beside its experiments. */
export function isBareWorkspace(workspace: Workspace): boolean {
  return formatWorkspace({ ...workspace, experimentIds: [] }) === '';
}
