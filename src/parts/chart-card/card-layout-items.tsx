import { Menu } from '@mantine/core';
import type { CardSize, ChartLayout } from '../../domain/charts/chart-layout.ts';
import type { MetricFamily } from '../../domain/statistics/families.ts';
import { m } from '../../paraglide/messages.js';
import { useCardActions, useCardPlan } from './card-tools.tsx';
import css from './chart-card.module.css';
import type { ShownCard } from '../charts-panel/shown-cards.ts';

/** Plot heights of the menu; dragging the corner makes any. */
const HEIGHTS_PX = { normal: undefined, tall: 320, taller: 480 } as const;

interface CardLayoutItemsProps {
  readonly card: ShownCard;
  /** As it is shown. */
  readonly size: CardSize;
  readonly pageColumns: number;
  readonly moveBy: (places: number) => void;
  readonly canMoveBy: (places: number) => boolean;
}

/** Items of a card's menu that change where it stands, how large it is and what is on it. */
export function CardLayoutItems(props: CardLayoutItemsProps) {
  const { card, moveBy, canMoveBy } = props;
  const { layout } = useCardPlan();
  const { onLayout, onFullCard } = useCardActions();
  const isPinned = layout.pins.includes(card.id);
  return (
    <>
      <Menu.Item onClick={() => onFullCard(card.id)}>{m.card_full()}</Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => onLayout({ type: isPinned ? 'unpin' : 'pin', card: card.id })}>
        {isPinned ? m.card_unpin() : m.card_pin()}
      </Menu.Item>
      {canMoveBy(-1) ? (
        <Menu.Item onClick={() => moveBy(-1)} rightSection={<kbd className={css.keys}>Alt ←</kbd>}>
          {m.card_move_earlier()}
        </Menu.Item>
      ) : null}
      {canMoveBy(1) ? (
        <Menu.Item onClick={() => moveBy(1)} rightSection={<kbd className={css.keys}>Alt →</kbd>}>
          {m.card_move_later()}
        </Menu.Item>
      ) : null}
      <MadeItems card={card} />
      <FamilyItems card={card} />
      <SizeItems {...props} />
    </>
  );
}

function SizeItems({ card, size, pageColumns }: CardLayoutItemsProps) {
  const { onLayout } = useCardActions();
  const resize = (change: Partial<CardSize>) => {
    const { columns, heightPx } = { ...size, ...change };
    const isPlain = columns === 1 && heightPx === undefined;
    onLayout({ type: 'resize', card: card.id, size: isPlain ? undefined : { columns, heightPx } });
  };
  const widths = [1, 2, 3, 4].filter((columns) => columns <= pageColumns);
  const heights = [
    { words: m.card_height_normal(), heightPx: HEIGHTS_PX.normal },
    { words: m.card_height_tall(), heightPx: HEIGHTS_PX.tall },
    { words: m.card_height_taller(), heightPx: HEIGHTS_PX.taller },
  ];
  return (
    <>
      {widths.length > 1 ? <Menu.Label>{m.card_width()}</Menu.Label> : null}
      {widths.length > 1
        ? widths.map((columns) => (
            <Choice key={columns} isOn={size.columns === columns} onClick={() => resize({ columns })}>
              {m.card_width_columns({ count: columns, text: String(columns) })}
            </Choice>
          ))
        : null}
      <Menu.Label>{m.card_height()}</Menu.Label>
      {heights.map(({ words, heightPx }) => (
        <Choice key={words} isOn={size.heightPx === heightPx} onClick={() => resize({ heightPx })}>
          {words}
        </Choice>
      ))}
    </>
  );
}

interface ChoiceProps {
  readonly isOn: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function Choice({ isOn, onClick, children }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isOn}
      leftSection={<span className={css.tick}>{isOn ? '✓' : ''}</span>}
      onClick={onClick}
    >
      {children}
    </Menu.Item>
  );
}

function MadeItems({ card: { id } }: Pick<CardLayoutItemsProps, 'card'>) {
  const { onLayout, onEditCard } = useCardActions();
  if (!id.startsWith('c:')) return null;
  return (
    <>
      <Menu.Item onClick={() => onEditCard(id)}>{m.card_form_edit()}</Menu.Item>
      <Menu.Item onClick={() => onLayout({ type: 'remove-card', card: id })}>{m.card_remove()}</Menu.Item>
    </>
  );
}

/** One card for all members of a family, or one for each. */
function FamilyItems({ card }: Pick<CardLayoutItemsProps, 'card'>) {
  const { layout, families } = useCardPlan();
  const { onLayout } = useCardActions();
  const { id, content, metrics } = card;
  if (content.kind === 'family' && id.startsWith('f:')) {
    const { template } = content;
    return (
      <Menu.Item onClick={() => onLayout({ type: 'join-family', template, isJoined: false })}>
        {m.card_split_family()}
      </Menu.Item>
    );
  }
  const key = id.startsWith('m:') ? metrics[0]?.key : undefined;
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
