/** Languages that code is coloured in, by the names of highlight.js. */
export type CodeLanguage =
  | 'bash'
  | 'c'
  | 'cpp'
  | 'css'
  | 'diff'
  | 'dockerfile'
  | 'go'
  | 'ini'
  | 'java'
  | 'javascript'
  | 'json'
  | 'julia'
  | 'makefile'
  | 'markdown'
  | 'python'
  | 'r'
  | 'rust'
  | 'sql'
  | 'typescript'
  | 'xml'
  | 'yaml';

const BY_EXTENSION: Readonly<Record<string, CodeLanguage>> = {
  bash: 'bash',
  sh: 'bash',
  zsh: 'bash',
  c: 'c',
  h: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cu: 'cpp',
  cuh: 'cpp',
  hpp: 'cpp',
  css: 'css',
  diff: 'diff',
  patch: 'diff',
  go: 'go',
  cfg: 'ini',
  conf: 'ini',
  env: 'ini',
  ini: 'ini',
  properties: 'ini',
  toml: 'ini',
  java: 'java',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  json: 'json',
  ipynb: 'json',
  jl: 'julia',
  mk: 'makefile',
  md: 'markdown',
  markdown: 'markdown',
  py: 'python',
  pyi: 'python',
  r: 'r',
  rs: 'rust',
  sql: 'sql',
  ts: 'typescript',
  tsx: 'typescript',
  htm: 'xml',
  html: 'xml',
  svg: 'xml',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

const BY_NAME: Readonly<Record<string, CodeLanguage>> = {
  dockerfile: 'dockerfile',
  makefile: 'makefile',
  mlmodel: 'yaml',
  mlproject: 'yaml',
  '.env': 'ini',
  '.gitconfig': 'ini',
};

/** What a file of this name is written in; undefined: plain text, or nothing known. */
export function languageOfFile(name: string): CodeLanguage | undefined {
  const lower = name.toLowerCase();
  return own(BY_NAME, lower) ?? own(BY_EXTENSION, extensionOf(lower));
}

/** `csv` of `a.b.CSV`; empty where there is none. */
export function extensionOf(name: string): string {
  return /[^/]\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function own<Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

const LANGUAGES: ReadonlySet<string> = new Set([...Object.values(BY_EXTENSION), ...Object.values(BY_NAME)]);

/** Whether a name, such as the one of a notebook's kernel, is one of them. */
export function isCodeLanguage(name: string): name is CodeLanguage {
  return LANGUAGES.has(name);
}
