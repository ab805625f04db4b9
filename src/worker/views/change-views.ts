import { deflateText } from '../../base/deflate-text.ts';
import type { Experiment, ExperimentId, KeyText } from '../../domain/runs/experiment.ts';
import {
  applySteps,
  hasSteps,
  newGeneration,
  newViewId,
  planCleanup,
  planDefault,
  planRemoval,
  planView,
  type TagRules,
  type TagStep,
  type ViewPlan,
} from '../../domain/views/plan-view.ts';
import {
  findView,
  MAX_VIEW_NAME,
  type ReadableView,
  type WrittenView,
} from '../../domain/views/saved-view.ts';
import { TrackingError, toTrackingFailure } from '../../tracking/errors.ts';
import type { SourceCapabilities, TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { ViewChangeReply, ViewChangeRequest } from './views-protocol.ts';

export interface ViewsContext {
  readonly source: TrackingSource;
  readonly capabilities: Pick<SourceCapabilities, 'deletesExperimentTags' | 'maxExperimentTagLength'>;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Of those who write at once into the same emptied tag one has to look for another. */
const MAX_TRIES = 3;

/**
 * Makes one change of the views of an experiment. Whatever ends it on the way, each view is afterwards as it was before
 * or as it was meant to be.
 */
export async function changeViews(
  context: ViewsContext,
  request: ViewChangeRequest,
  signal: AbortSignal,
): Promise<ViewChangeReply> {
  const writer = new ViewsWriter(context, request.experimentId, signal);
  try {
    return await make(writer, context, request, signal);
  } catch (thrown) {
    signal.throwIfAborted();
    return { state: 'refused', failure: toTrackingFailure(thrown) };
  }
}

async function make(
  writer: ViewsWriter,
  context: ViewsContext,
  { change, enteredName }: ViewChangeRequest,
  signal: AbortSignal,
): Promise<ViewChangeReply> {
  const contentOf = async (content: string) => {
    const author = userNameOf(context.source, enteredName, signal);
    return newContent(context, content, await author);
  };
  if (change.kind === 'create') {
    const made = await contentOf(change.content);
    const view: WrittenView = { id: newViewId(context.random), name: cut(change.name), ...made };
    const reply = await writer.write(view);
    if (reply.state !== 'done' || !change.isDefault) return reply;
    await writer.apply([planDefault(view.id, writer.rules)]);
    return { ...reply, after: await writer.read() };
  }
  const experiment = await writer.read();
  if (change.kind === 'set-default') {
    if (change.id !== undefined && !readable(experiment, change.id))
      return { state: 'gone', after: experiment };
    await writer.apply([planDefault(change.id, writer.rules)]);
    return { state: 'done', id: change.id, after: await writer.read() };
  }
  const view = readable(experiment, change.id);
  if (!view) return { state: 'gone', after: experiment };
  if (change.kind === 'remove') {
    await writer.apply(planRemoval(experiment.tags, view.id, writer.rules));
    return { state: 'done', id: undefined, after: await writer.cleanUp(view) };
  }
  if (change.kind === 'rename') return writer.write({ ...view, name: cut(change.name) }, view);
  if (change.generation !== undefined && change.generation !== view.generation)
    return { state: 'changed', after: experiment };
  return writer.write({ ...view, ...(await contentOf(change.content)) }, view);
}

async function newContent({ clock, random }: ViewsContext, content: string, author: string | undefined) {
  const data = await deflateText(content);
  const savedMs = clock.nowMs();
  return { author, savedMs, generation: newGeneration(savedMs, random), data };
}

/** As the server calls the person, else as they signed in; undefined: nobody did. */
async function userNameOf(
  source: TrackingSource,
  enteredName: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const told = async () => (await source.openRegistry()).readUserName(signal);
  const name = (await told().catch(() => undefined)) ?? enteredName;
  return name === undefined ? undefined : cut(name);
}

class ViewsWriter {
  readonly rules: TagRules;
  private readonly context: ViewsContext;
  private readonly id: ExperimentId;
  private readonly signal: AbortSignal;

  constructor(context: ViewsContext, id: ExperimentId, signal: AbortSignal) {
    const { deletesExperimentTags, maxExperimentTagLength } = context.capabilities;
    this.rules = { canDelete: deletesExperimentTags, maxValueLength: maxExperimentTagLength };
    this.context = context;
    this.id = id;
    this.signal = signal;
  }

  read(): Promise<Experiment> {
    return this.context.source.getExperiment(this.id, this.signal);
  }

  /** One after the other, each once; the first that is refused ends it. */
  async apply(steps: readonly TagStep[]): Promise<void> {
    const { id, signal } = this;
    for (const { key, value } of steps) {
      const change =
        value === undefined
          ? ({ kind: 'delete-tag', id, key } as const)
          : ({ kind: 'set-tag', id, key, value } as const);
      try {
        await this.context.source.changeExperiment(change, signal);
      } catch (thrown) {
        if (!(await this.isApplied({ key, value }, thrown))) throw thrown;
      }
    }
  }

  /** Writes the view in place of `before`, which is the same view as it stands there. */
  async write(view: WrittenView, before?: ReadableView): Promise<ViewChangeReply> {
    const { rules, context } = this;
    let { tags } = await this.sweep(view.id);
    for (let tries = 1; ; tries++) {
      const planning = planView(tags, view, rules, context.random);
      if (!planning.fits) return { state: 'full', bytes: planning.bytes, after: await this.read() };
      const after = await this.attempt(planning.plan);
      if (after && readable(after, view.id)?.generation === view.generation) {
        const isNewContent = before !== undefined && before.generation !== view.generation;
        return {
          state: 'done',
          id: view.id,
          after: isNewContent ? await this.cleanUp(before, after) : after,
        };
      }
      if (tries === MAX_TRIES) throw new TrackingError({ kind: 'conflict', subject: view.name });
      ({ tags } = await this.read());
    }
  }

  /** Undefined: somebody else wrote into one of the tags before the head was switched. */
  private async attempt({ parts, head }: ViewPlan): Promise<Experiment | undefined> {
    await this.apply(parts);
    if (parts.length > 0 && !hasSteps((await this.read()).tags, parts)) return undefined;
    await this.apply([head]);
    return this.read();
  }

  /** What an earlier writing that was interrupted left behind goes first: it takes room. */
  private async sweep(id: string): Promise<{ readonly tags: readonly KeyText[] }> {
    const { tags } = await this.read();
    const due = planCleanup(tags, { id, before: undefined, nowMs: this.context.clock.nowMs() }, this.rules);
    await this.apply(due);
    return { tags: applySteps(tags, due) };
  }

  /** Takes the old parts of a view away. The change is made by then: what is refused here stays for the next one. */
  async cleanUp({ id, generation }: ReadableView, known?: Experiment): Promise<Experiment> {
    const after = known ?? (await this.read());
    const nowMs = this.context.clock.nowMs();
    const due = planCleanup(after.tags, { id, before: generation, nowMs }, this.rules);
    try {
      await this.apply(due);
    } catch {
      this.signal.throwIfAborted();
    }
    return due.length === 0 ? after : { ...after, tags: applySteps(after.tags, due) };
  }

  /** An answer that was lost on the way: the tag tells what became of it. */
  private async isApplied({ key, value }: TagStep, thrown: unknown): Promise<boolean> {
    const { kind } = toTrackingFailure(thrown);
    if (kind !== 'network' && kind !== 'server' && kind !== 'not-found') return false;
    const now = await this.read().catch(() => undefined);
    return now !== undefined && now.tags.find((tag) => tag.key === key)?.value === value;
  }
}

function readable({ tags }: Experiment, id: string): ReadableView | undefined {
  const view = findView(tags, id);
  return view?.state === 'readable' ? view : undefined;
}

function cut(text: string): string {
  return Array.from(text).slice(0, MAX_VIEW_NAME).join('');
}
