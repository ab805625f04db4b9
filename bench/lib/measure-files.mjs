// Files of a run: first screens, what they take from the server, and what holds the page up meanwhile.
import { longTasks, untilQuiet } from './browser.mjs';
import { LONG_MS, sideBySide, summed } from './measures.mjs';
import { recordFrames, turnWheel } from './reactions.mjs';

const isOfFile = ({ url }) => /get-artifact|\/mlflow-artifacts\//.test(url);
const isOfFolder = ({ url }) => /artifacts\/list\?.*path=/.test(url);

export async function measureArtifacts(context) {
  const { workload } = context;
  const place = workload.artifacts;
  const { folder, ...files } = place.files;
  const result = {};
  for (const [name, file] of Object.entries(files)) {
    const end = name === 'log' ? (product, open) => jumpToEnd(product, open, file) : undefined;
    result[name] = await inTurns(context, file, (product, open) =>
      visitFile(product, open, place, file, end),
    );
  }
  result.folder = await inTurns(context, folder, (product, open) =>
    visitFolder(product, open, place, folder),
  );
  return result;
}

/** MLflow's page is watched for the text from its very start. */
async function inTurns(context, { proof }, visit) {
  const { mlflow, runlens } = context;
  const samples = await sideBySide(
    context,
    (open) => visit(mlflow, open),
    (open) => visit(runlens, open),
    { scripts: { runlens: [], mlflow: [mlflow.files.watchFor(proof)] } },
  );
  return summed(samples, 1);
}

async function visitFile(product, open, place, file, afterwards) {
  const shown = await product.files.openFile(open, product.base, place, file);
  await untilQuiet(open);
  if (file.last && product.files.untilAllIsDrawn) await product.files.untilAllIsDrawn(open, file);
  const originMs = await open.page.evaluate(() => performance.timeOrigin);
  const asked = open.requests.filter(isOfFile);
  const firstByteAt = asked.find((request) => request.firstByteAt)?.firstByteAt;
  const before = asked.filter(({ startedAt }) => startedAt < originMs + (shown.readyMs ?? Infinity));
  const tasks = await longTasks(open.page, firstByteAt === undefined ? 0 : firstByteAt - originMs);
  return {
    ...shown,
    afterFirstByteMs: firstByteAt && originMs + shown.readyMs - firstByteAt,
    firstScreenMB: sumOfBytes(before) / 1e6,
    wholeMB: sumOfBytes(asked) / 1e6,
    fileRequests: asked.length,
    ...countLong(tasks),
    ...(await afterwards?.(product, open)),
  };
}

async function jumpToEnd(product, open, file) {
  if (!product.files.jumpToEnd) return {};
  const bytesBefore = sumOfBytes(open.requests.filter(isOfFile));
  const endMs = await product.files.jumpToEnd(open, file);
  await untilQuiet(open);
  return { endMs, endMB: (sumOfBytes(open.requests.filter(isOfFile)) - bytesBefore) / 1e6 };
}

async function visitFolder(product, open, place, folder) {
  const { readyMs, atMs } = await product.files.openFolder(open, product.base, place, folder);
  await untilQuiet(open);
  const originMs = await open.page.evaluate(() => performance.timeOrigin);
  const answer = open.requests.find((request) => isOfFolder(request) && request.isDone);
  const tasks = await longTasks(open.page, atMs - readyMs);
  const entries = await open.page.evaluate(product.files.countEntries);
  const box = await product.files.folderBox(open, folder);
  const frames = await recordFrames(
    open.page,
    () => turnWheel(open.page, box, { y: 240 }),
    () => ({ all: 0, empty: 0 }),
  );
  return {
    readyMs,
    afterAnswerMs: answer && originMs + atMs - (answer.startedAt + answer.ms),
    entries,
    scrollP95Ms: frames.p95Ms,
    ...countLong(tasks),
  };
}

const sumOfBytes = (requests) => requests.reduce((sum, { bytes = 0 }) => sum + bytes, 0);

const countLong = (tasks) => ({
  tasks: tasks.filter(({ ms }) => ms > LONG_MS).length,
  longestTaskMs: tasks[0]?.ms ?? 0,
});
