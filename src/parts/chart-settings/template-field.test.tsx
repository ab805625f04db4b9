// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { TemplateField } from './template-field.tsx';

afterEach(cleanup);

const FIELDS = ['name', 'params.lr', 'params.wd', 'metrics.lr'];

function Host() {
  const [value, setValue] = useState('');
  return (
    <TemplateField label="line" placeholder="" width={90} value={value} fields={FIELDS} onChange={setValue} />
  );
}

const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'line' });
const offers = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const press = (key: string) => fireEvent.keyDown(field(), { key });

function type(text: string): void {
  field().focus();
  fireEvent.change(field(), { target: { value: text } });
}

it('offers fields while one is typed, chosen by arrows and taken by Enter', () => {
  render(<Host />);
  type('a ');
  expect(offers()).toEqual([]);
  type('a ${lr');
  expect(offers()).toEqual(['params.lr', 'metrics.lr']);
  press('ArrowDown');
  expect(screen.getByRole('option', { selected: true }).textContent).toBe('metrics.lr');
  press('Enter');
  expect(field().value).toBe('a ${metrics.lr}');
  expect(field().selectionStart).toBe('a ${metrics.lr}'.length);
  expect(offers()).toEqual([]);
});

it('takes an offer by a click, and closes on Escape before anything around it does', () => {
  const around = vi.fn();
  document.addEventListener('keydown', around, true);
  render(<Host />);
  type('${wd');
  press('Escape');
  expect(around).not.toHaveBeenCalled();
  expect(offers()).toEqual([]);
  press('Escape');
  expect(around).toHaveBeenCalledTimes(1);
  document.removeEventListener('keydown', around, true);
  type('${na');
  fireEvent.click(screen.getByRole('option', { name: 'name' }));
  expect(field().value).toBe('${name}');
});
