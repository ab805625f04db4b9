import { describe, expect, it } from 'vitest';
import { settled } from '../testing/manual-clock.ts';
import { type Challenge, createSignInGate, type GateNews } from './sign-in-gate.ts';

const FORM: Challenge = { way: 'form', wantsToken: false, mayWantCookies: false };
const GOOD = { Authorization: 'Basic good' };
const BAD = { Authorization: 'Basic bad' };

/** A server that lets `GOOD` in, and requests that go through the gate to it as `http.ts` sends them. */
function setUp() {
  const news: GateNews[] = [];
  const sent: (string | undefined)[] = [];
  const keeper = createSignInGate((each) => news.push(each));
  const { gate } = keeper;
  const request = async (signal = new AbortController().signal): Promise<'ok' | 'refused'> => {
    await gate.wait(signal);
    for (;;) {
      const pass = gate.pass();
      sent.push(pass.headers['Authorization']);
      await new Promise((resolve) => setImmediate(resolve));
      if (pass.headers['Authorization'] === GOOD.Authorization) {
        gate.accepted(pass);
        return 'ok';
      }
      if (!(await gate.refused(pass, FORM, signal))) return 'refused';
    }
  };
  return { keeper, news, sent, request };
}

describe('requests that are not let in', () => {
  it('ask once, however many they are, and go on with what was given', async () => {
    const { keeper, news, sent, request } = setUp();
    const first = Array.from({ length: 12 }, () => request());
    await settled();
    const late = [request(), request()];
    await settled();
    expect(news).toEqual([{ state: 'needed', way: 'form', wantsToken: false, wasRefused: false }]);
    expect(sent).toHaveLength(12);
    keeper.give(GOOD);
    expect(await Promise.all([...first, ...late])).toEqual(Array.from({ length: 14 }, () => 'ok'));
    expect(sent).toHaveLength(26);
    expect(news.at(-1)).toEqual({ state: 'accepted' });
  });

  it('try a mistyped password once', async () => {
    const { keeper, news, sent, request } = setUp();
    const all = Array.from({ length: 12 }, () => request());
    await settled();
    keeper.give(BAD);
    await settled();
    expect(sent.filter((each) => each === BAD.Authorization)).toHaveLength(1);
    expect(news.at(-1)).toMatchObject({ state: 'needed', wasRefused: true });
    keeper.give(GOOD);
    expect(new Set(await Promise.all(all))).toEqual(new Set(['ok']));
  });

  it('fail where the person does not sign in, and ask again only when told to', async () => {
    const { keeper, news, request } = setUp();
    const waiting = request();
    await settled();
    keeper.decline();
    expect([await waiting, await request()]).toEqual(['refused', 'refused']);
    expect(news).toHaveLength(1);
    keeper.reopen();
    const again = request();
    await settled();
    expect(news).toHaveLength(2);
    keeper.give(GOOD);
    expect(await again).toBe('ok');
  });

  it('go on at once where somebody signed in while they were under way', async () => {
    const { keeper, news, request } = setUp();
    const slow = request();
    keeper.give(GOOD);
    expect(await slow).toBe('ok');
    expect(news.filter(({ state }) => state === 'needed')).toEqual([]);
  });

  it('end with their callers, and leave the trying to the next one', async () => {
    const { keeper, news, request } = setUp();
    const abort = new AbortController();
    const gone = request(abort.signal);
    const waiting = request();
    await settled();
    abort.abort();
    await expect(gone).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    keeper.give(GOOD);
    expect(await waiting).toBe('ok');
    expect(news.at(-1)).toEqual({ state: 'accepted' });
  });

  it('try what was given last', async () => {
    const { keeper, request } = setUp();
    const all = [request(), request()];
    await settled();
    keeper.give(BAD);
    keeper.give(GOOD);
    expect(await Promise.all(all)).toEqual(['ok', 'ok']);
  });
});

describe('what was given', () => {
  it('counts as taken where nobody waits to try it', () => {
    const { keeper, news } = setUp();
    keeper.give(GOOD);
    expect(news).toEqual([{ state: 'accepted' }]);
  });

  it('is asked for again where the server could not be reached', async () => {
    const { keeper, news } = setUp();
    const { signal } = new AbortController();
    const refused = keeper.gate.refused(keeper.gate.pass(), FORM, signal);
    keeper.give(GOOD);
    expect(await refused).toBe(true);
    const failure = {
      kind: 'network',
      status: undefined,
      cause: undefined,
      subject: 'x',
      detail: '',
    } as const;
    keeper.gate.dropped(keeper.gate.pass(), failure);
    expect(news.at(-1)).toEqual({ state: 'failed', failure });
  });

  it('passes on to the next request where its own was given up', async () => {
    const { keeper, sent, request } = setUp();
    const { signal } = new AbortController();
    const first = keeper.gate.refused(keeper.gate.pass(), FORM, signal);
    const second = request();
    await settled();
    keeper.give(GOOD);
    await first;
    await settled();
    expect(sent).toEqual([]);
    keeper.gate.dropped(keeper.gate.pass(), undefined);
    expect(await second).toBe('ok');
  });
});

describe('cookies', () => {
  it('go along only after an answer that may want them', async () => {
    const { keeper, news } = setUp();
    const { gate } = keeper;
    const { signal } = new AbortController();
    expect(gate.pass().hasCookies).toBe(false);
    const before = gate.pass();
    expect(await gate.refused(before, { ...FORM, mayWantCookies: true }, signal)).toBe(true);
    expect(await gate.refused(before, { ...FORM, mayWantCookies: true }, signal)).toBe(true);
    expect(gate.pass().hasCookies).toBe(true);
    expect(news).toEqual([]);
  });
});
