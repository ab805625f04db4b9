import type { TestInfo } from '@playwright/test';
import { SMALL_PARQUET } from '../src/testing/small-parquet.ts';
import { serverOf } from './made-data.ts';

interface MadeFile {
  readonly path: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

export const LOG_LINES = 40_000;
export const CSV_ROWS = 30_000;

export function logLine(number: number): string {
  return `2026-11-22 10:00:00 [rank${number % 8}] step ${number} loss ${(1 / number).toFixed(6)}`;
}

export function logOf(lines: number): string {
  return Array.from({ length: lines }, (_, at) => `${logLine(at + 1)}\n`).join('');
}

function csvRow(index: number): string {
  return `${index},${(1 / (index + 1)).toFixed(6)},run ${index % 7},"a, quoted"`;
}

/** One file of each kind of text and table, small but for the log and the CSV, which are read by range. */
export function makeTextsAndTables(): readonly MadeFile[] {
  const columns = ['prompt', 'score'];
  return [
    {
      path: 'logs/train.log',
      body: logOf(LOG_LINES),
    },
    { path: 'logs/colours.log', body: ' 10%|#\r100%|##\n\u001b[31merror\u001b[0m: out of memory\n' },
    {
      path: 'code/model.py',
      body: 'import torch\n\n\ndef train(lr: float) -> None:\n    """Trains."""\n    return None\n',
    },
    { path: 'text/latin1.txt', body: new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a]) },
    { path: 'text/utf16.txt', body: new Uint8Array([0xff, 0xfe, 0x59, 0xd5, 0x0a, 0x00]) },
    { path: 'text/binary.txt', body: Uint8Array.from({ length: 512 }, (_, at) => at % 256) },
    {
      path: 'tables/metrics.csv',
      body: `step,loss,name,note\n${Array.from({ length: CSV_ROWS }, (_, at) => csvRow(at)).join('\n')}\n`,
    },
    { path: 'tables/ragged.tsv', body: 'a\ta\tb\n1\t2\n3\t4\t5\t6\n' },
    {
      path: 'tables/preds.jsonl',
      body: '{"id": 1, "meta": {"n": [1]}}\n{"id": 2, "text": "고양이"}\nbroken\n',
    },
    {
      path: 'tables/eval.json',
      body: JSON.stringify({
        columns,
        data: [
          ['What is\na run?', 0.5],
          ['Why?', 1],
        ],
      }),
    },
    { path: 'tables/preds.parquet', body: SMALL_PARQUET },
    { path: 'tables/cut.parquet', body: SMALL_PARQUET.slice(0, 700) },
  ];
}

/** To the run's own files; the server takes up to 10 MiB in this way. */
export async function uploadArtifact(
  testInfo: TestInfo,
  runId: string,
  { path, body }: MadeFile,
): Promise<void> {
  const query = `run_uuid=${runId}&path=${encodeURIComponent(path)}`;
  const address = `${serverOf(testInfo)}/ajax-api/2.0/mlflow/upload-artifact?${query}`;
  const answer = await fetch(address, { method: 'POST', body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}
