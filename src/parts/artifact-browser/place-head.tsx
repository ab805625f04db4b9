import { Fragment } from 'react';
import { Button } from '@mantine/core';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { artifactLines } from '../../domain/artifacts/artifact-lines.ts';
import { foldersAbove, nameOfPath } from '../../domain/artifacts/artifact-path.ts';
import { type ArtifactPlace, formatPlace } from '../../domain/artifacts/artifact-place.ts';
import { m } from '../../paraglide/messages.js';
import { CopyButton } from '../../ui/copy-button.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import css from './artifact-browser.module.css';
import { DownloadFile, type FileDownload } from './download-file.tsx';
import { PlaceLines } from './place-lines.tsx';

interface PlaceHeadProps {
  readonly place: ArtifactPlace;
  readonly isFolder: boolean;
  readonly rootUri: string | undefined;
  /** What the model is called, where the place is in one. */
  readonly modelName: string | undefined;
  readonly onPlace: (place: ArtifactPlace) => void;
  /** Undefined: it is none, or none that may be opened. */
  readonly download: FileDownload | undefined;
  /** Of a folder. */
  readonly onZip: (() => void) | undefined;
}

/** Where one is: each folder above is a button; beside it the ways to take it along. */
export function PlaceHead(props: PlaceHeadProps) {
  const { place, isFolder, rootUri, download, onZip } = props;
  return (
    <header className={css.head}>
      <Crumbs {...props} />
      {place.path === '' ? null : (
        <CopyButton
          text={place.path}
          label={m.art_copy_path()}
          copiedLabel={m.copied()}
          fieldLabel={m.copy_by_hand()}
        />
      )}
      <PanelPopover
        width={460}
        renderTarget={({ isOpen, toggle }) => (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconLink size={14} />}
            aria-expanded={isOpen}
            onClick={toggle}
          >
            {m.art_use_elsewhere()}
          </Button>
        )}
      >
        <PlaceLines lines={artifactLines(place, isFolder, rootUri)} />
      </PanelPopover>
      {download ? (
        <DownloadFile key={formatPlace(place)} {...download} />
      ) : onZip ? (
        <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} />} onClick={onZip}>
          {m.art_download_zip()}
        </Button>
      ) : null}
    </header>
  );
}

function Crumbs({ place, modelName, onPlace }: PlaceHeadProps) {
  const { root, path } = place;
  const above = path === '' ? [] : ['', ...foldersAbove(path)];
  const wordOf = (folder: string) => (folder === '' ? (modelName ?? m.art_root()) : nameOfPath(folder));
  return (
    <nav className={css.crumbs} aria-label={m.art_crumbs()}>
      {above.map((folder) => (
        <Fragment key={folder}>
          <button
            type="button"
            className={css.crumb}
            title={formatPlace({ root, path: folder })}
            onClick={() => onPlace({ root, path: folder })}
          >
            {wordOf(folder)}
          </button>
          <span className={css.slash}>/</span>
        </Fragment>
      ))}
      <span className={css.crumb} aria-current="page" title={path}>
        {wordOf(path)}
      </span>
    </nav>
  );
}
