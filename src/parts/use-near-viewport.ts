import { type RefObject, useEffect, useState } from 'react';

/**
 * Whether the element is on screen or within `marginPx` of it; what is far away asks for nothing.
 *
 * @param scrollMarginPx the same within what scrolls inside the page, where `marginPx` says nothing
 */
export function useNearViewport(
  element: RefObject<HTMLElement | null>,
  marginPx: number,
  scrollMarginPx = 0,
): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: `${marginPx}px 0px`,
      scrollMargin: `${scrollMarginPx}px 0px`,
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, marginPx, scrollMarginPx]);
  return isNear;
}
