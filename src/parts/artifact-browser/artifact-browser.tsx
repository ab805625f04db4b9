import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { encodePath, folderOfPath, foldersAbove } from '../../domain/artifacts/artifact-path.ts';
import {
  type ArtifactPlace,
  formatPlace,
  parsePlace,
  placeKey,
} from '../../domain/artifacts/artifact-place.ts';
import { findInTree, treeRows } from '../../domain/artifacts/artifact-tree.ts';
import type { ArtifactEntry } from '../../domain/artifacts/artifact.ts';
import type { Run } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import type { StoredFolder } from '../../queries/artifact-tree-store.ts';
import { failureOf } from '../../queries/failure.ts';
import { type ArtifactTree, useArtifactTree } from '../../queries/use-artifact-tree.ts';
import { useIsLive } from '../../queries/use-live-run.ts';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { EmptyState } from '../empty-state.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useMark } from '../mark.ts';
import { Waiting } from '../waiting.tsx';
import { ArtifactTreeView, type EntryRow } from './artifact-tree-view.tsx';
import css from './artifact-browser.module.css';
import { FolderPane } from './folder-pane.tsx';
import type { FileDownload } from './download-file.tsx';
import { NoArtifacts, NoStore } from './no-artifacts.tsx';
import { PlaceHead } from './place-head.tsx';
import { useFollowFolders } from './use-follow-folders.ts';
import { useIsRefused } from './use-is-refused.ts';
import { SearchBar } from './search-bar.tsx';
import type { ZipPlace } from './zip-dialog.tsx';

const { Component: ZipDialog } = createLazyComponent(
  async () => (await import('./zip-dialog.tsx')).ZipDialog,
  () => null,
);

/** A file that was chosen in the tree, with what stands around it. */
export interface ChosenFile {
  readonly place: ArtifactPlace;
  readonly entry: ArtifactEntry;
  /** Undefined: the server cannot be asked for a file of this name. */
  readonly download: FileDownload | undefined;
  /** As `ArtifactsPage.addressStart`. */
  readonly addressStart: string | undefined;
  /** What lies in the same folder, itself too. */
  readonly siblings: readonly ArtifactEntry[];
  readonly onOpenPath: (path: string) => void;
}

/** Of a path that is no folder of this run. */
export type RenderPath = (around: {
  /** Paths of the files of its folder. */
  readonly siblings: readonly string[];
  readonly onOpenPath: (path: string) => void;
}) => ReactNode;

interface ArtifactBrowserProps {
  readonly run: Run;
  /** As `formatPlace` writes it; empty: the root. */
  readonly place: string;
  readonly onPlace: (place: string) => void;
  readonly renderFile: (file: ChosenFile) => ReactNode;
  /** In place of `renderFile`, also where this run has no such file. */
  readonly renderPath?: RenderPath | undefined;
  /** Above the tree. */
  readonly children?: ReactNode;
}

const MAX_FOUND = 2_000;
const NO_PLACES: readonly ArtifactPlace[] = [];

/**
 * The files of one run and of the models that it logged: a tree beside what is chosen in it. Another run, or another
 * source, needs another key.
 */
export function ArtifactBrowser(props: ArtifactBrowserProps) {
  const { run, children } = props;
  const tree = useArtifactTree(run);
  const rootPlace = useMemo<ArtifactPlace>(
    () => ({ root: { kind: 'run', runId: run.id }, path: '' }),
    [run.id],
  );
  const { store } = tree;
  useEffect(() => void store.load(rootPlace), [store, rootPlace]);
  const stored = tree.folders.get(placeKey(rootPlace));
  useMark('runlens:view-ready', stored !== undefined && stored.state !== 'reading', 'artifacts');
  const isEmpty = stored?.state === 'ready' && stored.entries?.length === 0 && tree.models.length === 0;
  const isBare = isEmpty && tree.areModelsRead;
  const isGoing = useIsLive() && run.status === 'RUNNING';
  useFollowFolders(store, isBare ? [rootPlace] : NO_PLACES, isGoing);
  const isUnsure = isEmpty && !tree.areModelsRead && tree.modelsError === undefined;
  const shownTree = isUnsure ? { ...tree, folders: without(tree.folders, placeKey(rootPlace)) } : tree;
  if (stored?.failure?.kind === 'unsupported') {
    return (
      <div className={css.browser}>
        {children}
        <NoStore rootUri={stored.failure.subject ?? run.artifactUri} />
      </div>
    );
  }
  if (isBare) {
    return (
      <div className={css.browser}>
        {children}
        <NoArtifacts
          rootUri={stored.folder?.rootUri ?? run.artifactUri}
          onReload={() => void store.reload(rootPlace)}
        />
      </div>
    );
  }
  return <LoadedBrowser {...props} tree={shownTree} rootPlace={rootPlace} isGoing={isGoing} />;
}

/** As if it were still being read. */
function without(folders: ArtifactTree['folders'], key: string): ArtifactTree['folders'] {
  const others = new Map(folders);
  others.delete(key);
  return others;
}

