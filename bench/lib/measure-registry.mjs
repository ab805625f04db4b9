// The model registry: lists, a model of 2,000 versions, and an alias that moves.
import { costOfRequests, isOfApi, longTasks, untilQuiet } from './browser.mjs';
import { poll } from './measure.mjs';
import { LONG_MS, sideBySide, summed } from './measures.mjs';
import { recordFrames, turnWheel } from './reactions.mjs';

const ALIAS = 'champion';
const PAGE = 25;
const NEXT_CLICKS = 3;

export async function measureRegistry(context) {
  const { workload } = context;
  try {
    return {
      models: await inTurns(context, (product, open) => visitModels(product, open, workload.registry)),
      model: await inTurns(context, (product, open) => visitModel(product, open, workload.registry)),
      alias: await inTurns(context, (product, open) => visitAlias(context, product, open)),
    };
  } finally {
    await putBack(context);
  }
}

async function inTurns(context, visit) {
  const { mlflow, runlens } = context;
  const samples = await sideBySide(
    context,
    (open) => visit(mlflow, open),
    (open) => visit(runlens, open),
  );
  return summed(samples, 2);
}

async function visitModels(product, open, registry) {
  const { readyMs } = await product.files.openModels(open, product.base, registry);
  await untilQuiet(open);
  return {
    readyMs,
    ...(await timesOfAnswer(open, readyMs, [/registered-models\/search/])),
    ...costOfRequests(open),
  };
}

async function visitModel(product, open, registry) {
  const { readyMs, rows } = await product.files.openModel(open, product.base, registry);
  const timed = await timesOfAnswer(open, readyMs, [
    /model-versions\/search/,
    // The aliases at the rows.
    /registered-models\/get/,
  ]);
  if (!product.files.untilAllVersions)
    return { readyMs, rows, ...timed, ...(await pageOn(product, open, registry)) };
  const allMs = await product.files.untilAllVersions(open, registry);
  await untilQuiet(open);
  const cost = costOfRequests(open);
  const sinceMs = await open.page.evaluate(() => performance.now());
  const box = await product.files.versionsBox(open);
  const frames = await recordFrames(
    open.page,
    () => turnWheel(open.page, box, { y: 240 }),
    () => ({ all: 0, empty: 0 }),
  );
  const first = await product.files.toFirstVersion(open);
  await untilQuiet(open);
  const tasks = (await longTasks(open.page, sinceMs)).filter(({ ms }) => ms > LONG_MS);
  return {
    readyMs,
    allMs,
    ...timed,
    ...cost,
    requestsAfterScroll: open.requests.filter(isOfApi).length,
    scrollP95Ms: frames.p95Ms,
    firstVersionMs: first.ms,
    firstVersionClicks: first.clicks,
    tasks: tasks.length,
    longestTaskMs: tasks[0]?.ms ?? 0,
  };
}

/** Version 1 is worked out from some clicks: nobody has the patience for 79 of them. */
async function pageOn(product, open, { versions }) {
  await untilQuiet(open);
  const cost = costOfRequests(open);
  const times = [];
  for (let index = 0; index < NEXT_CLICKS; index += 1) {
    times.push(await product.files.nextPage(open));
    await untilQuiet(open, 300);
  }
  const clicks = Math.ceil(versions / PAGE) - 1;
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  return { ...cost, firstVersionMs: mean * clicks, firstVersionClicks: clicks };
}

/**
 * How much later than the server's answer the first rows were there: from the opening, and from the request on. Where rows
 * need several answers it is the last of these.
 */
async function timesOfAnswer(open, readyMs, patterns) {
  const originMs = await open.page.evaluate(() => performance.timeOrigin);
  const answers = patterns.flatMap(
    (pattern) => open.requests.find(({ url, isDone }) => pattern.test(url) && isDone) ?? [],
  );
  if (answers.length === 0) return {};
  const startedAt = Math.min(...answers.map((answer) => answer.startedAt));
  const endedAt = Math.max(...answers.map((answer) => answer.startedAt + answer.ms));
  const rowsMs = originMs + readyMs - startedAt;
  const answerMs = endedAt - startedAt;
  const afterAnswerMs = rowsMs - answerMs;
  return {
    answerMs,
    afterAnswerMs,
    answerRatio: readyMs / (readyMs - afterAnswerMs),
    requestRatio: rowsMs / answerMs,
  };
}

async function visitAlias(context, product, open) {
  const { workload, mlflow } = context;
  const { big, versions } = workload.registry;
  await product.files.openModel(open, product.base, workload.registry);
  await untilQuiet(open);
  const before = await holderOf(context);
  // Between two of those that both products list first.
  const version = [versions - 3, versions - 4].find((one) => one !== before);
  const moved = await product.files.moveAlias(open, ALIAS, version);
  const isMoved = await poll(async () => (await holderOf(context)) === version, 10_000);
  if (!isMoved) throw new Error(`${ALIAS} of ${big} did not move to ${version}`);
  if (product !== mlflow) return { truthMs: moved, clicks: 4 };
  return { ...moved, reloadMs: await mlflow.files.reloadForAlias(open, ALIAS, version), clicks: 3 };
}

const api = async ({ mlflow }, path, method = 'GET', body) => {
  const answer = await fetch(`${mlflow.base}/api/2.0/mlflow/${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
  return answer.json();
};

async function holderOf(context) {
  const { big } = context.workload.registry;
  const answer = await api(context, `registered-models/alias?name=${big}&alias=${ALIAS}`);
  return Number(answer.model_version.version);
}

/** The workload stays what it was: the alias at its place, no history of moves. */
async function putBack(context) {
  const { big, champion } = context.workload.registry;
  await api(context, 'registered-models/alias', 'POST', {
    name: big,
    alias: ALIAS,
    version: String(champion),
  });
  const { registered_model: model } = await api(context, `registered-models/get?name=${big}`);
  for (const { key } of model.tags ?? []) {
    await api(context, 'registered-models/delete-tag', 'DELETE', { name: big, key });
  }
}
