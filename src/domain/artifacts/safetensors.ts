/** The head of a safetensors file: 8 bytes of length, then JSON (github.com/huggingface/safetensors, README). */
export interface SafetensorsHeader {
  readonly tensors: readonly Tensor[];
  readonly metadata: ReadonlyMap<string, string>;
  readonly parameterCount: number;
  /** That a whole file of this head has. */
  readonly fileBytes: number;
}

export interface Tensor {
  readonly name: string;
  /** `F32`, `BF16`, `I64`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly parameterCount: number;
  readonly sizeBytes: number;
}

/** The format allows no longer head. */
export const LONGEST_HEAD_BYTES = 100_000_000;

/** Length of the JSON behind the first 8 bytes; undefined where no such file begins so. */
export function safetensorsHeadBytes(first: Uint8Array): number | undefined {
  if (first.length < 8) return undefined;
  const length = Number(new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true));
  return length >= 2 && length <= LONGEST_HEAD_BYTES ? length : undefined;
}

/** Undefined where the text is not the JSON of such a head. */
export function parseSafetensors(head: Uint8Array): SafetensorsHeader | undefined {
  const value = tryJson(new TextDecoder().decode(head));
  if (!isObject(value)) return undefined;
  const { __metadata__: metadata, ...rest } = value;
  const tensors = Object.entries(rest).map(([name, entry]) => decodeTensor(name, entry));
  if (tensors.some((tensor) => tensor === undefined)) return undefined;
  const known = tensors.filter((tensor) => tensor !== undefined);
  return {
    tensors: known.map(({ tensor }) => tensor),
    metadata: new Map(
      isObject(metadata) ? Object.entries(metadata).map(([key, text]) => [key, asText(text)]) : [],
    ),
    parameterCount: known.reduce((sum, { tensor }) => sum + tensor.parameterCount, 0),
    fileBytes: 8 + head.length + known.reduce((most, { end }) => Math.max(most, end), 0),
  };
}

function decodeTensor(
  name: string,
  entry: unknown,
): { readonly tensor: Tensor; readonly end: number } | undefined {
  if (!isObject(entry)) return undefined;
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !isNumbers(shape) || !isNumbers(offsets)) return undefined;
  const [start = 0, end = 0] = offsets;
  const parameterCount = shape.reduce((product, size) => product * size, 1);
  return { tensor: { name, dtype, shape, parameterCount, sizeBytes: end - start }, end };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
