/** Parts of files of one fixed size, the least recently used go. */
export class BlockCache {
  readonly #maxBytes: number;
  /** In the order of use. */
  readonly #blocks = new Map<string, Uint8Array<ArrayBuffer>>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** To be copied before it is handed out: a transferred block would be empty here. */
  read(file: string, index: number): Uint8Array<ArrayBuffer> | undefined {
    const name = `${index} ${file}`;
    const block = this.#blocks.get(name);
    if (block) {
      this.#blocks.delete(name);
      this.#blocks.set(name, block);
    }
    return block;
  }

  has(file: string, index: number): boolean {
    return this.#blocks.has(`${index} ${file}`);
  }

  write(file: string, index: number, block: Uint8Array<ArrayBuffer>): void {
    const name = `${index} ${file}`;
    this.#drop(name);
    this.#blocks.set(name, block);
    this.#bytes += block.length;
    for (const oldest of this.#blocks.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest);
    }
  }

  forget(file: string): void {
    for (const name of this.#blocks.keys()) if (name.slice(name.indexOf(' ') + 1) === file) this.#drop(name);
  }

  #drop(name: string): void {
    const block = this.#blocks.get(name);
    if (!block) return;
    this.#blocks.delete(name);
    this.#bytes -= block.length;
  }
}
