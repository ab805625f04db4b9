import { describe, expect, it } from 'vitest';
import { formatGitCheckout, gitRangeOf, gitSourceOf } from './git-source.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function sourceOf(tags: Readonly<Record<string, string>>) {
  return gitSourceOf(
    Object.entries(tags).map(([key, value]) => ({ key: `mlflow.source.git.${key}`, value })),
  );
}

describe('the code of a run', () => {
  it.each([
    ['https://github.com/ada/net.git', `https://github.com/ada/net/commit/${COMMIT}`],
    ['git@github.com:ada/net.git', `https://github.com/ada/net/commit/${COMMIT}`],
    ['https://token@github.com/ada/net', `https://github.com/ada/net/commit/${COMMIT}`],
    [
      'ssh://git@gitlab.example.com:2222/team/sub/net.git',
      `https://gitlab.example.com/team/sub/net/-/commit/${COMMIT}`,
    ],
    ['git@bitbucket.org:ada/net.git', `https://bitbucket.org/ada/net/commits/${COMMIT}`],
    ['https://git.example.com:8443/ada/net.git', 'https://git.example.com:8443/ada/net'],
    ['/home/ada/net', undefined],
    ['file:///home/ada/net', undefined],
    ['javascript:alert(1)', undefined],
    ['C:\\code\\net', undefined],
  ])('at %s has the link %s', (repoURL, href) => {
    expect(sourceOf({ commit: COMMIT, repoURL })?.href).toBe(href);
  });

  it('without a commit links to the repository', () => {
    expect(sourceOf({ repoURL: 'git@github.com:ada/net.git' })?.href).toBe('https://github.com/ada/net');
  });

  it('shows no password and no token', () => {
    const remotes = ['https://ada:secret@github.com/ada/net', 'ssh://git:secret@host.example/net'];
    expect(remotes.map((repoURL) => sourceOf({ repoURL })?.remote)).toEqual([
      'https://github.com/ada/net',
      'ssh://git@host.example/net',
    ]);
  });

  it('is unknown where no tag tells of it', () => {
    expect(sourceOf({})).toBeUndefined();
    expect(sourceOf({ commit: COMMIT, dirty: 'True' })).toMatchObject({ commit: COMMIT, isDirty: true });
    expect(sourceOf({ commit: 'main; rm -rf ~', repoURL: 'x' })?.commit).toBeUndefined();
  });
});

describe('the checkout line', () => {
  it.each([
    [undefined, `git checkout ${COMMIT}`],
    [
      'https://github.com/ada/net.git',
      `git clone https://github.com/ada/net.git && cd net && git checkout ${COMMIT}`,
    ],
    [
      'git@host.example:team/a b.git',
      `git clone 'git@host.example:team/a b.git' && cd 'a b' && git checkout ${COMMIT}`,
    ],
    ['--upload-pack=evil', `git checkout ${COMMIT}`],
    ['https://host.example/..', `git checkout ${COMMIT}`],
  ])('of the remote %s is %s', (repoURL, line) => {
    const source = sourceOf({ commit: COMMIT, ...(repoURL === undefined ? {} : { repoURL }) });
    expect(source && formatGitCheckout(source)).toBe(line);
  });

  it('is none without a commit', () => {
    const source = sourceOf({ repoURL: 'https://github.com/ada/net' });
    expect(source && formatGitCheckout(source)).toBeUndefined();
  });
});

const rangeOf = (from: Record<string, string>, to: Record<string, string>) =>
  gitRangeOf(sourceOf(from), sourceOf(to));

describe('the range between two runs', () => {
  const OTHER = 'fedcba9876543210fedcba9876543210fedcba98';

  it.each([
    ['git@github.com:ada/net.git', `https://github.com/ada/net/compare/${COMMIT}...${OTHER}`],
    ['https://gitlab.example.com/t/net', `https://gitlab.example.com/t/net/-/compare/${COMMIT}...${OTHER}`],
    ['git@bitbucket.org:ada/net.git', `https://bitbucket.org/ada/net/branches/compare/${OTHER}..${COMMIT}`],
    ['https://git.example.com/ada/net', undefined],
    ['/home/ada/net', undefined],
  ])('of %s has the link %s', (repoURL, href) => {
    expect(rangeOf({ commit: COMMIT, repoURL }, { commit: OTHER, repoURL })).toEqual({
      text: '01234567..fedcba98',
      full: `${COMMIT}..${OTHER}`,
      href,
      isDirty: false,
    });
  });

  it('is the same for one repository that is written in two ways, or by one run only', () => {
    const from = { commit: COMMIT, repoURL: 'git@github.com:ada/net.git' };
    const href = `https://github.com/ada/net/compare/${COMMIT}...${OTHER}`;
    expect(rangeOf(from, { commit: OTHER, repoURL: 'https://github.com/ada/net' })?.href).toBe(href);
    expect(rangeOf(from, { commit: OTHER, dirty: 'true' })).toMatchObject({ href, isDirty: true });
  });

  it('is none of one commit, without a commit, or of two repositories', () => {
    const from = { commit: COMMIT, repoURL: 'git@github.com:ada/net.git' };
    expect(rangeOf(from, from)).toBeUndefined();
    expect(rangeOf(from, { branch: 'main' })).toBeUndefined();
    expect(rangeOf(from, { commit: OTHER, repoURL: 'git@github.com:ada/other.git' })).toBeUndefined();
    expect(rangeOf(from, { commit: OTHER, repoURL: '/home/ada/net' })).toBeUndefined();
  });
});
