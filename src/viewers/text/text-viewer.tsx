import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import { hexLines } from '../../domain/artifacts/text/hex-lines.ts';
import { lineNumbers } from '../../domain/artifacts/text/text-window.ts';
import type { TextLine } from '../../domain/artifacts/text/split-lines.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { ViewerProps } from '../registry.ts';
import { codeLooks, hasTerminalCodes, showRawLine, showTerminalLine } from './line-looks.ts';
import { TextLines } from './text-lines.tsx';
import type { TextReader } from './text-reader.ts';
import type { ShownLine } from './text-row.tsx';
import type { TextSnapshot } from './text-snapshot.ts';
import { isWholeText, TextStatus } from './text-status.tsx';
import { CheckOption, CopyText, EncodingChoice, FindBar, GoToField } from './text-toolbar.tsx';
import css from './text-viewer.module.css';
import { useCodeTokens } from './use-code-tokens.ts';
import { useFindBar } from './use-find-bar.ts';
import { useTextReader } from './use-text-reader.ts';

/** Any text, of any size and encoding; what is no text is told, with its first bytes. */
export function Viewer({ file }: ViewerProps) {
  const [reader, snapshot] = useTextReader(file);
  const { phase, failure } = snapshot;
  useMark('runlens:view-ready', phase !== 'reading', 'artifact:text');
  if (phase === 'reading') return <Waiting words={m.text_reading()} />;
  if (phase === 'failed' && failure) {
    return <FailureNotice failure={failure} onRetry={() => void reader.open()} />;
  }
  if (phase === 'empty') return <EmptyState title={m.text_empty()} body={m.text_empty_body()} />;
  if (phase === 'binary') return <BinaryHead head={snapshot.head} reader={reader} />;
  return <Text key={file.path} file={file} reader={reader} snapshot={snapshot} />;
}

function BinaryHead({
  head,
  reader,
}: {
  readonly head: Uint8Array | undefined;
  readonly reader: TextReader;
}) {
  const lines = useMemo(() => hexLines(head ?? new Uint8Array(0)), [head]);
  return (
    <div className={css['viewer']} data-text-phase="binary">
      <div className={css['notice']}>
        <Notice
          tone="info"
          title={m.text_binary()}
          body={m.text_binary_body({ size: formatBytes(head?.length ?? 0) })}
          actions={
            <EncodingChoice
              encoding={undefined}
              isFound={false}
              onChoose={(encoding) => void reader.setEncoding(encoding)}
            />
          }
        />
      </div>
      <pre className={css['binary']}>{lines.join('\n')}</pre>
    </div>
  );
}

interface TextProps extends Pick<ViewerProps, 'file'> {
  readonly reader: TextReader;
  readonly snapshot: TextSnapshot;
}

function Text({ file, reader, snapshot }: TextProps) {
  const { lines, failure } = snapshot;
  const [isWrapped, setWrapped] = useState(false);
  const [isRaw, setRaw] = useState(false);
  const { showLine, looksOf, hasCodes, numbers, isColored } = useShownLines(file, snapshot, isRaw);
  const isWhole = isWholeText(snapshot);
  const topByte = useRef(0);
  const onTop = useCallback((byte: number) => {
    topByte.current = byte;
  }, []);
  const find = useFindBar(reader, snapshot, showLine, topByte);
  const field = useRef<HTMLInputElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isFindKey(event)) return;
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  };
  const onMoveUp = useCallback(() => {
    if (reader.read().isFollowing) reader.follow(false);
  }, [reader]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Ctrl+F anywhere in the viewer
    <div
      className={css['viewer']}
      onKeyDown={onKeyDown}
      data-text-phase="text"
      data-highlighted={isColored || undefined}
    >
      <div className={css['toolbar']}>
        <FindBar
          ref={field}
          text={find.wanted.text}
          onText={find.onText}
          isCaseKept={find.wanted.isCaseKept}
          onCaseKept={find.onCaseKept}
          words={find.words}
          onStep={find.onStep}
        />
        {find.canSearchRest ? (
          <button type="button" className={css['button']} onClick={find.onSearchRest}>
            {m.text_find_rest({ size: formatBytes(find.restBytes) })}
          </button>
        ) : null}
        <GoToField onGoTo={(place) => void reader.goTo(place)} />
        <CheckOption label={m.text_wrap()} isOn={isWrapped} onChange={setWrapped} />
        {hasCodes || isRaw ? (
          <CheckOption
            label={m.text_codes()}
            title={m.text_codes_title()}
            isOn={!isRaw}
            onChange={(isOn) => setRaw(!isOn)}
          />
        ) : null}
        {file.isGrowing ? (
          <CheckOption
            label={m.text_follow()}
            title={m.text_follow_title()}
            isOn={snapshot.isFollowing}
            onChange={reader.follow}
          />
        ) : null}
        <EncodingChoice
          encoding={snapshot.encoding}
          isFound={snapshot.isEncodingFound}
          onChoose={(encoding) => void reader.setEncoding(encoding)}
        />
        <CopyText
          label={isWhole ? m.text_copy() : m.text_copy_part()}
          text={() => lines.map((line) => showLine(line).text + (line.isContinued ? '' : '\n')).join('')}
        />
      </div>
      {failure ? <FailureNotice shape="strip" failure={failure} onRetry={() => void reader.retry()} /> : null}
      <TextLines
        name={file.name}
        lines={lines}
        numbers={numbers}
        showLine={showLine}
        looksOf={looksOf}
        matches={find.matches}
        current={find.current}
        reveal={snapshot.reveal}
        isWrapped={isWrapped}
        onTop={onTop}
        onNearStart={reader.readBefore}
        onNearEnd={reader.readAfter}
        onMoveUp={onMoveUp}
      />
      <TextStatus file={file} reader={reader} snapshot={snapshot} />
    </div>
  );
}

function isFindKey(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
}

/** The lines with what they look like: as in a terminal or as they stand, and code in its colours. */
function useShownLines(file: ViewerProps['file'], snapshot: TextSnapshot, isRaw: boolean) {
  const { lines, window } = snapshot;
  const showLine = useCallback(
    ({ text }: TextLine): ShownLine => (isRaw ? showRawLine(text) : showTerminalLine(text)),
    [isRaw],
  );
  const tokens = useCodeTokens(file, lines, isWholeText(snapshot) && !file.isGrowing);
  const looksOf = useCallback(
    (index: number, shown: ShownLine) => {
      const own = tokens?.[index];
      return own && shown.looks.length === 0 ? codeLooks(own) : shown.looks;
    },
    [tokens],
  );
  const hasCodes = useMemo(() => lines.some(({ text }) => hasTerminalCodes(text)), [lines]);
  const numbers = useMemo(() => window && lineNumbers(window, lines), [window, lines]);
  return { showLine, looksOf, hasCodes, numbers, isColored: tokens !== undefined };
}
