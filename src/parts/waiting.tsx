import { useEffect, useState } from 'react';
import { m } from '../paraglide/messages.js';
import css from './waiting.module.css';

interface WaitingProps {
  readonly words: string;
  /** Rows of the skeleton: the shape of what will come. */
  readonly rows?: number;
}

/** A skeleton with words. */
export function Waiting({ words, rows = 8 }: WaitingProps) {
  return (
    <div className={css.waiting} role="status" aria-busy="true">
      <p className={css.words}>
        <WaitingWords>{words}</WaitingWords>
      </p>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div
          key={key}
          className={css.row}
          style={{ width: `${86 - ((row * 17) % 40)}%` }}
          aria-hidden="true"
        />
      ))}
    </div>
  );
}

/** After five seconds they say how long the server has been silent. */
export function WaitingWords({ children }: { readonly children: string }) {
  const seconds = useSecondsSinceMount();
  return seconds >= 5 ? m.still_waiting({ seconds }) : children;
}

function useSecondsSinceMount(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
