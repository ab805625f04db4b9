import { Menu } from '@mantine/core';
import type { ChartLayout } from '../domain/chart-layout.ts';
import type { MetricFamily } from '../domain/families.ts';
import { m } from '../paraglide/messages.js';
import { useCardTools } from './card-tools.tsx';
import type { ShownCard } from './shown-cards.ts';

interface CardLayoutItemsProps {
  readonly card: ShownCard;
}

/** Items of a card's menu that change where it stands and what is on it. */
export function CardLayoutItems({ card }: CardLayoutItemsProps) {
  return <FamilyItems card={card} />;
}

/** One card for all members of a family, or one for each. */
function FamilyItems({ card }: CardLayoutItemsProps) {
  const { layout, onLayout, families } = useCardTools();
  const { content, metrics } = card;
  if (content.kind === 'family') {
    const { template } = content;
    return (
      <Menu.Item onClick={() => onLayout({ type: 'join-family', template, isJoined: false })}>
        {m.card_split_family()}
      </Menu.Item>
    );
  }
  const key = content.kind === 'metric' ? metrics[0]?.key : undefined;
  const joinable = key === undefined ? [] : families.filter((family) => isApart(family, key, layout));
  return joinable.map(({ template }) => (
    <Menu.Item key={template} onClick={() => onLayout({ type: 'join-family', template, isJoined: true })}>
      {m.card_join_family({ family: template })}
    </Menu.Item>
  ));
}

function isApart(
  { template, members, isOnByDefault }: MetricFamily,
  key: string,
  layout: ChartLayout,
): boolean {
  const isJoined = layout.families[template] ?? isOnByDefault;
  return !isJoined && members.some((member) => member.key === key);
}
