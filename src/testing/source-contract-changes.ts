import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunChange } from '../domain/runs/run-change.ts';
import { type Run, type RunId, tagValue } from '../domain/runs/run.ts';
import { createHttp } from '../tracking/http.ts';
import { describeArtifactsOfFile, describeArtifactsOfServer } from './source-contract-artifacts.ts';
import { describeModelsOfServer, describeModelsOfFile } from './source-contract-run-details.ts';
import { createExperiment, createRun, deleteExperiment } from './written-runs.ts';
import {
  failureOf,
  inKeyOrder,
  NO_SIGNAL,
  type OpenedSource,
  requestFor,
  runNamed,
  UNKNOWN_RUN,
} from './source-reading.ts';

const TIMEOUT_MS = 60_000;

/** The run that is changed; its id is there before the first test. */
export interface ChangedRun {
  id: RunId;
  experimentId: string;
  readonly opened: OpenedSource;
  readonly change: (asked: RunChange) => Promise<void>;
  readonly read: () => Promise<Run>;
}

/**
 * Writing to runs. A server gets an experiment of its own for it, which is deleted at the end; a file changes in memory.
 *
 * @param serverUrl of a server that may be written to
 */
export function describeChanges(opened: OpenedSource, serverUrl: string | undefined): void {
  const run: ChangedRun = {
    id: UNKNOWN_RUN,
    experimentId: '',
    opened,
    change: (asked) => opened.source.changeRun(asked, NO_SIGNAL),
    read: () => opened.source.getRun(run.id, NO_SIGNAL),
  };
  describe('changes of a run', { timeout: TIMEOUT_MS }, () => {
    beforeAll(async () => {
      if (serverUrl === undefined) {
        run.id = runNamed(opened, 'no metrics').id;
        return;
      }
      const http = createHttp({ baseUrl: serverUrl });
      run.experimentId = await createExperiment(http);
      run.id = await createRun(http, run.experimentId);
    }, TIMEOUT_MS);
    afterAll(async () => {
      if (serverUrl !== undefined)
        await deleteExperiment(createHttp({ baseUrl: serverUrl }), run.experimentId);
    });

    describeTagsAndName(run);
    describeStatus(run);
    describeDeleting(run);
    describeRefusals(run);
    if (serverUrl === undefined) {
      describeModelsOfFile(run);
      describeArtifactsOfFile(run);
    } else {
      describeModelsOfServer(run, serverUrl);
      describeArtifactsOfServer(run, serverUrl);
    }
  });
}

function describeTagsAndName(run: ChangedRun): void {
  it('set a tag, change it and take it away, whatever it says', async () => {
    const { id } = run;
    const key = 'runlens.contract';
    for (const value of ['값 "1" / <b>', '', 'a\nb']) {
      await run.change({ kind: 'set-tag', id, key, value });
      expect(tagValue((await run.read()).tags, key)).toBe(value);
    }
    await run.change({ kind: 'delete-tag', id, key });
    expect(tagValue((await run.read()).tags, key)).toBeUndefined();
    expect((await failureOf(run.change({ kind: 'delete-tag', id, key }))).kind).toBe('not-found');
  });

  it('rename it, by name or by the tag that holds the name', async () => {
    const { id } = run;
    const before = await run.read();
    await run.change({ kind: 'rename', id, name: "새 이름 '1'" });
    const renamed = await run.read();
    expect(renamed.name).toBe("새 이름 '1'");
    expect(tagValue(renamed.tags, 'mlflow.runName')).toBe("새 이름 '1'");
    expect([renamed.status, renamed.endMs]).toEqual([before.status, before.endMs]);
    await run.change({ kind: 'set-tag', id, key: 'mlflow.runName', value: before.name });
    expect((await run.read()).name).toBe(before.name);
  });
}

function describeStatus(run: ChangedRun): void {
  it('end it and let it go on', async () => {
    const { id } = run;
    const before = await run.read();
    const endMs = 1_780_000_000_000;
    for (const status of ['FAILED', 'KILLED', 'FINISHED'] as const) {
      await run.change({ kind: 'set-status', id, status, endMs });
      expect(await run.read()).toMatchObject({ status, endMs, name: before.name });
    }
    await run.change({ kind: 'set-status', id, status: 'RUNNING', endMs: undefined });
    expect(await run.read()).toMatchObject({ status: 'RUNNING', endMs: undefined });
    await run.change({ kind: 'set-status', id, status: before.status, endMs: before.endMs });
    expect(inKeyOrder(await run.read())).toEqual(inKeyOrder(before));
  });
}

function describeDeleting(run: ChangedRun): void {
  it('delete it, which refuses other changes, and restore it', async () => {
    const { id, opened } = run;
    const before = await run.read();
    const request = requestFor(before.experimentId);
    const idsOf = async (lifecycle: 'active' | 'deleted') =>
      (await opened.source.searchRuns({ ...request, lifecycle }, NO_SIGNAL)).runs.map((each) => each.id);
    await run.change({ kind: 'delete', id });
    expect((await run.read()).lifecycle).toBe('deleted');
    expect(await idsOf('active')).not.toContain(id);
    expect(await idsOf('deleted')).toContain(id);
    const refused: readonly RunChange[] = [
      { kind: 'set-tag', id, key: 'a', value: 'b' },
      { kind: 'rename', id, name: 'b' },
      { kind: 'set-status', id, status: 'FAILED', endMs: 1 },
    ];
    for (const asked of refused) expect((await failureOf(run.change(asked))).kind).toBe('rejected');
    await run.change({ kind: 'restore', id });
    expect(inKeyOrder(await run.read())).toEqual(inKeyOrder(before));
    expect(await idsOf('active')).toContain(id);
  });
}

function describeRefusals(run: ChangedRun): void {
  it('reject with not-found where there is no such run', async () => {
    const unknown: readonly RunChange[] = [
      { kind: 'set-tag', id: UNKNOWN_RUN, key: 'a', value: 'b' },
      { kind: 'rename', id: UNKNOWN_RUN, name: 'b' },
      { kind: 'delete', id: UNKNOWN_RUN },
      { kind: 'restore', id: UNKNOWN_RUN },
    ];
    for (const asked of unknown) expect((await failureOf(run.change(asked))).kind).toBe('not-found');
  });

  it('change nothing where the signal has aborted', async () => {
    const before = await run.read();
    const asked = run.opened.source.changeRun({ kind: 'delete', id: run.id }, AbortSignal.abort());
    expect((await failureOf(asked)).kind).toBe('aborted');
    expect(inKeyOrder(await run.read())).toEqual(inKeyOrder(before));
  });
}
