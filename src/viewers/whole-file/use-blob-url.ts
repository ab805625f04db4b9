import { useEffect, useState } from 'react';

/** A `blob:` address of these bytes, revoked when they are no longer shown. */
export function useBlobUrl(bytes: Uint8Array<ArrayBuffer> | undefined, type: string): string | undefined {
  const [made, setMade] = useState<{ readonly bytes: Uint8Array; readonly url: string }>();
  useEffect(() => {
    if (!bytes) return undefined;
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    let isHere = true;
    queueMicrotask(() => {
      if (isHere) setMade({ bytes, url });
    });
    return () => {
      isHere = false;
      URL.revokeObjectURL(url);
    };
  }, [bytes, type]);
  return made?.bytes === bytes ? made?.url : undefined;
}
