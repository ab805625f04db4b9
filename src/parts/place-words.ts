import { unreachable } from '../base/assert.ts';
import { m } from '../paraglide/messages.js';
import type { GoToPlace, PlaceKind } from './places.ts';

/** What places of a kind are called together. */
export function placeGroup(kind: PlaceKind): string {
  switch (kind) {
    case 'link':
      return m.goto_links();
    case 'experiment':
      return m.experiments_title();
    case 'run':
      return m.runs_title();
    case 'model':
      return m.goto_models();
    case 'metric':
      return m.goto_metrics();
    default:
      return unreachable(kind);
  }
}

/** What tells the place apart from others of its name. */
export function placeDetail({ kind, detail }: GoToPlace): string {
  if (kind === 'model') return m.goto_versions({ text: detail });
  return kind === 'metric' ? m.goto_metric_runs() : detail;
}
