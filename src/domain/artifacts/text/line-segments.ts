/** A stretch of a line with a look. Those of one list neither overlap nor go back. */
export interface LookSpan {
  readonly start: number;
  readonly end: number;
  readonly className: string;
}

export interface LineSegment {
  readonly start: number;
  readonly text: string;
  readonly className: string | undefined;
  /** Place among the marks; undefined: not marked. */
  readonly mark: number | undefined;
}

/** A text in pieces that each have one look and stand inside or outside of one mark; joined they are the text. */
export function lineSegments(
  text: string,
  looks: readonly LookSpan[],
  marks: readonly { readonly start: number; readonly end: number }[],
): readonly LineSegment[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...looks, ...marks]) {
    if (start < text.length) cuts.add(start);
    if (end < text.length) cuts.add(end);
  }
  const places = [...cuts].toSorted((a, b) => a - b);
  const segments: LineSegment[] = [];
  let [look, mark] = [0, 0];
  for (let index = 0; index + 1 < places.length; index++) {
    const [start, end] = [places[index] ?? 0, places[index + 1] ?? 0];
    while (look < looks.length && (looks[look]?.end ?? 0) <= start) look++;
    while (mark < marks.length && (marks[mark]?.end ?? 0) <= start) mark++;
    const [span, marked] = [looks[look], marks[mark]];
    segments.push({
      start,
      text: text.slice(start, end),
      className: span && span.start <= start ? span.className : undefined,
      mark: marked && marked.start <= start ? mark : undefined,
    });
  }
  return segments;
}
