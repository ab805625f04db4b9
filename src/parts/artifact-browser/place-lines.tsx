import type { ArtifactLines } from '../../domain/artifacts/artifact-lines.ts';
import { m } from '../../paraglide/messages.js';
import { CopyButton } from '../../ui/copy-button.tsx';
import css from './artifact-browser.module.css';

/** How else what is shown is reached: addresses and ready lines, each with a button that copies it. */
export function PlaceLines({ lines }: { readonly lines: ArtifactLines }) {
  const shown = [
    [m.art_line_uri(), lines.uri],
    [m.art_line_python(), lines.python],
    [m.art_line_mlflow(), lines.mlflow],
    [m.art_line_store(), lines.store],
    [m.art_line_place(), lines.storeUri === lines.uri ? undefined : lines.storeUri],
  ] as const;
  return (
    <div className={css.lines}>
      {shown.map(([name, text]) =>
        text === undefined ? null : (
          <div key={name} className={css.line}>
            <span className={css.lineName}>{name}</span>
            <span className={css.lineText}>
              <code>{text}</code>
              <CopyButton
                text={text}
                label={m.art_copy_line({ name })}
                copiedLabel={m.copied()}
                fieldLabel={m.copy_by_hand()}
              />
            </span>
          </div>
        ),
      )}
    </div>
  );
}
