import { expect, it } from 'vitest';
import { modelOfName } from './artifact-place.ts';

it('a logged model stands for the one of its name in another run, where that is an entity of its own', () => {
  const models = [
    { id: undefined, name: 'net' },
    { id: 'm-1', name: 'best "net"' },
    { id: 'm-2', name: 'net' },
    { id: 'm-3', name: 'net' },
  ];
  expect(modelOfName(models, 'net')).toBe('m-2');
  expect(modelOfName(models, 'best "net"')).toBe('m-1');
  expect(modelOfName(models, 'other')).toBeUndefined();
  expect(modelOfName(models, undefined)).toBeUndefined();
});
