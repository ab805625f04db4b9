import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { extensionOfPath } from '../../domain/artifacts/artifact-path.ts';
import { m } from '../../paraglide/messages.js';
import type { ChosenFile } from '../../parts/artifact-browser/artifact-browser.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { VIEWERS } from '../registry.ts';
import { useArtifactFile } from '../use-artifact-file.ts';
import { FileFacts } from './file-facts.tsx';
import css from './file-pane.module.css';
import { useHeldEntry } from './use-held-entry.ts';
import { useMeantViewer } from './use-meant-viewer.ts';
import { ViewerBoundary } from './viewer-boundary.tsx';

/** A store that lets one wait so long for each first byte is told of. */
const LATE_MS = 1_000;
/** The way out of every viewer. */
const TEXT = 'text';
const FACTS = 'facts';

/** Each viewer's code comes with the first file that needs it. */
const LAZY_VIEWERS = VIEWERS.map(({ load, ...viewer }) => ({
  ...viewer,
  ...createLazyComponent(
    async () => (await load()).Viewer,
    () => <Waiting words={m.art_reading_file()} rows={8} />,
  ),
}));

interface FilePaneProps {
  readonly chosen: ChosenFile;
  /** Its run goes on: the file may grow. */
  readonly isGrowing: boolean;
}

/** A file by the first viewer that can open it, or by another one that the person chose. */
export function FilePane({ chosen, isGrowing }: FilePaneProps) {
  const { place, entry, download, addressStart, siblings, onOpenPath } = chosen;
  const held = useHeldEntry(place, entry);
  const shared = { root: place.root, addressStart, isGrowing };
  const asOpened = useArtifactFile({ ...shared, entry: held.entry }, siblings);
  const asListed = useArtifactFile({ ...shared, entry }, siblings);
  const extension = extensionOfPath(entry.path);
  const [picked, setPicked] = useState<{ readonly extension: string; readonly id: string }>();
  const able = LAZY_VIEWERS.filter((viewer) => viewer.canOpen(asOpened.file));
  const wanted = picked?.extension === extension ? picked.id : undefined;
  const meant = useMeantViewer(asOpened.file, able);
  const isChoosing = wanted === undefined && !meant.isKnown;
  const asked = wanted ?? meant.id;
  const viewer = asked === FACTS ? undefined : (able.find(({ id }) => id === asked) ?? able[0]);
  const { file, fileAt, firstByteMs } = viewer?.staysMounted ? asListed : asOpened;
  const choose = (id: string) => setPicked({ extension, id });
  const besides = useMemo(() => siblings.filter(({ isFolder }) => !isFolder), [siblings]);
  const hasText = viewer?.id !== TEXT && able.some(({ id }) => id === TEXT);
  return (
    <div className={css.pane} data-viewer={viewer?.id ?? FACTS}>
      {able.length > 0 ? (
        <div className={css.choices} role="radiogroup" aria-label={m.view_as()}>
          {[
            ...able.map(({ id, label }) => ({ id, label: label() })),
            { id: FACTS, label: m.view_facts() },
          ].map(({ id, label }) => (
            <label key={id} className={css.choice}>
              <input
                type="radio"
                name="viewer"
                checked={id === (viewer?.id ?? FACTS)}
                onChange={() => choose(id)}
              />
              {label}
            </label>
          ))}
        </div>
      ) : null}
      {download ? null : <p className={css.note}>{m.view_refused_name()}</p>}
      {held.hasChanged && viewer && !viewer.staysMounted ? (
        <p className={css.note} role="status">
          {m.view_changed()}{' '}
          <Button size="compact-xs" variant="default" onClick={held.takeNew}>
            {m.view_changed_show()}
          </Button>
        </p>
      ) : null}
      {firstByteMs !== undefined && firstByteMs > LATE_MS ? (
        <p className={css.note}>{m.view_late({ time: (firstByteMs / 1000).toFixed(1) })}</p>
      ) : null}
      <div className={css.body}>
        {isChoosing ? (
          <Waiting words={m.art_reading_file()} rows={8} />
        ) : viewer ? (
          <ViewerBoundary
            key={viewer.staysMounted ? viewer.id : `${viewer.id} ${file.key}`}
            onText={hasText ? () => choose(TEXT) : undefined}
            onFacts={() => choose(FACTS)}
          >
            <viewer.Component file={file} fileAt={fileAt} siblings={besides} onOpenPath={onOpenPath} />
          </ViewerBoundary>
        ) : (
          <FileFacts file={asListed.file} download={download} isUnknown={able.length === 0} />
        )}
      </div>
    </div>
  );
}
