import type { ArrangedCard, CardSection } from '../domain/arrange-cards.ts';
import type { CardContent, CardId } from '../domain/chart-cards.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import type { MetricFamily } from '../domain/families.ts';
import type { MetricOfSet } from '../worker/data-protocol.ts';

/** A metric of a card, with the keys that count as it. */
export type CardMetric = Pick<MetricOfSet, 'key' | 'sameAs' | 'ownKeys'>;

export interface ShownCard {
  readonly id: CardId;
  readonly content: CardContent;
  /** Those that compared runs logged, in the order of the card. */
  readonly metrics: readonly CardMetric[];
  /** Of a card of a family that is found among the keys. */
  readonly family: MetricFamily | undefined;
}

export interface ShownSection {
  readonly kind: CardSection['kind'];
  readonly prefix: string | undefined;
  readonly metrics: readonly ShownCard[];
}

/** A line of a card: a run may be on it once for each metric. */
export interface CardLine {
  readonly run: ComparedRun;
  /** As the run logged it. */
  readonly key: string;
  /** Place of its metric among those of the card. */
  readonly member: number;
  /** The run's name, with what tells its lines apart. */
  readonly label: string;
}

/** Cards with what is known of their metrics; those that no compared run logged are left out. */
export function showCards(
  sections: readonly CardSection[],
  metrics: ReadonlyMap<string, CardMetric>,
  families: readonly MetricFamily[],
): readonly ShownSection[] {
  const byTemplate = new Map(families.map((family) => [family.template, family]));
  const show = ({ id, content, keys = [] }: ArrangedCard): ShownCard => ({
    id,
    content,
    metrics: keys.map((key) => metrics.get(key)).filter((metric) => metric !== undefined),
    family: content.kind === 'family' ? byTemplate.get(content.template) : undefined,
  });
  return sections.map((section) => ({ ...section, metrics: section.metrics.map(show) }));
}

/** The lines of a card, one run after the other, so that a limit leaves whole runs. */
export function linesOf(
  card: ShownCard,
  runs: readonly ComparedRun[],
  mostLines: number,
): readonly CardLine[] {
  const members = card.metrics.map((metric, member) => ({
    metric,
    member,
    words: memberLabel(card, member),
  }));
  const mostRuns = Math.max(1, Math.floor(mostLines / Math.max(1, members.length)));
  return runs.slice(0, mostRuns).flatMap((run) =>
    members.slice(0, mostLines).map(({ metric: { key, ownKeys }, member, words }) => {
      const label = words === '' ? run.name : `${run.name} · ${words}`;
      return { run, key: ownKeys?.get(run.id) ?? key, member, label };
    }),
  );
}

/** The heading of a card: of a metric with the keys that count as it, of a family its template. */
export function cardTitle({ content, metrics }: ShownCard, sameAs: (keys: string) => string): string {
  switch (content.kind) {
    case 'metric': {
      const others = metrics[0]?.sameAs ?? [];
      return others.length > 0 ? `${content.key} ${sameAs(others.join(' = '))}` : content.key;
    }
    case 'metrics':
      return content.keys.join(', ');
    case 'pattern':
      return `/${content.pattern}/`;
    case 'family':
      return content.template;
    case 'expression':
      return content.x === undefined ? content.y : `${content.y} / ${content.x}`;
  }
}

/** What tells the lines of one run apart: the numbers of a family's member, else the key. Empty: it has one only. */
export function memberLabel({ metrics, family }: ShownCard, member: number): string {
  const key = metrics[member]?.key;
  if (metrics.length < 2 || key === undefined) return '';
  const numbers = family?.members.find((one) => one.key === key)?.numbers;
  return numbers ? `n = ${numbers.join(', ')}` : key;
}
