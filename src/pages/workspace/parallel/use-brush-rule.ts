import { useMemo } from 'react';
import { type BrushedColumn, filterOfBrushes } from '../../../domain/comparison/brush-filter.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { ruleOf, type SetRule } from '../set-rule.ts';
import type { ShownAxis } from './shown-axes.ts';

/**
 * How the runs that pass become the compare set.
 *
 * @param shown without the brush that is dragged by now: what it says is asked for when it is let go
 */
export function useBrushRule(shown: readonly ShownAxis[], count: number, shownCount: number): SetRule {
  const { workspace } = useWorkspace();
  const brushed = useMemo(() => filterOfBrushes(shown.map(toBrushed)), [shown]);
  return ruleOf(workspace, { count, shownCount, brushed });
}

function toBrushed({ setting, scale, values }: ShownAxis): BrushedColumn {
  return { column: setting.column, brushes: setting.brushes, scale: scale.kind, values };
}
