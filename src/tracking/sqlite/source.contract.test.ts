import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeSourceContract } from '../../testing/source-contract.ts';
import { readDatabaseBytes } from './read-bytes.ts';
import { createSqliteSource } from './source.ts';

const DEMO = resolve(import.meta.dirname, '../../../public/demo/mlflow.db.gz');

describeSourceContract('the embedded demo', async () =>
  createSqliteSource({
    bytes: await readDatabaseBytes(new Uint8Array(readFileSync(DEMO))),
    label: 'mlflow.db.gz',
  }),
);
