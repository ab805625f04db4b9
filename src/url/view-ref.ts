import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { ViewRef } from '../domain/views/saved-view.ts';
import type { Workspace } from '../domain/workspace.ts';
import { decodeText } from './search-field.ts';

/** `EXPERIMENT_ID/VIEW_ID`, `none`, or empty for no view. */
export function formatViewRef(view: Workspace['view']): string {
  if (view === undefined || view === 'none') return view ?? '';
  return `${escape(view.experimentId)}/${escape(view.id)}`;
}

/** Undefined: the text means nothing. */
export function parseViewRef(text: string): ViewRef | 'none' | undefined {
  if (text === 'none') return 'none';
  const [experimentId, id, ...rest] = text.split('/').map(decodeText);
  if (!experimentId || !id || rest.length > 0) return undefined;
  return { experimentId: experimentId as ExperimentId, id };
}

function escape(id: string): string {
  return id.replaceAll('%', '%25').replaceAll('/', '%2F');
}
