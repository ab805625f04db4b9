import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { tagValue } from '../../domain/runs/run.ts';
import { NO_SIGNAL, allRuns, failureOf, pointsOf, requestFor } from '../../testing/source-reading.ts';
import type { TrackingSource } from '../source.ts';
import { HISTORY_PAGE_SIZE, pickEvenly } from './histories.ts';
import { loadSqlite } from './load-sqlite.ts';
import { readDatabaseBytes } from './read-bytes.ts';
import { createSqliteSource } from './source.ts';

const RECORDED = resolve(import.meta.dirname, '../../testing/recorded/mlflow-v2-odd-cases.db.gz');
const LABEL = 'my runs.db';
const LONG = 'f'.repeat(32) as RunId;
const LONG_COUNT = 2 * HISTORY_PAGE_SIZE + 7;

let recorded: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  recorded = await readDatabaseBytes(new Uint8Array(readFileSync(RECORDED)));
});

/** The recorded database, or an empty one, after some SQL. */
async function changed(sql: string, start: Uint8Array = recorded): Promise<Uint8Array<ArrayBuffer>> {
  const { oo1, capi, wasm } = await loadSqlite();
  const db = new oo1.DB(':memory:', 'c');
  if (start.length > 0) {
    const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
    const memory = wasm.allocFromTypedArray(start);
    capi.sqlite3_deserialize(db.pointer!, 'main', memory, start.length, start.length, flags);
  }
  db.exec(sql);
  const bytes = capi.sqlite3_js_db_export(db.pointer!);
  db.close();
  return bytes;
}

function open(bytes: Uint8Array): Promise<TrackingSource> {
  return createSqliteSource({ bytes, label: LABEL });
}

async function runsOf(source: TrackingSource): Promise<readonly Run[]> {
  return allRuns(source, requestFor('1' as ExperimentId));
}

/** Several points at each time and step, among them a NaN beside a 0: only all four columns tell them apart. */
const LONG_HISTORY = `
  INSERT INTO runs (run_uuid, name, status, start_time, lifecycle_stage, experiment_id)
    VALUES ('${LONG}', 'long', 'FINISHED', 1, 'active', 1);
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${LONG_COUNT})
  INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)
    SELECT 'loss', CASE i % 4 WHEN 3 THEN 0.0 ELSE i % 4 END, 1000 + i / 8, '${LONG}', i / 4, i % 4 = 3 FROM n;`;

describe('a database file', () => {
  it('is told apart from what is none', async () => {
    const zeros = new Uint8Array(5000);
    const cutOff = recorded.slice(0, recorded.length - 4096);
    const header = recorded.slice(0, 60);
    for (const bytes of [
      new Uint8Array(0),
      zeros,
      cutOff,
      header,
      new TextEncoder().encode('<html>no</html>'),
    ]) {
      expect(await failureOf(open(bytes))).toMatchObject({
        kind: 'bad-response',
        cause: 'not-a-database',
        subject: LABEL,
      });
    }
  });

  it('with damaged pages fails with the file name, when opened or when read', async () => {
    const damaged = recorded.slice();
    damaged.fill(0xa5, 100);
    expect(await failureOf(open(damaged))).toMatchObject({ cause: 'not-a-database', subject: LABEL });

    const readLater = recorded.slice();
    readLater.fill(0xa5, Math.floor(recorded.length / 8));
    const reading = open(readLater).then(async (source) => {
      for (const run of await runsOf(source))
        await source.readHistoryPage(
          { runId: run.id, key: 'loss', pageToken: undefined, priority: 'visible' },
          NO_SIGNAL,
        );
    });
    expect(await failureOf(reading)).toMatchObject({ cause: 'not-a-database', subject: LABEL });
  });

  it('of another program is refused as such', async () => {
    const foreign = await changed('CREATE TABLE runs (id INTEGER)', new Uint8Array(0));
    expect(await failureOf(open(foreign))).toMatchObject({ cause: 'not-an-mlflow-database', subject: LABEL });
    const lookalike = await changed('ALTER TABLE runs RENAME COLUMN user_id TO owner');
    const source = await open(lookalike);
    expect(await failureOf(runsOf(source))).toMatchObject({
      cause: 'not-an-mlflow-database',
      subject: LABEL,
    });
  });

  it('opens although it was left in WAL mode', async () => {
    const wal = recorded.slice().fill(2, 18, 20);
    expect((await runsOf(await open(wal))).length).toBe(12);
  });

  it('opens without the tables that came with later releases', async () => {
    const old = await changed(
      'DROP TABLE input_tags; DROP TABLE inputs; DROP TABLE datasets; DROP TABLE trace_tags; DROP TABLE trace_request_metadata; DROP TABLE trace_info;',
    );
    const source = await open(old);
    expect((await runsOf(source)).map(({ datasets }) => datasets.length)).toEqual(Array(12).fill(0));
    expect(await source.hasTraces('3' as ExperimentId, NO_SIGNAL)).toBe(false);
  });

  it('is unpacked when gzipped, and a cut-off gzip is named', async () => {
    const packed = new Uint8Array(gzipSync(recorded.subarray(0, 5000)));
    expect(await readDatabaseBytes(packed)).toEqual(recorded.slice(0, 5000));
    const failure = await failureOf(readDatabaseBytes(packed.slice(0, packed.length - 20), 'demo.gz'));
    expect(failure).toMatchObject({ kind: 'bad-response', cause: 'not-a-database', subject: 'demo.gz' });
  });
});

