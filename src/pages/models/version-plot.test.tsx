// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { makeRun } from '../../testing/make-run.ts';
import { givePanesSize } from '../../testing/pane-size.ts';
import { makeRunOf, mountRegistry } from '../../testing/registry-pages.tsx';
import { ModelPage } from './model-page.tsx';

beforeEach(() => {
  givePanesSize();
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

const figure = (metric: string) => screen.findByRole('figure', { name: m.plot_label({ metric }) });
const address = () => new URLSearchParams(globalThis.location.hash.split('?')[1]);
const marks = (plot: HTMLElement) =>
  ['champion', 'challenger', 'lost'].filter((alias) => within(plot).queryByText(alias) !== null);

describe('the plot of a metric by version', () => {
  it('draws the chosen metric with the aliases marked; the address has tab and metric', async () => {
    await mountRegistry(<ModelPage name="net" />);
    fireEvent.click(await screen.findByRole('tab', { name: m.model_plot() }));
    const plot = await figure('val_acc');
    await waitFor(() => expect([plot.dataset['state'], plot.dataset['pointsDrawn']]).toEqual(['exact', '3']));
    // `lost` points at a version that is not there.
    expect(marks(plot)).toEqual(['champion', 'challenger']);
    const choice = screen.getByRole<HTMLSelectElement>('combobox', { name: m.plot_metric() });
    expect([...choice.options].map(({ value }) => value)).toEqual(['val_acc', 'val_loss']);
    fireEvent.change(choice, { target: { value: 'val_loss' } });
    const other = await figure('val_loss');
    await waitFor(() => expect(other.dataset['pointsDrawn']).toBe('3'));
    expect(marks(other)).toEqual(['champion', 'challenger']);
    await waitFor(() =>
      expect([address().get('tab'), address().get('metric')]).toEqual(['plot', 'val_loss']),
    );
  });

  it('counts the versions that have it, and those without a place', async () => {
    globalThis.location.hash = '#/models/net?tab=plot&metric=val_acc';
    const runs = [
      makeRunOf('1'),
      makeRun({ id: '2', metrics: { val_acc: Number.NaN } }),
      makeRun({ id: '3' }),
    ];
    await mountRegistry(<ModelPage name="net" />, {}, { runs });
    const plot = await figure('val_acc');
    await waitFor(() => expect([plot.dataset['state'], plot.dataset['pointsDrawn']]).toEqual(['exact', '1']));
    const words = `${m.plot_counts({ shown: '2', all: '3' })} · ${m.plot_left_out({ count: 1 })}`;
    expect(screen.getByText(words).isConnected).toBe(true);
    expect(marks(plot)).toEqual([]);
  });

  it('leaves out what the filter leaves out', async () => {
    globalThis.location.hash = '#/models/net?tab=plot&metric=val_acc&q=version%20>%201';
    await mountRegistry(<ModelPage name="net" />);
    const plot = await figure('val_acc');
    await waitFor(() => expect(plot.dataset['pointsDrawn']).toBe('2'));
  });

  it('says that the runs logged none', async () => {
    globalThis.location.hash = '#/models/net?tab=plot';
    await mountRegistry(<ModelPage name="net" />, {}, { runs: ['1', '2', '3'].map((id) => makeRun({ id })) });
    expect((await screen.findByText(m.plot_none_title())).isConnected).toBe(true);
  });
});
