// The same journeys under other conditions: with MLflow's basic auth on, and through a line of 40 ms and 20 Mbit/s.
import { startLine } from './line.mjs';
import { ADMIN, startMlflow, startRunlens } from './servers.mjs';
import { sideBySide, summed } from './measures.mjs';

const LINE = { roundTripMs: 40, bytesPerSecond: 20e6 / 8 };

/** What each is called in the report, and how both products do it: cold, until it stands. */
export const JOURNEYS = {
  experiments: {
    words: 'experiments: first rows',
    visit: (product, open, base) => product.openExperiments(open, base),
  },
  runs: {
    words: '10,000 runs: first rows',
    visit: (product, open, base, { sweep }) => product.openRunsTable(open, base, sweep.experimentId),
  },
  charts: {
    words: '10 runs × 10 metrics × 10,000 steps: first chart',
    visit: (product, open, base, { charts }) => product.openCharts(open, base, charts.experimentId),
  },
  compare: {
    words: '50 runs × 300 keys side by side',
    visit: (product, open, base, { diff }) => product.compare.openSideBySide(open, base, diff),
  },
  csv: {
    words: 'a CSV of 12 MB: first rows',
    visit: (product, open, base, { artifacts }) =>
      product.files.openFile(open, base, artifacts, artifacts.files.csv),
  },
  model: {
    words: 'a model of 2,000 versions: first versions',
    visit: (product, open, base, { registry }) => product.files.openModel(open, base, registry),
  },
};

/** A server of its own with basic auth; Runlens's proxy adds the password, MLflow's UI has it from the browser. */
export async function measureAuth(context) {
  const server = await startMlflow(context.python, context.folder, { hasBasicAuth: true });
  const app = await startRunlens(server.base, context.outDir, {
    MLFLOW_TRACKING_USERNAME: ADMIN.username,
    MLFLOW_TRACKING_PASSWORD: ADMIN.password,
  });
  try {
    const contextOptions = { mlflow: { httpCredentials: ADMIN } };
    return await visitAll({ ...context, server }, { mlflow: server.base, runlens: app.base }, contextOptions);
  } finally {
    await app.stop();
    await server.stop();
  }
}

/** Between the browser and whatever serves it the page: MLflow itself, or Runlens beside MLflow. */
export async function measureLine(context) {
  const lines = {
    mlflow: await startLine(context.mlflow.base, LINE),
    runlens: await startLine(context.runlens.base, LINE),
  };
  try {
    return await visitAll(context, { mlflow: lines.mlflow.base, runlens: lines.runlens.base });
  } finally {
    await lines.mlflow.stop();
    await lines.runlens.stop();
  }
}

async function visitAll(context, bases, contextOptions) {
  const { workload, mlflow, runlens } = context;
  const result = {};
  for (const [name, { visit }] of Object.entries(JOURNEYS)) {
    const scripts = {
      runlens: [],
      mlflow: name === 'csv' ? [mlflow.files.watchFor(workload.artifacts.files.csv.proof)] : [],
    };
    const samples = await sideBySide(
      context,
      (open) => visit(mlflow, open, bases.mlflow, workload),
      (open) => visit(runlens, open, bases.runlens, workload),
      { scripts, contextOptions, isLeftEarly: true },
    );
    result[name] = summed(samples);
  }
  return result;
}
