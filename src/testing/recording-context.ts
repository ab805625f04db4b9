/** A 2D context that draws nothing and remembers every call, and each change of a property that a call then used. */
export interface RecordingContext {
  readonly calls: readonly RecordedCall[];
  readonly context: CanvasRenderingContext2D;
  /** Arguments of all calls of one method. */
  readonly of: (method: string) => readonly (readonly unknown[])[];
}

export interface RecordedCall {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly strokeStyle: unknown;
  readonly fillStyle: unknown;
  readonly lineWidth: unknown;
  readonly globalAlpha: unknown;
}

export function createRecordingContext(): RecordingContext {
  const calls: RecordedCall[] = [];
  const state: Record<string, unknown> = {};
  const proxy = new Proxy(state, {
    get: (_, property: string) =>
      property in state
        ? state[property]
        : (...args: unknown[]) => {
            const { strokeStyle, fillStyle, lineWidth, globalAlpha } = state;
            calls.push({ method: property, args, strokeStyle, fillStyle, lineWidth, globalAlpha });
          },
  });
  return {
    calls,
    context: proxy as unknown as CanvasRenderingContext2D,
    of: (method) => calls.filter((call) => call.method === method).map(({ args }) => args),
  };
}
