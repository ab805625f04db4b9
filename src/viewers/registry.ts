import type { ComponentType } from 'react';
import { m } from '../paraglide/messages.js';
import type { ArtifactFile } from './artifact-file.ts';
import { imageTypeOf } from './image/image-types.ts';
import { mediaTypeOf } from './media/media-types.ts';

export interface ViewerProps {
  readonly file: ArtifactFile;
  /** Shows another file of the same root: a link inside a document, the next image of a step slider. */
  readonly onOpenPath: (path: string) => void;
  /** Another file of the same root, not yet read: a picture in a document, `requirements.txt` beside `MLmodel`. */
  readonly fileAt?: ((path: string) => ArtifactFile) | undefined;
  /** The files of its folder, itself too, once that is listed: the steps of `log_image`. */
  readonly siblings?: readonly SiblingFile[] | undefined;
}

export interface SiblingFile {
  readonly path: string;
  readonly sizeBytes: number | undefined;
}

/** One way to look at a file. */
export interface Viewer {
  readonly id: string;
  /** In the language of now. */
  readonly label: () => string;
  /** By name and, where it is known, size. */
  readonly canOpen: (file: ArtifactFile) => boolean;
  readonly load: () => Promise<{ readonly Viewer: ComponentType<ViewerProps> }>;
  /**
   * Whether a file that begins so is meant for it, whatever stands before it in the list: a table in a JSON file. Only
   * asked of viewers that can open the file.
   */
  readonly isMeant?: (head: string) => boolean;
  /** It goes from one file to the next by itself: zoom and focus stay while a slider moves over steps. */
  readonly staysMounted?: boolean;
}

/** In the order in which they are offered; the first that can open a file shows it. */
export const VIEWERS: readonly Viewer[] = [
  {
    id: 'image',
    label: () => m.view_image(),
    canOpen: ({ name }) => imageTypeOf(name) !== undefined,
    load: () => import('./image/image-viewer.tsx'),
    staysMounted: true,
  },
  {
    id: 'html',
    label: () => m.view_html(),
    canOpen: ({ name }) => /\.html?$/i.test(name),
    load: () => import('./html/html-viewer.tsx'),
  },
  {
    id: 'markdown',
    label: () => m.view_markdown(),
    canOpen: ({ name }) => /\.(?:md|markdown)$/i.test(name),
    load: () => import('./markdown/markdown-viewer.tsx'),
  },
  {
    id: 'notebook',
    label: () => m.view_notebook(),
    canOpen: ({ name }) => /\.ipynb$/i.test(name),
    load: () => import('./notebook/notebook-viewer.tsx'),
  },
  {
    id: 'tree',
    label: () => m.view_tree(),
    canOpen: ({ name }) => /\.(?:json|geojson)$/i.test(name),
    load: () => import('./tree/tree-viewer.tsx'),
  },
  {
    id: 'model',
    label: () => m.view_model(),
    canOpen: ({ name }) => name === 'MLmodel',
    load: () => import('./model/model-viewer.tsx'),
  },
  {
    id: 'yaml',
    label: () => m.view_tree(),
    canOpen: ({ name }) => /\.ya?ml$|^MLmodel$/i.test(name),
    load: () => import('./tree/yaml-viewer.tsx'),
  },
  {
    id: 'npy',
    label: () => m.view_array(),
    canOpen: ({ name }) => /\.npy$/i.test(name),
    load: () => import('./array/array-viewer.tsx'),
  },
  {
    id: 'npz',
    label: () => m.view_array(),
    canOpen: ({ name }) => /\.npz$/i.test(name),
    load: () => import('./array/npz-viewer.tsx'),
  },
  {
    id: 'safetensors',
    label: () => m.view_tensors(),
    canOpen: ({ name }) => /\.safetensors$/i.test(name),
    load: () => import('./array/safetensors-viewer.tsx'),
  },
  {
    id: 'table',
    label: () => m.viewer_table(),
    canOpen: ({ name }) => /\.(?:csv|tsv|jsonl|ndjson|parquet|pq)$/i.test(name),
    load: () => import('./table/table-viewer.tsx'),
  },
  {
    id: 'log-table',
    label: () => m.viewer_table(),
    canOpen: ({ name }) => /\.json$/i.test(name),
    // As pandas writes a table split into names and rows, which is what `mlflow.log_table` asks of it.
    isMeant: (head) => /^\s*\{\s*"columns"\s*:\s*\[\s*"/.test(head),
    load: () => import('./table/table-viewer.tsx'),
  },
  {
    id: 'pdf',
    label: () => m.view_pdf(),
    canOpen: ({ name }) => /\.pdf$/i.test(name),
    load: () => import('./pdf/pdf-viewer.tsx'),
  },
  {
    id: 'media',
    label: () => m.view_media(),
    canOpen: ({ name }) => mediaTypeOf(name) !== undefined,
    load: () => import('./media/media-viewer.tsx'),
  },
  // Last: it takes whatever none before it knows, and tells what is no text.
  {
    id: 'text',
    label: () => m.viewer_text(),
    canOpen: isMaybeText,
    load: () => import('./text/text-viewer.tsx'),
    // A log that grows is read on.
    staysMounted: true,
  },
];

/** Known to hold no text: their first bytes say nothing to anybody. */
const BINARY =
  /\.(7z|bin|bz2|ckpt|exe|gz|h5|hdf5|joblib|msgpack|npy|npz|o|onnx|pb|pickle|pkl|pt|pth|pyc|rar|safetensors|skops|so|tar|tflite|tgz|whl|xz|zip|zst)$/i;

function isMaybeText(file: ArtifactFile): boolean {
  return !BINARY.test(file.name);
}
