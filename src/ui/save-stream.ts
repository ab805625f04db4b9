/** Of the File System Access API, which TypeScript's library does not know; Chromium has it, in secure contexts. */
interface SavePicker {
  readonly showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<{
    createWritable(): Promise<WritableStream<Uint8Array>>;
  }>;
}

/** Whether a file can be written while its bytes come. */
export function canSaveToDisk(): boolean {
  return typeof (globalThis as SavePicker).showSaveFilePicker === 'function';
}

/** Asks the person for a place; to be called from a click. Rejects with an `AbortError` where they choose none. */
export async function openSaveStream(fileName: string): Promise<WritableStream<Uint8Array> | undefined> {
  const handle = await (globalThis as SavePicker).showSaveFilePicker?.({ suggestedName: fileName });
  return handle?.createWritable();
}
