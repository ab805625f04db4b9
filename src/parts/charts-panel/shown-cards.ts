import type { ArrangedCard, CardSection } from '../../domain/charts/arrange-cards.ts';
import { readCardExpression } from '../../domain/charts/card-expression.ts';
import type { CardContent, CardId } from '../../domain/charts/chart-cards.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { MetricFamily } from '../../domain/statistics/families.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { LineNames } from '../../worker/charts/chart-protocol.ts';
import type { MetricOfSet } from '../../worker/runs/runs-protocol.ts';

/** Names the pinned cards among sections: no prefix holds a `/`. */
export const PINNED = '/pinned';

/** A metric of a card, with the keys that count as it. */
export type CardMetric = Pick<MetricOfSet, 'key' | 'sameAs' | 'ownKeys'>;

export interface ShownCard {
  readonly id: CardId;
  readonly content: CardContent;
  /**
   * Those that compared runs logged, in the order of the card. Of an expression the one that it goes along x as, logged
   * or not: each run has one line. None: it is no value of a metric.
   */
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
  /** The run's name, with what tells its lines apart; or what its group is called. */
  readonly label: string;
  /** What tells the lines of the run apart; empty: it has one. */
  readonly words: string;
  readonly isBaseline?: boolean | undefined;
  /** The line stands for several runs, of which `run` is the first. */
  readonly group?: LineGroup | undefined;
  /** Of a line of several runs: each by itself, oldest first. The line goes by the newest. */
  readonly parts?: readonly CardLine[] | undefined;
  /** The runs of those. */
  readonly runIds?: readonly RunId[] | undefined;
}

export interface LineGroup {
  /** Names its colour. */
  readonly id: string;
  /** `lr 0.001 · adam`. */
  readonly values: string;
  /** The same with how many runs there are, as lines are called. */
  readonly label: string;
  readonly runIds: readonly RunId[];
  /** Others are measured against it. */
  readonly isBaseline?: boolean | undefined;
}

/** The run that others are measured against, as far as lines need to know it. */
export interface BaselineOfLines {
  readonly id: RunId;
  /** Metrics that it logged; undefined: not known. */
  readonly keys: ReadonlySet<string> | undefined;
  /** What the names of its lines have behind them. */
  readonly suffix: string;
}

/**
 * Cards with what is known of their metrics.
 *
 * @param before as it was last; cards that are the same are the same objects, so that they are not rendered anew
 */
export function showCards(
  sections: readonly CardSection[],
  metrics: ReadonlyMap<string, CardMetric>,
  families: readonly MetricFamily[],
  before: readonly ShownSection[] = [],
): readonly ShownSection[] {
  const byTemplate = new Map(families.map((family) => [family.template, family]));
  const known = new Map(before.flatMap((section) => section.metrics.map((card) => [card.id, card])));
  const show = ({ id, content, keys = [] }: ArrangedCard): ShownCard => {
    const card: ShownCard = {
      id,
      content,
      metrics:
        content.kind === 'expression'
          ? expressionMetric(content.text)
          : keys.map((key) => metrics.get(key)).filter((metric) => metric !== undefined),
      family: content.kind === 'family' ? byTemplate.get(content.template) : undefined,
    };
    const last = known.get(id);
    return last && isSameCard(last, card) ? last : card;
  };
  return sections.map((section) => ({ ...section, metrics: section.metrics.map(show) }));
}

function expressionMetric(text: string): readonly CardMetric[] {
  const expression = readCardExpression(text);
  return expression ? [{ key: expression.axisKey }] : [];
}

function isSameCard(left: ShownCard, right: ShownCard): boolean {
  return (
    left.family === right.family &&
    left.metrics.length === right.metrics.length &&
    left.metrics.every((metric, index) => isSameMetric(metric, right.metrics[index])) &&
    JSON.stringify(left.content) === JSON.stringify(right.content)
  );
}

function isSameMetric(left: CardMetric, right: CardMetric | undefined): boolean {
  if (left === right) return true;
  return left.key === right?.key && !left.sameAs && !right.sameAs;
}

/** The lines of a card, one run after the other, so that a limit leaves whole runs; the baseline is never cut. */
export function linesOf(
  card: ShownCard,
  runs: readonly ComparedRun[],
  mostLines: number,
  baseline?: BaselineOfLines,
): readonly CardLine[] {
  const members = card.metrics.map((metric, member) => ({
    metric,
    member,
    words: memberLabel(card, member),
  }));
  const mostRuns = Math.max(1, Math.floor(mostLines / Math.max(1, members.length)));
  return runs
    .filter((run, index) => index < mostRuns || run.id === baseline?.id)
    .flatMap((run) =>
      members.slice(0, mostLines).map(({ metric, member, words }): CardLine => {
        const isBaseline = run.id === baseline?.id;
        const name = words === '' ? run.name : `${run.name} · ${words}`;
        const known = metric.ownKeys?.get(run.id);
        const key = known ?? (isBaseline ? keyOfBaseline(metric, baseline.keys) : metric.key);
        return isBaseline
          ? { run, key, member, label: name + baseline.suffix, words, isBaseline }
          : { run, key, member, label: name, words };
      }),
    );
}

/** Keys of runs that are not compared are not known: of those that count as the metric, the one that it logged. */
function keyOfBaseline({ key, sameAs = [] }: CardMetric, logged: ReadonlySet<string> | undefined): string {
  return [key, ...sameAs].find((one) => logged?.has(one)) ?? key;
}

/** What a card's lines are called in the stores; undefined: it has none. */
export function lineNamesOf(
  { content, metrics }: ShownCard,
  viewId: string | undefined,
  asOfMs: number | undefined,
): LineNames | undefined {
  const key = metrics[0]?.key;
  if (key === undefined) return undefined;
  const cut = asOfMs === undefined ? {} : { asOfMs };
  return content.kind === 'expression' ? { key, expression: content.text, viewId, ...cut } : { key, ...cut };
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
      return content.text;
  }
}

/** What tells the lines of one run apart: the numbers of a family's member, else the key. Empty: it has one only. */
export function memberLabel({ metrics, family }: ShownCard, member: number): string {
  const key = metrics[member]?.key;
  if (metrics.length < 2 || key === undefined) return '';
  const numbers = family?.members.find((one) => one.key === key)?.numbers;
  return numbers ? `n = ${numbers.join(', ')}` : key;
}

/**
 * A card by its name in a link, whether it is shown or not: a member of a family that is one card, a family that is
 * split; undefined where there is nothing of it.
 */
export function findCard(
  id: CardId,
  sections: readonly ShownSection[],
  metrics: readonly CardMetric[],
  families: readonly MetricFamily[],
): ShownCard | undefined {
  for (const section of sections) {
    const card = section.metrics.find((one) => one.id === id);
    if (card) return card;
  }
  const name = id.slice(2);
  if (id.startsWith('m:')) {
    const metric = metrics.find(({ key }) => key === name);
    return metric && { id, content: { kind: 'metric', key: name }, metrics: [metric], family: undefined };
  }
  const family = id.startsWith('f:') ? families.find(({ template }) => template === name) : undefined;
  if (!family) return undefined;
  const byKey = new Map(metrics.map((metric) => [metric.key, metric]));
  const members = family.members.map(({ key }) => byKey.get(key)).filter((metric) => metric !== undefined);
  return { id, content: { kind: 'family', template: name }, metrics: members, family };
}
