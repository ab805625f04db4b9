import { useEffect, useState } from 'react';

/** From `step` to `count`, so many more after each frame: what is long is drawn piece by piece. */
export function useGrowing(count: number, step = 1): number {
  const [drawn, setDrawn] = useState(step);
  useEffect(() => {
    if (drawn >= count) return undefined;
    const frame = requestAnimationFrame(() => setDrawn(drawn + step));
    return () => cancelAnimationFrame(frame);
  }, [drawn, count, step]);
  return drawn;
}
