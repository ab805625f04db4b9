import type { ReactNode } from 'react';
import type { Run } from '../../domain/runs/run.ts';
import { ArtifactBrowser, type RenderPath } from '../../parts/artifact-browser/artifact-browser.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { FilePane } from './file-pane.tsx';

interface ArtifactsViewProps {
  readonly run: Run;
  readonly place: string;
  readonly onPlace: (place: string) => void;
  readonly children?: ReactNode;
  /** Shows what is chosen otherwise, also where this run lacks it. */
  readonly renderPath?: RenderPath | undefined;
}

/** The files of a run, each by the viewer that can open it. */
export function ArtifactsView({ run, ...rest }: ArtifactsViewProps) {
  const { epoch } = useConnection();
  return (
    <ArtifactBrowser
      key={`${epoch} ${run.id}`}
      run={run}
      {...rest}
      renderFile={(chosen) => <FilePane chosen={chosen} isGrowing={run.status === 'RUNNING'} />}
    />
  );
}