interface LoadedBrowserProps extends ArtifactBrowserProps {
  readonly tree: ArtifactTree;
  readonly rootPlace: ArtifactPlace;
  /** The run writes on, and somebody else sees to it. */
  readonly isGoing: boolean;
}

function LoadedBrowser(props: LoadedBrowserProps) {
  const { run, place: placeText, onPlace, renderFile, renderPath, children, tree, rootPlace } = props;
  const { store, folders, models } = tree;
  const place = useMemo(() => parsePlace(placeText, run.id), [placeText, run.id]);
  const opened = useOpenFolders(tree, place);
  useFollowFolders(store, useOwnFolders(rootPlace, opened.open), props.isGoing);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const ticks = useTicks();
  const [zipped, setZipped] = useState<readonly ZipPlace[]>();
  const [percent, setPercent] = useState(32);
  const input = useMemo(
    () => ({ root: rootPlace.root, models, folders, open: new Set(opened.open.keys()) }),
    [rootPlace, models, folders, opened.open],
  );
  const found = useMemo(
    () => (wanted === '' ? undefined : findInTree(input, wanted, MAX_FOUND)),
    [input, wanted],
  );
  const rows = useMemo(() => found?.rows ?? treeRows(input), [found, input]);
  const starts = useStarts(rootPlace, models);
  const go = (next: ArtifactPlace) => {
    opened.show(next);
    onPlace(formatPlace(next));
  };
  const select = (row: EntryRow) => {
    const isChosen = row.key === placeKey(place);
    if (row.kind !== 'file') opened.fold(row.place, !(isChosen && row.isOpen));
    go(row.place);
  };
  const reload = () => {
    for (const each of [rootPlace, ...opened.open.values()]) void store.reload(each);
    tree.readModelsAgain();
  };
  return (
    <div className={css.browser}>
      {children}
      <div className={css.panes}>
        <SplitPane
          label={m.art_resize()}
          leftPercent={percent}
          onLeftPercent={setPercent}
          minLeftPx={200}
          minRightPx={280}
          left={
            <section className={css.side} aria-label={m.art_tree()}>
              <SearchBar
                text={text}
                onText={setText}
                found={found && { count: found.found, shown: found.rows.length }}
                store={store}
                starts={starts}
                tickedCount={ticks.keys.size}
                onDownloadTicked={() => setZipped(ticks.places)}
                onUntick={ticks.clear}
                onReload={reload}
              />
              {tree.modelsError === undefined ? null : (
                <FailureNotice
                  failure={failureOf(tree.modelsError)}
                  shape="strip"
                  onRetry={tree.readModelsAgain}
                />
              )}
              <ArtifactTreeView
                rows={rows}
                selectedKey={placeKey(place)}
                ticked={ticks.keys}
                onSelect={select}
                onFold={(row, isOpen) => opened.fold(row.place, isOpen)}
                onTick={ticks.turn}
                onRetry={(at) => void store.reload(at)}
              />
            </section>
          }
          right={
            <ChosenPane
              run={run}
              tree={tree}
              place={place}
              onPlace={go}
              onZip={(at) => setZipped([at])}
              renderFile={renderFile}
              renderPath={renderPath}
            />
          }
        />
      </div>
      {zipped ? (
        <ZipDialog
          store={store}
          places={zipped}
          run={run}
          models={models}
          onClose={() => setZipped(undefined)}
        />
      ) : null}
    </div>
  );
}

/** Where all that the run has begins. */
function useStarts(rootPlace: ArtifactPlace, models: ArtifactTree['models']): readonly ArtifactPlace[] {
  return useMemo(
    () => [
      rootPlace,
      ...models.map(({ modelId }): ArtifactPlace => ({ root: { kind: 'model', modelId }, path: '' })),
    ],
    [rootPlace, models],
  );
}

/** Rows that are ticked for one download. */
function useTicks() {
  const [ticked, setTicked] = useState<ReadonlyMap<string, ZipPlace>>(new Map());
  const keys = useMemo(() => new Set(ticked.keys()), [ticked]);
  const places = useMemo(() => [...ticked.values()], [ticked]);
  const turn = ({ key, place, kind, sizeBytes }: EntryRow) =>
    setTicked((before) => {
      const next = new Map(before);
      if (!next.delete(key)) next.set(key, { place, isFolder: kind !== 'file', sizeBytes });
      return next;
    });
  return { keys, places, turn, clear: () => setTicked(new Map()) };
}

