import { describe, expect, it } from 'vitest';
import { chooseSource, parseConfig, readPlace } from './config.ts';

const PAGE = 'http://host.test/tools/runlens/';

function choose(config: unknown, chosenServer?: string) {
  return chooseSource(parseConfig(config), PAGE, chosenServer).initial;
}

function at(baseUrl: string) {
  return choose({ source: { kind: 'mlflow', baseUrl } });
}

function led(href: string) {
  return readPlace(parseConfig({ links: [{ text: 'Here', href }] }), PAGE);
}

describe('config.json', () => {
  it('opens the demo where nothing is set up or chosen', () => {
    expect(choose({})).toEqual({
      kind: 'sqlite-url',
      url: 'http://host.test/tools/runlens/demo/mlflow.db.gz',
      label: 'Demo',
      files: {
        filesUrl: 'http://host.test/tools/runlens/demo/artifacts',
        indexUrl: 'http://host.test/tools/runlens/demo/artifacts.json',
      },
    });
  });

  it('takes a server address relative to the page, without a slash at its end', () => {
    expect(at('.')).toEqual({ kind: 'mlflow', baseUrl: 'http://host.test/tools/runlens' });
    expect(at('/')).toEqual({ kind: 'mlflow', baseUrl: 'http://host.test' });
    expect(at('https://mlflow.test/ml/')).toEqual({ kind: 'mlflow', baseUrl: 'https://mlflow.test/ml' });
  });

  it('opens the server chosen last only where the place has none of its own', () => {
    expect(choose({}, 'http://mine.test')).toEqual({ kind: 'mlflow', baseUrl: 'http://mine.test' });
    const own = { source: { kind: 'mlflow', baseUrl: '/' } };
    expect(choose(own, 'http://mine.test')).toEqual({ kind: 'mlflow', baseUrl: 'http://host.test' });
  });

  it('names the server behind a proxy by the host and port of its own UI', () => {
    const source = { kind: 'mlflow', baseUrl: '.' };
    expect(choose({ source, mlflowUi: 'http://lan.test:5000/ml' })).toEqual({
      kind: 'mlflow',
      baseUrl: 'http://host.test/tools/runlens',
      label: 'lan.test:5000',
    });
    expect(choose({ source, mlflowUi: '/mlflow' })).not.toHaveProperty('label');
    expect(choose({ mlflowUi: 'http://lan.test:5000' }, 'http://mine.test')).not.toHaveProperty('label');
  });

  it('refuses a file that says something else', () => {
    expect(() => parseConfig({ source: { kind: 'mlfow', baseUrl: '.' } })).toThrow('Invalid');
  });

  it('names the place, its language and its links', () => {
    const config = parseConfig({
      title: ' Vision team ',
      language: 'ko',
      links: [{ text: 'Guide', href: '../guide' }],
      mlflowUi: '..',
      shareBase: 'https://runlens.test/team/',
    });
    expect(config.language).toBe('ko');
    expect(readPlace(config, PAGE)).toEqual({
      title: 'Vision team',
      links: [{ text: 'Guide', href: 'http://host.test/tools/guide' }],
      mlflowUi: 'http://host.test/tools',
      shareBase: 'https://runlens.test/team/',
      hasOwnServer: false,
    });
    expect(() => parseConfig({ shareBase: '/team' })).toThrow('Invalid');
    expect(() => parseConfig({ shareBase: 'javascript:alert(1)' })).toThrow('Invalid');
    expect(readPlace(parseConfig({}), PAGE)).toEqual({
      title: undefined,
      links: [],
      mlflowUi: undefined,
      shareBase: undefined,
      hasOwnServer: false,
    });
  });

  it('leads to addresses of the web only', () => {
    expect(() => led('javascript:alert(1)')).toThrow('not an address of the web');
    expect(() => led('https://')).toThrow('not an address');
    expect(() => parseConfig({ language: 'fr' })).toThrow('Invalid');
  });
});
