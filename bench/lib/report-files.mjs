// Lines of the report about files, registered models, and journeys under other conditions.
import { JOURNEYS } from './measure-journeys.mjs';
import { costRows, NOT_POSSIBLE, row } from './report-row.mjs';

const LIMITS = {
  firstScreenMs: 500,
  firstScreenMB: 1,
  folderMs: 300,
  frameMs: 35,
  taskMs: 50,
  answerRatio: 1.2,
  truthMs: 1000,
};

const FILES = {
  log: 'a log of 60 MB',
  csv: 'a CSV of 12 MB',
  parquet: 'a Parquet file',
  notebook: 'a notebook (MLflow: as raw JSON)',
  longNotebook: 'a notebook of 12 MB, 400 pictures (MLflow: as raw JSON)',
  markdown: 'Markdown of 2.6 MB',
  json: 'JSON of 10 MB as a tree (MLflow: as text)',
};

export function artifactRows({ folder, ...files }) {
  return [
    ...Object.entries(files).flatMap(([name, found]) => fileRows(name, found)),
    row(
      'a folder of 3,000 files, from the click: listed',
      'ms',
      folder.runlens.readyMs,
      folder.mlflow.readyMs,
    ),
    row(
      '… after the server’s answer',
      'ms',
      folder.runlens.afterAnswerMs,
      folder.mlflow.afterAnswerMs,
      LIMITS.folderMs,
    ),
    row('… 3 s of wheel, 95 % of frames within', 'ms', folder.runlens.scrollP95Ms, folder.mlflow.scrollP95Ms),
    row('… entries in the document', 'entries', folder.runlens.entries, folder.mlflow.entries),
    ...taskRows(folder),
  ];
}

function fileRows(name, { runlens, mlflow }) {
  const isRefused = mlflow.readyMs === undefined;
  const theirs = (value) => (isRefused ? NOT_POSSIBLE : value);
  const isLarge = name === 'log' || name === 'csv';
  return [
    row(`${FILES[name]}, cold: first screen`, 'ms', runlens.readyMs, theirs(mlflow.readyMs)),
    ...(isRefused
      ? [row('… MLflow: until it says that it shows nothing', 'ms', undefined, mlflow.refusedMs)]
      : []),
    row(
      '… after the server’s first byte',
      'ms',
      runlens.afterFirstByteMs,
      theirs(mlflow.afterFirstByteMs),
      isLarge ? LIMITS.firstScreenMs : undefined,
    ),
    row(
      '… asked for until then, whole answers',
      'MB',
      runlens.firstScreenMB,
      theirs(mlflow.firstScreenMB),
      name === 'log' ? LIMITS.firstScreenMB : undefined,
    ),
    row('… in all', 'MB', runlens.wholeMB, mlflow.wholeMB),
    row('… the server: processor time', 's', runlens.cpuSeconds, mlflow.cpuSeconds),
    ...(name === 'log'
      ? [
          row('… its last lines, from the click', 'ms', runlens.endMs, NOT_POSSIBLE),
          row('… … fetched for them', 'MB', runlens.endMB, NOT_POSSIBLE),
        ]
      : []),
    ...taskRows({ runlens, mlflow: isRefused ? {} : mlflow }),
  ];
}

const taskRows = ({ runlens, mlflow }) => [
  row('… tasks over 50 ms', 'tasks', runlens.tasks, mlflow.tasks, 0),
  row('… … the longest', 'ms', runlens.longestTaskMs, mlflow.longestTaskMs, LIMITS.taskMs),
];

export function registryRows({ models, model, alias }) {
  const listed = ({ runlens, mlflow }) => [
    row('… after the server’s answer', 'ms', runlens.afterAnswerMs, mlflow.afterAnswerMs),
    row(
      '… from opening to the rows, times from opening to the answer',
      'times',
      runlens.answerRatio,
      mlflow.answerRatio,
      LIMITS.answerRatio,
    ),
    row(
      '… from the request to the rows, times the answer',
      'times',
      runlens.requestRatio,
      mlflow.requestRatio,
    ),
    ...costRows({ runlens, mlflow }),
  ];
  return [
    row('300 registered models, cold: first rows', 'ms', models.runlens.readyMs, models.mlflow.readyMs),
    ...listed(models),
    row('a model of 2,000 versions, cold: first versions', 'ms', model.runlens.readyMs, model.mlflow.readyMs),
    ...listed(model),
    row('… all 2,000 here', 'ms', model.runlens.allMs, NOT_POSSIBLE),
    row(
      '… 3 s of wheel, 95 % of frames within',
      'ms',
      model.runlens.scrollP95Ms,
      NOT_POSSIBLE,
      LIMITS.frameMs,
    ),
    row(
      '… requests after that: metrics of the versions in sight too',
      'requests',
      model.runlens.requestsAfterScroll,
    ),
    row(
      '… version 1 on screen (MLflow: from the mean of 3 clicks)',
      'ms',
      model.runlens.firstVersionMs,
      model.mlflow.firstVersionMs,
    ),
    row('… … clicks', 'clicks', model.runlens.firstVersionClicks, model.mlflow.firstVersionClicks),
    row('… tasks over 50 ms from all here on', 'tasks', model.runlens.tasks, undefined, 0),
    row(
      'an alias is moved: the page shows the truth (MLflow: saved)',
      'ms',
      alias.runlens.truthMs,
      alias.mlflow.savedMs,
      LIMITS.truthMs,
    ),
    row('… without a reload (share of tries)', 'share', 1, alias.mlflow.isTrue),
    row('… MLflow: a reload that shows it', 'ms', undefined, alias.mlflow.reloadMs),
  ];
}

export const journeyRows = (condition, found) =>
  Object.entries(found).flatMap(([name, { runlens, mlflow }]) => [
    row(`${condition}: ${JOURNEYS[name].words}`, 'ms', runlens.readyMs, mlflow.readyMs),
    ...costRows({ runlens, mlflow }, 'until then'),
  ]);
