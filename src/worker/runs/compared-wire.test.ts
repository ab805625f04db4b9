import { expect, it } from 'vitest';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import { makeRun } from '../../testing/make-run.ts';
import { packCompared, unpackCompared } from './compared-wire.ts';
import type { RunsSnapshot } from './runs-protocol.ts';

const snapshotOf = (version: number, names: readonly string[]) =>
  ({
    version,
    compared: names.map((name) => toComparedRun(makeRun({ id: name.slice(0, 1), name }))),
  }) as unknown as RunsSnapshot;

it('members of a set travel only when they changed, and are the same array until then', () => {
  const pack = packCompared();
  const unpack = unpackCompared();
  const told = [['a', 'b'], ['a', 'b'], ['a', 'b renamed'], ['b renamed', 'a'], [], []];
  const sent = told.map((names, version) => structuredClone(pack(snapshotOf(version, names))));
  expect(sent.map(({ isComparedKept = false }) => isComparedKept)).toEqual([
    false,
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(sent[1]?.compared).toEqual([]);
  const came = sent.map(unpack);
  expect(came).toEqual(told.map((names, version) => snapshotOf(version, names)));
  expect(came[1]?.compared).toBe(came[0]?.compared);
});
