// One line of the report: a measure of both products, and whether its target is met.

/** What MLflow's UI cannot do at all. */
export const NOT_POSSIBLE = 'not possible';

export const row = (measure, unit, runlens, mlflow, limit) => ({
  measure,
  unit,
  runlens,
  mlflow,
  limit,
  isMet: limit === undefined || middle(runlens) === undefined ? undefined : middle(runlens) <= limit,
});

export const middle = (value) => (typeof value === 'object' && value !== null ? value.median : value);

/** What the visit cost the tracking server. */
export const costRows = ({ runlens, mlflow }, note) => [
  row(`… the server: requests${note ? ` (${note})` : ''}`, 'requests', runlens.requests, mlflow.requests),
  row('… the server: data sent', 'MB', runlens.dataMB, mlflow.dataMB),
  row('… the server: processor time', 's', runlens.cpuSeconds, mlflow.cpuSeconds),
];
