import { afterAll, describe, expect, it } from 'vitest';
import { inflateText } from '../base/deflate-text.ts';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import { lastSignMs } from '../domain/runs/run-head.ts';
import { tagValue } from '../domain/runs/run.ts';
import { isViewTag, readViews } from '../domain/views/saved-view.ts';
import type { FoundRuns } from '../tracking/source.ts';
import { systemClock } from '../worker/clock.ts';
import { changeViews } from '../worker/views/change-views.ts';
import type { ViewChange } from '../worker/views/views-protocol.ts';
import type { SourceTruth } from './odd-cases.ts';
import { failureOf, NO_SIGNAL, type OpenedSource, runNamed, UNKNOWN_RUN } from './source-reading.ts';

const names = ({ runs }: FoundRuns) => runs.map(({ name }) => name);

/** What is asked over many experiments at once. */
export function describeFinding(truth: SourceTruth, opened: OpenedSource): void {
  const activity = (kind: 'running' | 'ended', limit = 100) =>
    opened.source.searchActivity(
      { experimentIds: [opened.experiment.id], kind, sinceMs: 0, limit },
      NO_SIGNAL,
    );
  const lookUp = (text: string, limit = 50) => opened.source.lookUpRuns({ text, limit }, NO_SIGNAL);

  describe('activity', () => {
    it('tells what runs, and what ended with the failed ones first', async () => {
      expect(names(await activity('running'))).toEqual(['still running']);
      const ended = await activity('ended');
      expect(ended.hasMore).toBe(false);
      expect(ended.runs[0]?.status).toBe('FAILED');
      expect(ended.runs.map(({ status }) => status)).toEqual(
        ended.runs.map(({ status }) => status).toSorted(),
      );
      const wanted = truth.runs.filter(({ status }) => status !== 'RUNNING').map(({ name }) => name);
      expect(names(ended).toSorted()).toEqual(wanted.toSorted());
    });

    it('says that there is more than came', async () => {
      const ended = await activity('ended', 3);
      expect(ended.runs).toHaveLength(3);
      expect(ended.hasMore).toBe(true);
      const later = { experimentIds: [opened.experiment.id], kind: 'ended', limit: 9 } as const;
      const none = await opened.source.searchActivity({ ...later, sinceMs: 4e12 }, NO_SIGNAL);
      expect(none).toMatchObject({ runs: [], hasMore: false });
    });

    it('was last when the newest run gave its last sign', async () => {
      const ids = [opened.experiment.id, '987654321' as ExperimentId];
      const [last, none] = await opened.source.readLastActivity(ids, NO_SIGNAL);
      const [newest] = opened.runs;
      expect(last).toBeGreaterThanOrEqual((newest && lastSignMs(newest)) ?? Number.NaN);
      expect(none).toBeUndefined();
    });
  });

  describe('runs looked up', () => {
    it.each(['STEPS', ' e stEps ', '한글/sl', "'single'", '"quoted" \'', 'a"b\'c', '100%_'])(
      'by %j hold it in their name',
      async (text) => {
        const wanted = truth.runs
          .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
          .map(({ name }) => name);
        const found = await lookUp(text);
        const own = found.runs.filter(({ experimentId }) => experimentId === opened.experiment.id);
        expect(names({ runs: own, hasMore: false }).toSorted()).toEqual(wanted.toSorted());
      },
    );

    it('come by a whole id, by its beginning, or with the reason why not', async () => {
      const { id, name } = runNamed(opened, 'late steps');
      expect(names(await lookUp(id.toUpperCase()))).toEqual([name]);
      expect(names(await lookUp(id.slice(0, 12)))).toEqual([name]);
      expect(await lookUp(UNKNOWN_RUN)).toMatchObject({ runs: [], idProblem: 'not-found' });
      expect(await lookUp('  ')).toMatchObject({ runs: [], hasMore: false });
    });

    it('say that there are more', async () => {
      const found = await lookUp('steps', 1);
      expect(found).toMatchObject({ hasMore: true });
      expect(found.runs).toHaveLength(1);
    });
  });
}

async function kindOf(asked: Promise<unknown>) {
  return (await failureOf(asked)).kind;
}

