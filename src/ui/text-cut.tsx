import styles from './text-cut.module.css';

export interface TextCutProps {
  readonly text: string;
  /** What it says on hover; left out: the text. */
  readonly title?: string | undefined;
}

/** Characters that stay whole at the end: names of runs and metrics differ there as often as at the start. */
const TAIL_LENGTH = 10;
/** Of shorter texts half stays: `act/mean` and `act/std` of one layer are told apart on a narrow card too. */
const SHORTEST = 12;

/**
 * One line of text, cut in the middle where it has no room, whole on hover, to assistive technology and on copy.
 * Any width, without measuring: the head shrinks with an ellipsis and the tail does not.
 */
export function TextCut({ text, title = text }: TextCutProps) {
  const tailStart = cutPoint(text);
  if (tailStart <= 0) {
    return (
      <span className={styles['plain']} title={title}>
        {text}
      </span>
    );
  }
  return (
    <span className={styles['cut']} title={title}>
      <span className={styles['whole']}>{text}</span>
      <span className={styles['head']} aria-hidden="true">
        {text.slice(0, tailStart)}
      </span>
      <span className={styles['tail']} aria-hidden="true">
        {text.slice(tailStart)}
      </span>
    </span>
  );
}

/** Where the tail begins: never inside a surrogate pair; 0 for texts too short to have one. */
export function cutPoint(text: string): number {
  if (text.length < SHORTEST) return 0;
  const point = text.length - Math.min(TAIL_LENGTH, text.length >> 1);
  const code = text.charCodeAt(point);
  return code >= 0xdc00 && code <= 0xdfff ? point - 1 : point;
}
