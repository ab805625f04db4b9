import type { ParallelAxis } from '../../../domain/comparison/parallel/parallel-view.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { MattersPanel } from '../matters/matters-panel.tsx';
import { withAxisBefore } from './parallel-model.ts';

interface MattersOfAxesProps {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
  readonly rowsVersion: number | undefined;
  readonly metric: RunColumn;
  readonly settings: readonly ParallelAxis[];
  readonly onAxes: (axes: readonly ParallelAxis[]) => void;
}

/** What goes with the metric of the axes, below them. */
export function MattersOfAxes({ settings, onAxes, ...asked }: MattersOfAxesProps) {
  const { workspace } = useWorkspace();
  return (
    <MattersPanel
      {...asked}
      directions={workspace.directions}
      axes={settings.map(({ column }) => formatRunColumn(column))}
      onAddAxis={(column) => onAxes(withAxisBefore(settings, column, asked.metric))}
    />
  );
}
