/** Time, as something that a test can hold still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Runs once, `delayMs` from now, unless the returned function is called before. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Lets waiting messages be handled; long jobs call it every 10 ms or so. By a message and not by a timer: browsers make
 * timers that follow each other wait for 4 ms, which a picture in five slices has to spare nowhere.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener(
      'message',
      () => {
        port1.close();
        resolve();
      },
      { once: true },
    );
    port1.start();
    port2.postMessage(0);
  });
}
