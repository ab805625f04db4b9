// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { m } from '../../../paraglide/messages.js';
import { TrackingError } from '../../../tracking/errors.ts';
import { ModelsRemark } from './models-remark.tsx';

afterEach(cleanup);

it('says why logged models could not be read, and reads them again', () => {
  const onRetry = vi.fn();
  const { failure } = new TrackingError({ kind: 'forbidden', status: 403, detail: 'no READ permission' });
  render(<ModelsRemark models={{ state: 'failed', failure }} onRetry={onRetry} />);
  const remark = screen.getByRole('status');
  expect(remark.textContent).toContain('(403)');
  expect(remark.title).toContain('no READ permission');
  fireEvent.click(screen.getByRole('button', { name: m.retry() }));
  expect(onRetry).toHaveBeenCalledOnce();
});

it('says that there are too many', () => {
  render(<ModelsRemark models={{ state: 'cut' }} onRetry={vi.fn()} />);
  expect(screen.getByText(m.diff_models_cut())).toBeDefined();
});

it.each(['reading', 'known'] as const)('says nothing while they are %s', (state) => {
  const { container } = render(<ModelsRemark models={{ state }} onRetry={vi.fn()} />);
  expect(container.textContent).toBe('');
});