describe('a long history', () => {
  let source: TrackingSource;

  beforeAll(async () => {
    source = await open(await changed(LONG_HISTORY));
  });

  it('comes whole and once by pages, in the order of timestamp, step and value', async () => {
    const lengths: number[] = [];
    const seen = new Set<string>();
    let before: readonly number[] = [0, 0];
    let pageToken: string | undefined;
    do {
      const request = { runId: LONG, key: 'loss', pageToken, priority: 'visible' } as const;
      const page = await source.readHistoryPage(request, NO_SIGNAL);
      for (const { step, timestampMs, value } of pointsOf(page.series)) {
        seen.add(`${step} ${timestampMs} ${value}`);
        if (timestampMs < before[0]! || (timestampMs === before[0] && step < before[1]!))
          throw new Error(`out of order at ${timestampMs} ${step}`);
        before = [timestampMs, step];
      }
      lengths.push(page.series.steps.length);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    expect(lengths).toEqual([HISTORY_PAGE_SIZE, HISTORY_PAGE_SIZE, 7]);
    expect(seen.size).toBe(LONG_COUNT);
  });

  it('is sampled with both ends, or whole where as many points are asked for', async () => {
    const ask = { runIds: [LONG], key: 'loss', stepRange: undefined, priority: 'visible' } as const;
    const [sample] = await source.sampleHistories({ ...ask, maxPointsPerRun: 100 }, NO_SIGNAL);
    expect(sample).toMatchObject({ isComplete: false });
    expect(sample?.series.steps).toHaveLength(100);
    expect(sample?.series.steps.at(0)).toBe(0);
    expect(sample?.series.steps.at(-1)).toBe(Math.floor((LONG_COUNT - 1) / 4));
    const [whole] = await source.sampleHistories({ ...ask, maxPointsPerRun: LONG_COUNT }, NO_SIGNAL);
    expect(whole?.isComplete).toBe(true);
    expect(whole?.series.values.filter(Number.isNaN)).toHaveLength(Math.floor(LONG_COUNT / 4));
  });

  it('stops when the signal aborts or the source is closed in the middle', async () => {
    const request = { runId: LONG, key: 'loss', pageToken: undefined, priority: 'visible' } as const;
    const other = await open(await changed(LONG_HISTORY));
    const abort = new AbortController();
    const aborted = other.readHistoryPage(request, abort.signal);
    abort.abort();
    expect((await failureOf(aborted)).kind).toBe('aborted');
    const closed = other.sampleHistories(
      { ...request, runIds: [LONG], maxPointsPerRun: 9, stepRange: undefined },
      NO_SIGNAL,
    );
    other.close();
    expect((await failureOf(closed)).kind).toBe('aborted');
    expect((await failureOf(other.getRun(LONG, NO_SIGNAL))).kind).toBe('aborted');
  });
});

describe('a tag set in memory', () => {
  it('renames the run when it is mlflow.runName, and leaves the bytes alone', async () => {
    const before = recorded.slice();
    const source = await open(recorded);
    const [run] = await runsOf(source);
    const id = run?.id ?? LONG;
    await source.changeRun({ kind: 'set-tag', id, key: 'mlflow.runName', value: '새 이름' }, NO_SIGNAL);
    const renamed = await source.getRun(id, NO_SIGNAL);
    expect(renamed.name).toBe('새 이름');
    expect(tagValue(renamed.tags, 'mlflow.runName')).toBe('새 이름');
    expect((await source.findRunsByName('새 이름', 5, NO_SIGNAL)).map((found) => found.id)).toEqual([id]);
    expect(Buffer.compare(recorded, before)).toBe(0);
  });

  it('is refused for a deleted run and an unknown one', async () => {
    const source = await open(
      await changed("UPDATE runs SET lifecycle_stage = 'deleted' WHERE name = 'no metrics'"),
    );
    const [deleted] = await allRuns(source, { ...requestFor('1' as ExperimentId), lifecycle: 'deleted' });
    expect(deleted?.name).toBe('no metrics');
    const setTag = (id: RunId) =>
      failureOf(source.changeRun({ kind: 'set-tag', id, key: 'a', value: 'b' }, NO_SIGNAL));
    expect((await setTag(deleted?.id ?? LONG)).kind).toBe('rejected');
    expect((await setTag(LONG)).kind).toBe('not-found');
  });
});

describe('pickEvenly', () => {
  it('keeps both ends, the order, and at most the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 3000 }), (count, limit) => {
        const picked = [...pickEvenly(count, limit)];
        expect(picked).toHaveLength(Math.min(count, limit));
        expect(picked).toEqual([...new Set(picked)].toSorted((a, b) => a - b));
        expect(picked.at(-1)).toBe(count - 1);
        expect(picked[0]).toBe(limit === 1 ? count - 1 : 0);
      }),
    );
  });
});

describe('versions of registered models', () => {
  it('come with their aliases; those without a run and deleted ones are left out', async () => {
    const source = await open(
      await changed(`
        INSERT INTO registered_models (name) VALUES ('net');
        INSERT INTO model_versions (name, version, run_id, current_stage) VALUES
          ('net', 1, 'r1', 'None'), ('net', 2, 'r1', 'Production'), ('net', 3, '', 'None'),
          ('net', 4, NULL, 'None'), ('net', 5, 'r2', 'Deleted_Internal');
        INSERT INTO registered_model_aliases (name, version, alias) VALUES
          ('net', 2, 'champion'), ('net', 2, 'best');`),
    );
    expect(await source.listModelVersions(new AbortController().signal)).toEqual([
      { runId: 'r1', model: 'net', version: '1', aliases: [] },
      { runId: 'r1', model: 'net', version: '2', aliases: ['best', 'champion'] },
    ]);
    source.close();
  });

  it('are none where the database has no registry', async () => {
    const source = await open(await changed('DROP TABLE model_version_tags; DROP TABLE model_versions;'));
    expect(await source.listModelVersions(new AbortController().signal)).toEqual([]);
    source.close();
  });
});