/** Makes experiments of its own and deletes them. */
export function describeExperimentChanges(opened: OpenedSource): void {
  describe('experiments that are changed', () => {
    const made: ExperimentId[] = [];
    const create = async (name: string) => {
      const id = await opened.source.createExperiment(name, NO_SIGNAL);
      made.push(id);
      return id;
    };

    afterAll(async () => {
      for (const id of made) {
        // One that a test left deleted is refused: so it stays.
        await opened.source.changeExperiment({ kind: 'delete', id }, NO_SIGNAL).catch(() => undefined);
      }
    });

    it('are made, renamed, tagged, deleted and restored, as they are read back', async () => {
      const { source } = opened;
      const name = `contract/새 실험 100% 'a' ${Date.now()}`;
      const id = await create(name);
      expect(await opened.source.getExperiment(id, NO_SIGNAL)).toMatchObject({ name, lifecycle: 'active' });
      const other = `${name} "b"`;
      await source.changeExperiment({ kind: 'rename', id, name: other }, NO_SIGNAL);
      const value = '# 메모\n"x" <b>';
      await source.changeExperiment({ kind: 'set-tag', id, key: 'mlflow.note.content', value }, NO_SIGNAL);
      await source.changeExperiment({ kind: 'set-tag', id, key: 'team/팀', value: '' }, NO_SIGNAL);
      const changed = await opened.source.getExperiment(id, NO_SIGNAL);
      expect(changed.name).toBe(other);
      expect(tagValue(changed.tags, 'mlflow.note.content')).toBe(value);
      expect(tagValue(changed.tags, 'team/팀')).toBe('');
      await source.changeExperiment({ kind: 'delete', id }, NO_SIGNAL);
      expect((await opened.source.getExperiment(id, NO_SIGNAL)).lifecycle).toBe('deleted');
      await source.changeExperiment({ kind: 'restore', id }, NO_SIGNAL);
      expect((await opened.source.getExperiment(id, NO_SIGNAL)).lifecycle).toBe('active');
    });

    it('lose a tag where the source can take one away', async () => {
      const id = await create(`contract/tags ${Date.now()}`);
      await opened.source.changeExperiment({ kind: 'set-tag', id, key: 'team', value: 'x' }, NO_SIGNAL);
      const asked = opened.source.changeExperiment({ kind: 'delete-tag', id, key: 'team' }, NO_SIGNAL);
      const canDelete = opened.info.capabilities.deletesExperimentTags;
      expect(canDelete ? await asked : await kindOf(asked)).toBe(canDelete ? undefined : 'not-found');
      const left = tagValue((await opened.source.getExperiment(id, NO_SIGNAL)).tags, 'team');
      expect(left).toBe(canDelete ? undefined : 'x');
    });

    it('keep saved views whole in their tags, at the lengths that the source takes', async () => {
      const { source, info } = opened;
      const id = await create(`contract/views ${Date.now()}`);
      const { capabilities } = info;
      const context = { source, capabilities, clock: systemClock, random: Math.random };
      const make = (change: ViewChange) => changeViews(context, { experimentId: id, change }, NO_SIGNAL);
      const views = async () => readViews((await source.getExperiment(id, NO_SIGNAL)).tags);
      // Eight parts on 2.22.4, two on 3.17.2.
      const content = Array.from({ length: 3_300 }, (_, index) => Math.sin(index).toString(36)).join('손');
      const made = await make({ kind: 'create', name: '학습률 {a}, "b"', content, isDefault: true });
      expect(made).toMatchObject({ state: 'done' });
      const [view] = await views();
      if (view?.state !== 'readable') throw new Error('unreadable');
      expect(view.partKeys.length).toBe(
        Math.ceil(view.data.length / (capabilities.maxExperimentTagLength - 60)),
      );
      expect(view.partKeys.length).toBeGreaterThan(1);
      expect(await inflateText(view.data)).toBe(content);
      const next = {
        kind: 'update',
        id: view.id,
        content: `${content}.`,
        generation: view.generation,
      } as const;
      expect(await make(next)).toMatchObject({ state: 'done' });
      const [changed] = await views();
      expect(changed?.state === 'readable' && (await inflateText(changed.data))).toBe(`${content}.`);
      expect(await make({ kind: 'remove', id: view.id })).toMatchObject({ state: 'done' });
      const { tags } = await source.getExperiment(id, NO_SIGNAL);
      const left = tags.filter(({ key }) => isViewTag(key));
      expect(left.every(({ value }) => value === '')).toBe(true);
      expect(left.length === 0).toBe(capabilities.deletesExperimentTags);
    });

    it('keep their names to themselves, deleted ones too', async () => {
      const { source, truth } = opened;
      expect(await kindOf(source.createExperiment(truth.experimentName, NO_SIGNAL))).toBe('conflict');
      expect(await kindOf(source.createExperiment(truth.deletedExperimentName, NO_SIGNAL))).toBe('conflict');
      const id = await create(`contract/names ${Date.now()}`);
      const rename = (name: string) => source.changeExperiment({ kind: 'rename', id, name }, NO_SIGNAL);
      expect(await kindOf(rename(truth.experimentName))).toBe('conflict');
      expect(await kindOf(rename(truth.deletedExperimentName))).toBe('conflict');
      expect((await opened.source.getExperiment(id, NO_SIGNAL)).name).toMatch(/^contract\/names/);
    });

    it('take nothing while they are deleted', async () => {
      const { source } = opened;
      const id = await create(`contract/gone ${Date.now()}`);
      await source.changeExperiment({ kind: 'delete', id }, NO_SIGNAL);
      const tag = source.changeExperiment({ kind: 'set-tag', id, key: 'a', value: 'b' }, NO_SIGNAL);
      expect(['rejected', 'server']).toContain(await kindOf(tag));
      const rename = source.changeExperiment({ kind: 'rename', id, name: 'contract/x' }, NO_SIGNAL);
      expect(['rejected', 'server']).toContain(await kindOf(rename));
    });
  });
}
