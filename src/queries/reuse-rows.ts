/** The next rows, those that say what they said before as the same objects: a tick renders only what it changed. */
export function reuseRows<Row extends { readonly id: string }>(
  before: readonly Row[],
  next: readonly Row[],
): readonly Row[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return next.map((row) => {
    const same = known.get(row.id);
    return same && isSame(same, row) ? same : row;
  });
}

/** Rows are plain values, flat but for the lists of their cells. */
function isSame(left: object, right: object): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => isSameValue(Reflect.get(left, name), Reflect.get(right, name)));
}

function isSameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => isSameValue(Reflect.get(left, name), Reflect.get(right, name)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
