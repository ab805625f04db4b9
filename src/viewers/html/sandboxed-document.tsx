import { useCallback, useState } from 'react';
import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { useMark } from '../../parts/mark.ts';
import viewerCss from '../viewer.module.css';
import { type FrameMessage, resolveDocumentLink } from './frame-message.ts';
import { HtmlFrame } from './html-frame.tsx';
import css from './html-frame.module.css';

interface SandboxedDocumentProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly title: string;
  /** Where its relative links begin. */
  readonly path: string;
  readonly onOpenPath: (path: string) => void;
  /** Of `runlens:view-ready`. */
  readonly mark?: string;
}

/** More hosts than this are not named. */
const MOST_HOSTS = 5;

/** HTML in its sandbox, below what was held back and the way to let it through. */
export function SandboxedDocument({ bytes, title, path, onOpenPath, mark }: SandboxedDocumentProps) {
  const [isOnline, setOnline] = useState(false);
  const [isShown, setShown] = useState(false);
  const [hosts, setHosts] = useState<readonly string[]>([]);
  const [href, setHref] = useState<string>();
  useMark('runlens:view-ready', isShown && mark !== undefined, mark);
  const onMessage = useCallback((message: Exclude<FrameMessage, { kind: 'ready' }>) => {
    if (message.kind === 'shown') setShown(true);
    else if (message.kind === 'link') setHref(message.href);
    else {
      setHosts((before) =>
        before.includes(message.source) || before.length >= MOST_HOSTS ? before : [...before, message.source],
      );
    }
  }, []);
  const switchOnline = () => {
    setHosts([]);
    setOnline(!isOnline);
  };
  return (
    <>
      <div className={viewerCss['toolbar']}>
        <span className={viewerCss['facts']}>
          {isOnline ? m.view_html_online() : m.view_html_sandboxed()}
        </span>
        {hosts.length > 0 ? (
          <span className={viewerCss['facts']} role="status">
            {m.view_html_blocked({ hosts: hosts.join(', ') })}
          </span>
        ) : null}
        <Button
          size="compact-xs"
          variant={hosts.length > 0 && !isOnline ? 'filled' : 'default'}
          title={isOnline ? m.view_html_go_offline_title() : m.view_html_go_online_title()}
          onClick={switchOnline}
        >
          {isOnline ? m.view_html_go_offline() : m.view_html_go_online()}
        </Button>
      </div>
      {href === undefined ? null : (
        <FrameLink href={href} path={path} onOpenPath={onOpenPath} onDone={() => setHref(undefined)} />
      )}
      <HtmlFrame bytes={bytes} title={title} isOnline={isOnline} onMessage={onMessage} />
    </>
  );
}

interface FrameLinkProps {
  readonly href: string;
  readonly path: string;
  readonly onOpenPath: (path: string) => void;
  readonly onDone: () => void;
}

/** The document cannot leave its frame: where it would go is shown, and followed by a click here. */
function FrameLink({ href, path, onOpenPath, onDone }: FrameLinkProps) {
  const link = resolveDocumentLink(href, path);
  return (
    <div className={css['strip']} role="status">
      {link?.kind === 'web' ? (
        <>
          {m.view_html_link()}
          <a href={link.url} target="_blank" rel="noreferrer" onClick={onDone}>
            {link.url}
          </a>
        </>
      ) : null}
      {link?.kind === 'file' ? (
        <>
          {m.view_html_link()}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              onDone();
              onOpenPath(link.path);
            }}
          >
            {link.path}
          </Button>
        </>
      ) : null}
      {link ? null : <span className={css['address']}>{m.view_html_link_refused({ href })}</span>}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onDone}>
        {m.close()}
      </Button>
    </div>
  );
}
