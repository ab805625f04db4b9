import { useState } from 'react';
import { IMAGE_MODES, type ImageMode, type FilesView } from '../../domain/artifacts/compare/files-view.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import css from './compare.module.css';
import type { FileOfRun } from './compared-run-file.ts';
import { ImageBox } from './image-box.tsx';
import { ImagePair } from './image-pair.tsx';
import { type SharedView, WHOLE_IMAGE } from './shared-view.ts';

interface ImageCompareProps {
  readonly files: readonly FileOfRun[];
  readonly runs: readonly ComparedRun[];
  readonly second: FileOfRun | undefined;
  readonly view: FilesView;
  readonly onView: (change: Partial<FilesView>) => void;
}

/** Images of many runs: all show the same part, or two of them lie on each other. */
export function ImageCompare({ files, runs, second, view, onView }: ImageCompareProps) {
  const [part, setPart] = useState<SharedView>(WHOLE_IMAGE);
  const [first] = files;
  return (
    <>
      <div className={css['toolbar']}>
        <fieldset className={css['modes']}>
          <legend className={css['hidden']}>{m.cmp_images()}</legend>
          {IMAGE_MODES.map((mode) => (
            <label key={mode} className={css['choice']}>
              <input
                type="radio"
                name="compare-images"
                checked={view.imageMode === mode}
                onChange={() => onView({ imageMode: mode })}
              />
              {wordOfMode(mode)}
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className={css['button']}
          title={m.view_image_fit_title()}
          onClick={() => setPart(WHOLE_IMAGE)}
        >
          {m.view_image_fit()}
        </button>
        <span className={css['said']}>{`${Math.round(part.zoom * 100)}%`}</span>
      </div>
      {view.imageMode === 'grid' || !first || !second ? (
        <div className={css['images']} data-many={files.length > 2 || undefined}>
          {files.map((file) => (
            <ImageBox key={file.run.id} file={file} runs={runs} part={part} onPart={setPart} />
          ))}
        </div>
      ) : (
        <ImagePair
          key={`${first.run.id} ${second.run.id}`}
          first={first}
          second={second}
          runs={runs}
          mode={view.imageMode}
          part={part}
          onPart={setPart}
        />
      )}
    </>
  );
}

function wordOfMode(mode: ImageMode): string {
  switch (mode) {
    case 'grid':
      return m.cmp_images_grid();
    case 'swipe':
      return m.cmp_images_swipe();
    case 'blend':
      return m.cmp_images_blend();
    case 'difference':
      return m.cmp_images_difference();
  }
}
