/**
 * Whether an MLflow server cannot be asked for this path: it refuses `#` in any, and decodes what looks encoded until
 * nothing does, so that `a%20b` reaches `a b` (`validate_path_is_safe` of 2.22.4 and 3.17.2).
 */
export function isRefusedPath(path: string): boolean {
  return /#|%[0-9a-f]{2}/i.test(path);
}
