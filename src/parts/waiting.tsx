import { useEffect, useState } from 'react';
import { m } from '../paraglide/messages.js';
import css from './waiting.module.css';

interface WaitingProps {
  readonly words: string;
  /** Rows of the skeleton: the shape of what will come. */
  readonly rows?: number;
}

/** A skeleton with words; after five seconds it also says how long the server has been silent. */
export function Waiting({ words, rows = 8 }: WaitingProps) {
  const seconds = useSecondsSinceMount();
  return (
    <div className={css.waiting} role="status" aria-busy="true">
      <p className={css.words}>{seconds >= 5 ? m.still_waiting({ seconds }) : words}</p>
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

function useSecondsSinceMount(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
