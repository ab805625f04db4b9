import { useLocation } from 'react-router';

/** The whole address of the page. It follows the document a moment later, and the router says when. */
export function usePageAddress(): string {
  useLocation();
  return window.location.href;
}
