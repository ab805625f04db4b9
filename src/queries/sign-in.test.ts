import { afterEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../domain/credentials.ts';
import { joinedPorts } from '../testing/joined-port.ts';
import { settled } from '../testing/manual-clock.ts';
import type { SignInGate } from '../tracking/sign-in-gate.ts';
import { createRpcClient } from '../worker/rpc/rpc-client.ts';
import type { HandlerContext } from '../worker/rpc/rpc.ts';
import { serve } from '../worker/rpc/rpc-server.ts';
import { createSignInDesk } from '../worker/sign-in/sign-in-desk.ts';
import type { SignInAnswer } from '../worker/sign-in/sign-in-protocol.ts';
import { type CredentialsKeeper, createSignIn } from './sign-in.ts';

const SERVER = 'http://127.0.0.1:5000';
const ANNA: Credentials = { kind: 'basic', name: 'anna', password: 'right' };
const BEN: Credentials = { kind: 'basic', name: 'ben', password: 'right' };
const FORM = { way: 'form', wantsToken: false, mayWantCookies: false } as const;
const { signal } = new AbortController();
let close: () => void = () => undefined;
afterEach(() => close());

/** A keeper with at most one other tab, and the real desk of a worker. */
function setUp({ kept, tab }: { readonly kept?: Credentials; readonly tab?: Credentials } = {}) {
  const known = new Map(kept ? [[SERVER, kept]] : []);
  const told: Parameters<CredentialsKeeper['subscribe']>[0][] = [];
  const keeper: CredentialsKeeper = {
    servers: () => [...known.keys()],
    read: (server) => known.get(server),
    keep: (server, credentials) => void known.set(server, credentials),
    forget: (server) => void known.delete(server),
    isForSession: () => false,
    askTabs: async () => tab,
    subscribe: (listener) => {
      told.push(listener);
      return () => undefined;
    },
  };
  const signIn = createSignIn(keeper);
  const persons: string[] = [];
  signIn.onPerson((server) => persons.push(server));
  const start = () => {
    close();
    const ports = joinedPorts();
    close = () => ports.close();
    const desk = createSignInDesk();
    serve(ports.far, {
      'sign-in.watch': (_request: undefined, context: HandlerContext<'sign-in.watch'>) =>
        desk.watch((news) => context.progress(news), context.signal),
      'sign-in.answer': async (answer: SignInAnswer) => desk.answer(answer),
    });
    signIn.attach(createRpcClient(ports.near));
    return { desk, gate: desk.gateOf(SERVER) };
  };
  return {
    signIn,
    known,
    persons,
    start,
    tell: (news: Parameters<(typeof told)[number]>[0]) => told.forEach((listener) => listener(news)),
  };
}

/** A request, until it is let in: by the right password only. */
async function request(gate: SignInGate): Promise<boolean> {
  await gate.wait(signal);
  for (;;) {
    const pass = gate.pass();
    const [, name] = /^Basic (.*)$/.exec(pass.headers['Authorization'] ?? '') ?? [];
    if (name !== undefined && atob(name).endsWith(':right')) {
      gate.accepted(pass);
      return true;
    }
    if (!(await gate.refused(pass, FORM, signal))) return false;
  }
}

describe('signing in', () => {
  it('asks once; what was entered is kept once it was taken', async () => {
    const { signIn, known, persons, start } = setUp();
    const { gate } = start();
    const answers = [request(gate), request(gate)];
    await settled();
    expect(signIn.question()).toMatchObject({ server: SERVER, way: 'form', wasRefused: false });
    signIn.submit({ ...ANNA, password: 'wrong' }, false);
    expect(signIn.question()?.isTrying).toBe(true);
    await settled();
    expect(signIn.question()).toMatchObject({ wasRefused: true, isTrying: false, name: 'anna' });
    expect(known.size).toBe(0);
    signIn.submit(ANNA, false);
    expect(await Promise.all(answers)).toEqual([true, true]);
    await settled();
    expect([signIn.question(), known.get(SERVER), persons]).toEqual([undefined, ANNA, []]);
  });

  it('asks nobody where this session or another tab knows', async () => {
    for (const options of [{ kept: ANNA }, { tab: ANNA }]) {
      const { signIn, start } = setUp(options);
      expect(await request(start().gate)).toBe(true);
      expect(signIn.question()).toBeUndefined();
    }
  });

  it('asks the person where what another tab has is not taken any more', async () => {
    const { signIn, start } = setUp({ tab: { ...ANNA, password: 'old' } });
    const answer = request(start().gate);
    await settled();
    await settled();
    expect(signIn.question()).toMatchObject({ wasRefused: true, name: 'anna' });
    signIn.submit(ANNA, false);
    expect(await answer).toBe(true);
  });

  it('goes on with what another tab was told', async () => {
    const { signIn, known, start, tell } = setUp();
    const answer = request(start().gate);
    await settled();
    known.set(SERVER, ANNA);
    tell({ server: SERVER, credentials: ANNA });
    expect(await answer).toBe(true);
    await settled();
    expect(signIn.question()).toBeUndefined();
  });

  it('lets requests fail where the person does not, until they want to', async () => {
    const { signIn, start } = setUp();
    const { gate } = start();
    const answer = request(gate);
    await settled();
    signIn.cancel();
    expect([await answer, signIn.isDeclined(SERVER)]).toEqual([false, true]);
    expect(await request(gate)).toBe(false);
    signIn.reopen();
    await settled();
    const again = request(gate);
    await settled();
    signIn.submit(ANNA, false);
    expect([await again, signIn.isDeclined(SERVER)]).toEqual([true, false]);
  });

  it('has all read anew for another person, and not for the same one', async () => {
    const { signIn, known, persons, start, tell } = setUp({ kept: ANNA });
    const { gate, desk } = start();
    expect([await request(gate), desk.personOf(SERVER)]).toEqual([true, 'anna']);
    tell({ server: SERVER, credentials: { ...ANNA, password: 'new right' } });
    expect(persons).toEqual([]);
    known.set(SERVER, BEN);
    tell({ server: SERVER, credentials: BEN });
    await settled();
    expect([persons, desk.personOf(SERVER)]).toEqual([[SERVER], 'ben']);
    signIn.signOut(SERVER);
    await settled();
    expect([persons.length, known.size, desk.gateOf(SERVER).pass().headers]).toEqual([2, 0, {}]);
  });

  it('tells a worker that took the place of a dead one', async () => {
    const { start } = setUp({ kept: ANNA });
    expect(await request(start().gate)).toBe(true);
    expect(await request(start().gate)).toBe(true);
  });
});
