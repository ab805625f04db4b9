/** A blob's address must outlive the click: some browsers read it a while later. */
const REVOKE_AFTER_MS = 60_000;

/** Hands the blob to the browser's own download. */
export function downloadBlob(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
}
