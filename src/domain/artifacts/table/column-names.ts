export interface NamedColumns {
  /** No two are alike, none is empty. */
  readonly names: readonly string[];
  /** Names that stood there more than once. */
  readonly repeated: readonly string[];
}

/** Names of a header as they can be told apart: `loss`, `loss (2)`; a column without a name gets its number. */
export function nameColumns(header: readonly string[]): NamedColumns {
  const given = new Set(header.map((name) => name.trim()));
  const taken = new Set<string>();
  const repeated = new Set<string>();
  const names = header.map((raw, index) => {
    const name = raw.trim();
    if (name !== '' && !taken.has(name)) {
      taken.add(name);
      return name;
    }
    if (name !== '') repeated.add(name);
    return freeName(name === '' ? `#${index + 1}` : name, given, taken);
  });
  return { names, repeated: [...repeated] };
}

function freeName(name: string, given: ReadonlySet<string>, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free) || (free !== name && given.has(free)); count++)
    free = `${name} (${count})`;
  taken.add(free);
  return free;
}
