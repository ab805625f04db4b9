"""Writes one run with times that the caller chooses, in as few requests as the server's limits allow."""

from mlflow.data.http_dataset_source import HTTPDatasetSource
from mlflow.data.numpy_dataset import from_numpy
from mlflow.entities import DatasetInput, InputTag, Metric, Param, RunTag

from odd_cases import BATCH_SIZE

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
# 2026-11-02T00:00:00Z: the demo lies in a fixed past, whenever it is made.
FIRST_DAY_MS = 1_793_577_600_000


class RunLog:
    """One run: points are collected in memory and sent by `finish`."""

    def __init__(self, client, experiment_id, name, start_ms, params=None, tags=None, user="jiwoo"):
        self.client = client
        self.start_ms = start_ms
        tags = {"mlflow.user": user, "mlflow.source.type": "LOCAL", **(tags or {})}
        run = client.create_run(experiment_id, start_time=start_ms, run_name=name, tags=tags)
        self.id = run.info.run_id
        self.name = name
        self._points = []
        if params:
            client.log_batch(self.id, params=[Param(key, str(value)) for key, value in params.items()])

    def point(self, key, step, value, at_ms):
        self._points.append(Metric(key, float(value), int(at_ms), int(step)))

    def finish(self, end_ms, status="FINISHED", tags=None):
        """Sends what was collected and ends the run. The last point of each metric becomes its latest value."""
        for start in range(0, len(self._points), BATCH_SIZE):
            self.client.log_batch(self.id, metrics=self._points[start : start + BATCH_SIZE])
        if tags:
            self.client.log_batch(self.id, tags=[RunTag(key, value) for key, value in tags.items()])
        self.client.set_terminated(self.id, status, end_time=int(end_ms))

    def dataset(self, data, context):
        source = HTTPDatasetSource(data.source_url)
        dataset = from_numpy(data.features, targets=data.targets, source=source, name=data.name)
        tag = InputTag("mlflow.data.context", context)
        self.client.log_inputs(self.id, [DatasetInput(dataset._to_mlflow_entity(), [tag])])


def experiment(client, name, note, artifact_root=None):
    """Creates an experiment with a note; with `artifact_root`, its files go to `<root>/<experiment id>`."""
    if artifact_root is None:
        experiment_id = client.create_experiment(name)
    else:
        # The id is known only afterwards; SQLite gives them out in order.
        expected = 1 + max((int(e.experiment_id) for e in client.search_experiments(view_type=3)), default=0)
        experiment_id = client.create_experiment(name, artifact_location=(artifact_root / str(expected)).as_uri())
        assert experiment_id == str(expected), "experiment ids are not in order"
    client.set_experiment_tag(experiment_id, "mlflow.note.content", note)
    return experiment_id
