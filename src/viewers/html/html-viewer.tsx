import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { SandboxedDocument } from './sandboxed-document.tsx';

const ASK_ABOVE_BYTES = 50e6;

export function Viewer({ file, onOpenPath }: ViewerProps) {
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES}>
        {(bytes) => (
          // Another file begins with the network off.
          <SandboxedDocument
            key={file.key}
            bytes={bytes}
            title={file.name}
            path={file.path}
            onOpenPath={onOpenPath}
            mark="artifact:html"
          />
        )}
      </WholeFile>
    </div>
  );
}
