import { Menu } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { canWriteClipboard } from '../../ui/write-clipboard.ts';
import type { CardExportKind } from './use-card-export.ts';

interface CardExportItemsProps {
  /** There is a picture to take along. */
  readonly hasPicture: boolean;
  readonly onChoose: (kind: CardExportKind) => void;
}

/** What of a card can be taken out of the page; entries of its menu. */
export function CardExportItems({ hasPicture, onChoose }: CardExportItemsProps) {
  const item = (kind: CardExportKind, text: string) => (
    <Menu.Item key={kind} disabled={!hasPicture} onClick={() => onChoose(kind)}>
      {text}
    </Menu.Item>
  );
  const canCopy = canWriteClipboard();
  return (
    <>
      <Menu.Divider />
      {item('png', m.cardexport_png())}
      {item('svg', m.cardexport_svg())}
      {item('csv', m.cardexport_csv())}
      {canCopy && 'ClipboardItem' in window ? item('copy-png', m.cardexport_copy_png()) : null}
      {canCopy ? item('copy-svg', m.cardexport_copy_svg()) : null}
    </>
  );
}
