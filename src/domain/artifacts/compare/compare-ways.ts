import { extensionOfPath, nameOfPath } from '../artifact-path.ts';
import { decodeText } from '../text/decode-text.ts';
import type { CompareWay } from './files-view.ts';

const IMAGES = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'svg']);
/** Their bytes say nothing to anybody. */
const BINARY = new Set(
  '7z bin bz2 ckpt exe gz h5 hdf5 joblib mp3 mp4 msgpack npy npz onnx parquet pb pdf pickle pkl pt pth safetensors skops tar tgz wav webm whl xz zip zst'.split(
    ' ',
  ),
);

/** How files of this name can be compared, the first by itself; empty: only whether they are the same. */
export function compareWays(path: string): readonly CompareWay[] {
  const extension = extensionOfPath(path);
  if (extension === 'svg') return ['image', 'text'];
  if (IMAGES.has(extension)) return ['image'];
  if (BINARY.has(extension)) return [];
  if (extension === 'csv' || extension === 'tsv') return ['table', 'text', 'tails'];
  if (extension === 'json') return ['tree', 'table', 'text'];
  if (extension === 'yaml' || extension === 'yml' || nameOfPath(path) === 'MLmodel') return ['tree', 'text'];
  return ['text', 'tails'];
}

/** Whether JSON begins as `mlflow.log_table` writes it: `{"columns": [`. */
export function isLoggedTable(bytes: Uint8Array): boolean {
  return /^\s*\{\s*"columns"\s*:\s*\[/.test(decodeText(bytes.subarray(0, 200)) ?? '');
}
