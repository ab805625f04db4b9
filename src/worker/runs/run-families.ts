import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { type Run, type RunId, TAG_PARENT_RUN } from '../../domain/runs/run.ts';
import type { RunsPage } from '../../tracking/source.ts';

/** Ids that fit into one `run_id IN (…)`. */
const IDS_PER_REQUEST = 200;
const CHILDREN_PER_PAGE = 200;

/** The rows that parents and children are added to. */
export interface FamilyRows {
  readonly frame: RunFrame;
  ask(
    question: { readonly filter: string; readonly pageSize: number },
    pageToken: string | undefined,
    signal: AbortSignal,
  ): Promise<RunsPage>;
  takeMore(runs: readonly Run[]): void;
}

/** `reading`: they come. `failed`: opening the parent again asks again. */
export type ChildrenState = 'unknown' | 'reading' | 'read' | 'failed';

/**
 * Parents of loaded runs and children of opened ones, which may be on pages that are not read or outside the filter:
 * parents by their ids, children by the tag that names their parent, each asked for once.
 */
export class RunFamilies {
  private readonly rows: FamilyRows;
  private readonly onChange: () => void;
  private readonly askedParents = new Set<RunId>();
  private readonly children = new Map<RunId, ChildrenState>();
  private requests = new AbortController();

  constructor(rows: FamilyRows, onChange: () => void) {
    this.rows = rows;
    this.onChange = onChange;
  }

  stateOf(id: RunId): ChildrenState {
    return this.children.get(id) ?? 'unknown';
  }

  /** Reads those of the parents that nobody has asked for. One that does not come is deleted, or elsewhere. */
  needParents(ids: readonly RunId[]): void {
    const wanted = ids.filter((id) => !this.askedParents.has(id) && isPlain(id));
    for (const id of wanted) this.askedParents.add(id);
    for (let start = 0; start < wanted.length; start += IDS_PER_REQUEST)
      void this.readParents(wanted.slice(start, start + IDS_PER_REQUEST));
  }

  needChildren(ids: readonly RunId[]): void {
    for (const id of ids) if (!this.children.has(id) && isPlain(id)) void this.readChildren(id);
  }

  /** What failed is asked for again when it is needed again. */
  retry(): void {
    for (const [id, state] of this.children) if (state === 'failed') this.children.delete(id);
  }

  forget(): void {
    this.requests.abort();
    this.requests = new AbortController();
    this.askedParents.clear();
    this.children.clear();
  }

  private async readParents(ids: readonly RunId[]): Promise<void> {
    const { signal } = this.requests;
    const filter = `attributes.run_id IN (${ids.map((id) => `'${id}'`).join(', ')})`;
    try {
      const { runs } = await this.rows.ask({ filter, pageSize: ids.length }, undefined, signal);
      if (!signal.aborted && runs.length > 0) this.rows.takeMore(runs);
    } catch {
      // Their children stand alone until another one of them is looked for.
      if (!signal.aborted) for (const id of ids) this.askedParents.delete(id);
    }
  }

  private async readChildren(id: RunId): Promise<void> {
    const { signal } = this.requests;
    this.children.set(id, 'reading');
    const filter = `tags.\`${TAG_PARENT_RUN}\` = '${id}'`;
    const seen = new Set<string>();
    let pageToken: string | undefined;
    try {
      do {
        const page = await this.rows.ask({ filter, pageSize: CHILDREN_PER_PAGE }, pageToken, signal);
        if (signal.aborted) return;
        this.rows.takeMore(page.runs);
        pageToken = page.nextPageToken;
        // A server that repeats its token must not hold us.
        if (pageToken !== undefined && seen.has(pageToken)) pageToken = undefined;
        else if (pageToken !== undefined) seen.add(pageToken);
      } while (pageToken !== undefined);
      this.children.set(id, 'read');
    } catch {
      if (!signal.aborted) this.children.set(id, 'failed');
    }
    if (!signal.aborted) this.onChange();
  }
}

/** Ids are letters and digits; a tag may hold anything, which has no place in a filter. */
function isPlain(id: RunId): boolean {
  return /^[\w-]{1,64}$/.test(id);
}
