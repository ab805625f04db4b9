import { fireEvent, screen, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { RegisteredModel } from '../domain/registry/registered-model.ts';
import type { RunId } from '../domain/runs/run.ts';
import { m } from '../paraglide/messages.js';
import { makeRun } from './make-run.ts';
import { makeModel, makeVersion } from './memory-registry.ts';
import type { MemorySourceOptions } from './memory-source.ts';
import { type MountedPage, mountPage } from './mounted-page.tsx';

/** `lost` points at a version that is not there. */
export const NET = makeModel('net', {
  aliases: [
    { alias: 'champion', version: '2' },
    { alias: 'challenger', version: '3' },
    { alias: 'lost', version: '9' },
  ],
  latest: [{ version: '3', stage: undefined }],
});
const NUMBERS = ['1', '2', '3'];
const RUNS = NUMBERS.map(makeRunOf);
const VERSIONS = NUMBERS.map((version) => makeVersion('net', version, { runId: version as RunId }));

/** The run of a version: the higher, the better. */
export function makeRunOf(version: string) {
  return makeRun({ id: version, metrics: { val_acc: 0.6 + Number(version) / 10, val_loss: 1 } });
}

/** A page of a registry with the model `net` of three versions, each with the run of its number. */
export function mountRegistry(
  element: ReactElement,
  model: Partial<RegisteredModel> = {},
  more: Partial<MemorySourceOptions> = {},
): Promise<MountedPage> {
  return mountPage(element, {
    registry: { models: [{ ...NET, ...model }], versions: VERSIONS, userName: 'kim' },
    runs: RUNS,
    capabilities: { writes: 'server' },
    ...more,
  });
}

export const lane = (alias: string) => within(screen.getByRole('article', { name: alias }));
export const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

/** Picks an item of the menu of an alias. */
export async function pickOfAlias(alias: string, item: string): Promise<void> {
  fireEvent.click(button(m.alias_menu({ alias })));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

export function type(name: string, value: string): void {
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
}
