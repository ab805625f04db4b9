import { expect, it } from 'vitest';
import { loggedModelNames } from './logged-models.ts';

const entry = (path: string, ...flavors: readonly string[]) => ({
  artifact_path: path,
  flavors: Object.fromEntries(flavors.map((name) => [name, {}])),
});

it.each([
  [
    JSON.stringify([entry('model', 'python_function', 'sklearn'), entry('best')]),
    ['model (sklearn)', 'best'],
  ],
  // Logged again.
  [JSON.stringify([entry('model', 'sklearn'), entry('model', 'sklearn')]), ['model (sklearn)']],
  // Cut by the server.
  [JSON.stringify([entry('model', 'sklearn')]).slice(0, 30), []],
  ['{"artifact_path": "model"}', []],
  ['[null, {"artifact_path": 3}]', []],
  [undefined, []],
])('models of %s', (tag, names) => {
  expect(loggedModelNames(tag)).toEqual(names);
});
