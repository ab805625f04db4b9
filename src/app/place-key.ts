import type { GoToPlace } from '../parts/places.ts';

/** Tells places apart, whatever else is listed. */
export function placeKey({ kind, href, name }: GoToPlace): string {
  return `${kind} ${href} ${name}`;
}
