import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { parseRoute, type Route } from '../url/routes.ts';

/** The page that the address names. React Router keeps the path of a hash raw; `parseRoute` decodes it, once. */
export function useRoute(): Route {
  const { pathname, search, hash } = useLocation();
  return useMemo(() => parseRoute(`#${pathname}${search}${hash}`), [pathname, search, hash]);
}

export interface NavigateOptions {
  /** Takes the place of the current entry, so that Back does not lead to it. */
  readonly replace?: boolean;
}

export type NavigateTo = (href: string, options?: NavigateOptions) => void;

/** Opens a `#/…` address of `url/routes.ts`. The function stays the same over all renders. */
export function useNavigateTo(): NavigateTo {
  const navigate = useNavigate();
  const latest = useRef(navigate);
  useLayoutEffect(() => {
    latest.current = navigate;
  }, [navigate]);
  return useCallback((href, { replace = false } = {}) => {
    void latest.current(href.replace(/^#/, ''), { replace });
  }, []);
}
