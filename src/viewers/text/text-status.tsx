import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import { languageOfFile } from '../../domain/artifacts/text/code-language.ts';
import { m } from '../../paraglide/messages.js';
import type { ArtifactFile } from '../artifact-file.ts';
import type { TextReader } from './text-reader.ts';
import { isAtEnd, type TextSnapshot } from './text-snapshot.ts';
import { CHUNK_BYTES } from './text-moves.ts';
import css from './text-viewer.module.css';

interface TextStatusProps {
  readonly file: ArtifactFile;
  readonly reader: TextReader;
  readonly snapshot: TextSnapshot;
}

/** What part of the file is here, what goes on, and the ways to its ends. */
export function TextStatus({ file, reader, snapshot }: TextStatusProps) {
  const { window, underWay, totalBytes, encoding } = snapshot;
  if (!window) return null;
  const isWhole = isWholeText(snapshot);
  const isUncolored = languageOfFile(file.name) !== undefined && (totalBytes ?? 0) > CHUNK_BYTES;
  const hasInvalid =
    encoding !== 'windows-1252' && snapshot.lines.some(({ text }) => text.includes('\ufffd'));
  return (
    <div className={css['status']}>
      <span role="status">{extentWords(snapshot)}</span>
      {isWhole ? null : (
        <span className={css['group']}>
          <button type="button" className={css['button']} onClick={() => void reader.goToStart()}>
            {m.text_start()}
          </button>
          <button type="button" className={css['button']} onClick={() => void reader.goToEnd()}>
            {m.text_end()}
          </button>
        </span>
      )}
      {window.firstNumber === undefined ? <span>{m.text_gutter_bytes()}</span> : null}
      {underWay === 'count' || underWay === 'search' ? (
        <span className={css['group']}>
          <span role="status">{scanWords(snapshot)}</span>
          <button type="button" className={css['button']} onClick={reader.stop}>
            {m.text_stop()}
          </button>
        </span>
      ) : null}
      {snapshot.lastNumber === undefined ? null : (
        <span role="status">{m.text_go_last({ text: formatCount(snapshot.lastNumber) })}</span>
      )}
      {snapshot.isNotInRest ? <span role="status">{m.text_find_not_in_rest()}</span> : null}
      {isUncolored ? <span>{m.text_uncolored({ size: formatBytes(CHUNK_BYTES) })}</span> : null}
      {hasInvalid ? <span className={css['warning']}>{m.text_invalid()}</span> : null}
    </div>
  );
}

/** All of the file is here. */
export function isWholeText(snapshot: TextSnapshot): boolean {
  return (
    isAtEnd(snapshot) && snapshot.window !== undefined && snapshot.window.startByte <= snapshot.firstByte
  );
}

function extentWords(snapshot: TextSnapshot): string {
  const { window, totalBytes, lines } = snapshot;
  if (!window) return '';
  if (isWholeText(snapshot)) {
    return m.text_whole({
      count: lines.length,
      text: formatCount(lines.filter(({ isContinued }) => !isContinued).length),
      size: formatBytes(totalBytes ?? window.endByte),
    });
  }
  const [from, to] = [formatBytes(window.startByte), formatBytes(window.endByte)];
  if (totalBytes === undefined) return m.text_part_unknown({ from, to });
  const percent = (bytes: number) => Number(((bytes / totalBytes) * 100).toFixed(1));
  const share = `${percent(window.startByte)}–${percent(window.endByte)}%`;
  return m.text_part({ from, to, size: formatBytes(totalBytes), share });
}

function scanWords({ underWay, scannedBytes, totalBytes }: TextSnapshot): string {
  const words = { read: formatBytes(scannedBytes), size: formatBytes(totalBytes ?? scannedBytes) };
  return underWay === 'count' ? m.text_counting(words) : m.text_searching(words);
}
