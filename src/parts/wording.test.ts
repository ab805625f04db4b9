import { describe, expect, it } from 'vitest';
import type { TrackingFailure } from '../tracking/errors.ts';
import { ageWords, failureWords } from './wording.ts';

function failure(change: Partial<TrackingFailure>): TrackingFailure {
  return {
    kind: 'server',
    status: undefined,
    cause: undefined,
    subject: undefined,
    detail: undefined,
    ...change,
  };
}

describe('failureWords', () => {
  it('names the option of MLflow that would let this page in', () => {
    const origin = failureWords(failure({ kind: 'forbidden', cause: 'origin-refused' }), 'http://lan.test');
    expect(origin.body).toContain('--cors-allowed-origins http://lan.test');
    const host = failureWords(failure({ kind: 'forbidden', cause: 'host-refused' }), 'http://lan.test');
    expect(host.body).toContain('--allowed-hosts');
  });

  it('says that an https page may not reach an http server', () => {
    const lost = failure({ kind: 'network', subject: 'http://mlflow.lan:5000/version' });
    const secure = failureWords(lost, 'https://runlens.test');
    expect(secure.body).toContain('http://mlflow.lan:5000');
    const plain = failureWords(lost, 'http://runlens.test').title;
    expect(secure.title).not.toBe(plain);
    const here = failure({ kind: 'network', subject: 'http://127.0.0.1:5000/version' });
    expect(failureWords(here, 'https://runlens.test').title).toBe(plain);
    // A proxy's 502: the request went out.
    expect(failureWords({ ...lost, status: 502 }, 'https://runlens.test').title).toBe(plain);
  });

  it('names the server that the policy of the page holds back', () => {
    const held = failure({
      kind: 'network',
      cause: 'policy-refused',
      subject: 'https://other.test/ml/version',
    });
    expect(failureWords(held, 'https://runlens.test').title).toContain('https://other.test');
  });

  it('names the file that could not be opened', () => {
    const words = failureWords(failure({ cause: 'not-a-database', subject: 'notes.txt' }), '');
    expect(words.title).toContain('notes.txt');
  });

  it('has words of its own for every cause and kind', () => {
    const causes = [
      'host-refused',
      'origin-refused',
      'policy-refused',
      'permission-denied',
      'rate-limited',
      'timeout',
      'truncated',
      'not-mlflow',
      'not-a-database',
      'not-an-mlflow-database',
      'worker-restarted',
    ] as const;
    const kinds = [
      'network',
      'unauthorized',
      'not-found',
      'conflict',
      'rejected',
      'server',
      'bad-response',
      'aborted',
      'unsupported',
    ] as const;
    const titles = [
      ...causes.map((cause) => failureWords(failure({ cause }), '').title),
      ...kinds.map((kind) => failureWords(failure({ kind }), '').title),
    ];
    expect(new Set(titles).size).toBe(causes.length + kinds.length);
  });
});

describe('ageWords', () => {
  it('uses the largest whole unit', () => {
    const now = 1_000_000_000;
    const ago = (seconds: number) => ageWords(now - seconds * 1000, now);
    expect([ago(0), ago(59), ago(60), ago(3_600), ago(86_400), ago(200_000)]).toEqual([
      'just now',
      '59 s ago',
      '1 min ago',
      '1 h ago',
      '1 day ago',
      '2 days ago',
    ]);
  });
});
