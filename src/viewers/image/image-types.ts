interface ImageType {
  /** As `sniffKind` names it. */
  readonly kind: string;
  readonly mediaType: string;
}

const TYPES: Record<string, ImageType> = {
  png: { kind: 'png', mediaType: 'image/png' },
  jpg: { kind: 'jpeg', mediaType: 'image/jpeg' },
  jpeg: { kind: 'jpeg', mediaType: 'image/jpeg' },
  gif: { kind: 'gif', mediaType: 'image/gif' },
  webp: { kind: 'webp', mediaType: 'image/webp' },
  bmp: { kind: 'bmp', mediaType: 'image/bmp' },
  svg: { kind: 'svg', mediaType: 'image/svg+xml' },
};

/** By the end of its name; undefined where it is no image that browsers show. */
export function imageTypeOf(name: string): ImageType | undefined {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}
