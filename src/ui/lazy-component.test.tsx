// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { Component, type ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLazyComponent } from './lazy-component.tsx';

function Greeting({ name }: { readonly name: string }) {
  return <p>Hello {name}</p>;
}

afterEach(cleanup);

describe('lazy component', () => {
  it('shows what waits, then the component', async () => {
    const { Component: Lazy } = createLazyComponent(
      () => Promise.resolve(Greeting),
      () => <i>waiting</i>,
    );
    render(<Lazy name="Ada" />);
    expect(screen.getByText('waiting')).toBeTruthy();
    expect(await screen.findByText('Hello Ada')).toBeTruthy();
  });

  it('shows the component at once where its code is here, and loads it once', async () => {
    const load = vi.fn(() => Promise.resolve(Greeting));
    const { Component: Lazy, prepare } = createLazyComponent(load, () => <i>waiting</i>);
    prepare();
    await load.mock.results[0]?.value;
    await Promise.resolve();
    render(<Lazy name="Ada" />);
    expect(screen.getByText('Hello Ada')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('hands a failure to the error boundary and asks again afterwards', async () => {
    const load = vi.fn(() => Promise.resolve(Greeting)).mockRejectedValueOnce(new Error('gone'));
    const { Component: Lazy } = createLazyComponent(load, () => <i>waiting</i>);
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const first = render(
      <Boundary>
        <Lazy name="Ada" />
      </Boundary>,
    );
    expect(await screen.findByText('caught: gone')).toBeTruthy();
    first.unmount();
    quiet.mockRestore();
    render(<Lazy name="Ada" />);
    expect(await screen.findByText('Hello Ada')).toBeTruthy();
  });
});

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};
  static getDerivedStateFromError = (error: Error) => ({ error });
  override render() {
    return this.state.error ? <p>caught: {this.state.error.message}</p> : this.props.children;
  }
}
