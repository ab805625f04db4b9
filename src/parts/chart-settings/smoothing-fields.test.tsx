// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SmoothingRule } from '../../domain/series/smoothing.ts';
import { m } from '../../paraglide/messages.js';
import { SmoothingFields } from './smoothing-fields.tsx';

afterEach(cleanup);

function show(rule: SmoothingRule | undefined) {
  const onRule = vi.fn();
  render(<SmoothingFields rule={rule} axis={{ kind: 'step' }} onRule={onRule} />);
  return onRule;
}

describe('the fields of smoothing', () => {
  it('choose a rule, and none', () => {
    const onRule = show(undefined);
    fireEvent.click(screen.getByRole('radio', { name: m.smoothing_ema() }));
    expect(onRule).toHaveBeenCalledWith({ kind: 'ema', weight: 0.6 });
    cleanup();
    const onNone = show({ kind: 'ema', weight: 0.6 });
    fireEvent.click(screen.getByRole('radio', { name: m.smoothing_none() }));
    expect(onNone).toHaveBeenCalledWith(undefined);
  });

  it('follow a dragged slider, the last place of each frame', async () => {
    const onRule = show({ kind: 'ema', weight: 0.6 });
    const slider = screen.getByRole('slider', { name: m.smoothing_weight() });
    for (const value of ['700', '800', '901']) fireEvent.change(slider, { target: { value } });
    await waitFor(() => expect(onRule).toHaveBeenCalledWith({ kind: 'ema', weight: 0.9 }));
    expect(onRule).toHaveBeenCalledTimes(1);
  });

  it('take a typed number, and say what cannot be one', async () => {
    const onRule = show({ kind: 'ema', weight: 0.6 });
    const field = screen.getByRole('textbox', { name: m.smoothing_weight() });
    fireEvent.change(field, { target: { value: '1.5' } });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(m.smoothing_bad({ min: '0', max: '0.999' })).hidden).toBe(false);
    fireEvent.change(field, { target: { value: '0.25' } });
    await waitFor(() => expect(onRule).toHaveBeenCalledWith({ kind: 'ema', weight: 0.25 }));
    expect(onRule).toHaveBeenCalledTimes(1);
  });
});
