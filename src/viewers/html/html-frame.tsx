import { useEffect, useRef } from 'react';
import { decodeFrameMessage, type FrameMessage } from './frame-message.ts';
import css from './html-frame.module.css';

interface HtmlFrameProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Accessible name. */
  readonly title: string;
  /** Scripts, styles, fonts and pictures may come from other addresses. */
  readonly isOnline: boolean;
  /** Must stay the same between renders: another one starts the document anew. */
  readonly onMessage: (message: Exclude<FrameMessage, { kind: 'ready' }>) => void;
}

/**
 * HTML that somebody logged, in a sandbox without an origin: its scripts reach neither this page, nor what the browser
 * keeps for it, nor the tracking server. The frame's own policy (public/frame.html) holds the network off.
 */
export function HtmlFrame({ bytes, title, isOnline, onMessage }: HtmlFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const onAny = (event: MessageEvent<unknown>) => {
      const inside = frame.current?.contentWindow;
      if (!inside || event.source !== inside) return;
      const message = decodeFrameMessage(event.data);
      if (message?.kind === 'ready') {
        // Its origin is opaque: no other target reaches it.
        inside.postMessage({ bytes }, '*');
      } else if (message) {
        onMessage(message);
      }
    };
    window.addEventListener('message', onAny);
    return () => window.removeEventListener('message', onAny);
  }, [bytes, onMessage]);
  return (
    <iframe
      ref={frame}
      key={String(isOnline)}
      className={css['frame']}
      title={title}
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      src={isOnline ? './frame-online.html' : './frame.html'}
    />
  );
}
