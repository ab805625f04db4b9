export interface Body {
  readonly text: string;
  readonly sizeBytes: number;
}

/** The whole of an answer; `onPart` hears of each part of it. */
export async function readBytes(response: Response, onPart: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  for (;;) {
    onPart();
    const part = await reader?.read();
    if (part?.value === undefined) break;
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Read in parts, so that a slow but living 12 MB answer (a whole history of MLflow 2.22) does not time out. */
export async function readBody(response: Response, onPart: () => void): Promise<Body> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  const parts: string[] = [];
  let sizeBytes = 0;
  for (;;) {
    onPart();
    const part = await reader?.read();
    if (part?.value === undefined) break;
    sizeBytes += part.value.byteLength;
    parts.push(decoder.decode(part.value, { stream: true }));
  }
  parts.push(decoder.decode());
  return { text: parts.join(''), sizeBytes };
}
