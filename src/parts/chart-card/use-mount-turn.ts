import { useEffect, useState } from 'react';

const waiting = new Set<() => void>();
let isTicking = false;
let isReady = false;

/** Gives one turn a frame, in the order of asking. */
function tick(): void {
  const [next] = waiting;
  if (!isReady || next === undefined) {
    isTicking = false;
    return;
  }
  waiting.delete(next);
  next();
  requestAnimationFrame(tick);
}

function startTicking(): void {
  if (isTicking || !isReady) return;
  isTicking = true;
  requestAnimationFrame(tick);
}

/**
 * Lets heavy components mount one a frame: five plots that appear together when their code arrives were one task of
 * 94 ms, one setOption of ECharts each. `ready` is that code; nobody has a turn before it is here.
 */
export function useMountTurn(isWanted: boolean, ready: () => Promise<unknown>): boolean {
  const [hasTurn, setTurn] = useState(false);
  useEffect(() => {
    if (!isWanted || hasTurn) return undefined;
    const take = () => setTurn(true);
    waiting.add(take);
    const start = () => {
      isReady = true;
      startTicking();
    };
    // Code that does not come is reported by whoever renders it.
    ready().then(start, start);
    return () => {
      waiting.delete(take);
    };
  }, [isWanted, hasTurn, ready]);
  return hasTurn;
}
