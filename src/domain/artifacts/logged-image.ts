/** What `mlflow.log_image` writes into the name of a file. */
export interface LoggedImage {
  /** As it was given to `log_image`, with its slashes. */
  readonly key: string;
  readonly step: number;
  readonly timestampMs: number;
  /** The small copy (256 px at most) that is made beside each image. */
  readonly isThumbnail: boolean;
}

export interface LoggedImageFile extends LoggedImage {
  readonly path: string;
}

const NAME =
  /^(?<key>[^%+]+)(?<mark>[%+])step\k<mark>(?<step>-?\d+)\k<mark>timestamp\k<mark>(?<time>-?\d+)\k<mark>[^%+]+?(?<small>\k<mark>compressed)?\.(?:png|webp)$/;

/**
 * Key, step and time of an image of `mlflow.log_image`; undefined for other files. MLflow 2 parts them by `%` and writes
 * `#` for the slashes of a key, MLflow 3 uses `+` and `~` (mlflow/tracking/client.py, `log_image`).
 */
export function parseLoggedImage(path: string): LoggedImage | undefined {
  const [folder, name] = [path.split('/').at(-2), path.split('/').at(-1) ?? ''];
  const parts = folder === 'images' ? NAME.exec(name)?.groups : undefined;
  if (!parts) return undefined;
  return {
    key: (parts['key'] ?? '').replaceAll(/[#~]/g, '/'),
    step: Number(parts['step']),
    timestampMs: Number(parts['time']),
    isThumbnail: parts['small'] !== undefined,
  };
}

/** The images among `paths` that were logged under the key of `path`, small copies left out, by step and time. */
export function imagesOfSameKey(path: string, paths: readonly string[]): readonly LoggedImageFile[] {
  const own = parseLoggedImage(path);
  if (!own) return [];
  return paths
    .flatMap((each) => {
      const image = parseLoggedImage(each);
      return image && image.key === own.key && !image.isThumbnail ? [{ ...image, path: each }] : [];
    })
    .sort((a, b) => a.step - b.step || a.timestampMs - b.timestampMs);
}

/** Where the image stands whose small copy this is. */
export function originalOfThumbnail(path: string): string {
  return path.replace(/[%+]compressed\.webp$/, '.png');
}