/** Folders that are unfolded: those that the person opened, and those around what is shown. Each is read once. */
function useOpenFolders({ store, folders }: ArtifactTree, place: ArtifactPlace) {
  const [own, setOwn] = useState<ReadonlyMap<string, ArtifactPlace | undefined>>(new Map());
  const open = useMemo(() => {
    const all = new Map<string, ArtifactPlace>();
    for (const each of placesAround(place)) all.set(placeKey(each), each);
    for (const [key, each] of own) {
      if (each) all.set(key, each);
      else all.delete(key);
    }
    return all;
  }, [own, place]);
  const entry = entryAt(folders, place);
  const isFolder = place.path === '' || entry?.isFolder === true;
  useEffect(() => {
    const needed = [...placesAround(place), ...open.values(), ...(isFolder ? [place] : [])];
    for (const each of needed) if (!store.folderAt(each)) void store.load(each);
  }, [store, open, place, isFolder]);
  return {
    open,
    fold: (at: ArtifactPlace, isOpen: boolean) =>
      setOwn((before) => new Map(before).set(placeKey(at), isOpen ? at : undefined)),
    /** Opens what is around a place that will be shown, and keeps open what is around the one before. */
    show: (next: ArtifactPlace) =>
      setOwn((before) => {
        const after = new Map(before);
        for (const each of placesAround(place))
          if (!after.has(placeKey(each))) after.set(placeKey(each), each);
        for (const each of placesAround(next)) after.set(placeKey(each), each);
        return after;
      }),
  };
}

/** The folders that hold a place; of a logged model its root too, which is a folder of the tree. */
function placesAround({ root, path }: ArtifactPlace): readonly ArtifactPlace[] {
  const roots = root.kind === 'model' && path !== '' ? [{ root, path: '' }] : [];
  return [...roots, ...foldersAbove(path).map((folder) => ({ root, path: folder }))];
}

/** Folders of the run itself that are in sight: a logged model is written once. */
function useOwnFolders(
  rootPlace: ArtifactPlace,
  open: ReadonlyMap<string, ArtifactPlace>,
): readonly ArtifactPlace[] {
  return useMemo(
    () => [rootPlace, ...[...open.values()].filter(({ root, path }) => root.kind === 'run' && path !== '')],
    [rootPlace, open],
  );
}

function entryAt(
  folders: ReadonlyMap<string, StoredFolder>,
  { root, path }: ArtifactPlace,
): ArtifactEntry | undefined {
  const above = folders.get(placeKey({ root, path: folderOfPath(path) }));
  return above?.entries?.find((entry) => entry.path === path);
}

interface ChosenPaneProps {
  readonly run: Run;
  readonly tree: ArtifactTree;
  readonly place: ArtifactPlace;
  readonly onPlace: (place: ArtifactPlace) => void;
  readonly onZip: (place: ZipPlace) => void;
  readonly renderFile: (file: ChosenFile) => ReactNode;
  readonly renderPath: RenderPath | undefined;
}

/** The right side: the folder or the file that is chosen. */
function ChosenPane({ run, tree, place, onPlace, onZip, renderFile, renderPath }: ChosenPaneProps) {
  const { store, folders, models } = tree;
  const { root, path } = place;
  const isRoot = path === '';
  const above = { root, path: folderOfPath(path) };
  const around = folders.get(placeKey(isRoot ? place : above));
  const entry = isRoot ? undefined : entryAt(folders, place);
  const isFolder = isRoot || entry?.isFolder === true;
  const modelName =
    root.kind === 'model'
      ? (models.find(({ modelId }) => modelId === root.modelId)?.name ?? root.modelId)
      : undefined;
  const { addressStart } = around?.folder ?? {};
  // Where a listing is refused, the run itself knows where its files are.
  const rootUri = around?.folder?.rootUri ?? (root.kind === 'run' ? run.artifactUri : undefined);
  const isRefused = useIsRefused(path);
  const download =
    entry && !isFolder && !isRefused
      ? {
          place,
          sizeBytes: entry.sizeBytes,
          address: addressStart === undefined ? undefined : addressStart + encodePath(path),
        }
      : undefined;
  const retry = () => void store.reload(isFolder ? place : above);
  return (
    <section className={css.main} aria-label={m.art_chosen()}>
      <PlaceHead
        place={place}
        isFolder={isFolder}
        rootUri={rootUri}
        modelName={modelName}
        onPlace={onPlace}
        download={download}
        onZip={isFolder ? () => onZip({ place, isFolder, sizeBytes: undefined }) : undefined}
      />
      <div className={css.content}>
        {isFolder ? (
          <FolderPane place={place} stored={folders.get(placeKey(place))} rootUri={rootUri} onRetry={retry} />
        ) : renderPath && around?.entries ? (
          renderPath({
            siblings: around.entries.filter((each) => !each.isFolder).map((each) => each.path),
            onOpenPath: (next) => onPlace({ root, path: next }),
          })
        ) : entry ? (
          renderFile({
            place,
            entry,
            download,
            addressStart,
            siblings: around?.entries ?? [],
            onOpenPath: (next) => onPlace({ root, path: next }),
          })
        ) : around?.state === 'ready' ? (
          <EmptyState title={m.art_missing({ path })} body={m.art_missing_body()} />
        ) : around?.failure ? (
          <FailureNotice failure={around.failure} onRetry={retry} />
        ) : (
          <Waiting words={m.art_reading()} rows={6} />
        )}
      </div>
    </section>
  );
}
