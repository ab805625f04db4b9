/**
 * The click that follows a drag is none: it would open a menu, or focus the line where the pointer was let go. It comes
 * with the same turn, or not at all.
 */
export function swallowClick(): void {
  window.addEventListener('click', stopClick, { capture: true });
  setTimeout(() => window.removeEventListener('click', stopClick, { capture: true }));
}

function stopClick(click: MouseEvent): void {
  click.stopPropagation();
}
