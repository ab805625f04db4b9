"""Runs that a dashboard gets wrong easily: NaN, infinities, repeated, negative and late steps, odd names.

Works with the clients of MLflow 2.22.4 and 3.17.2. Every time stamp is fixed, so answers can be compared in tests.
"""

import sys

from mlflow.entities import Metric, Param

BASE_MS = 1780000000000
RUN_LENGTH_MS = 60_000
# log-batch refuses more than 1000 metrics in one request (MLflow's validation, both versions).
BATCH_SIZE = 1000


def log_points(client, run_id, key, points):
    """Logs `points`, an iterable of (step, timestamp_ms, value), in that order."""
    metrics = [Metric(key, value, timestamp, step) for step, timestamp, value in points]
    for start in range(0, len(metrics), BATCH_SIZE):
        client.log_batch(run_id, metrics=metrics[start : start + BATCH_SIZE])


def in_order(steps_and_values):
    """Points whose time stamps count up by 1 ms in logging order."""
    return [(step, BASE_MS + n, value) for n, (step, value) in enumerate(steps_and_values)]


def nan_and_inf(client, run_id):
    odd = {3: float("nan"), 5: float("inf"), 7: float("-inf")}
    log_points(client, run_id, "loss", in_order((step, odd.get(step, step / 10)) for step in range(10)))
    log_points(client, run_id, "last_nan", in_order([(0, 0.5), (1, float("nan"))]))


def duplicate_steps(client, run_id):
    points = [(step, BASE_MS + 3 * step + k, step + 0.1 * k) for step in range(20) for k in range(3)]
    log_points(client, run_id, "loss", points)


def negative_steps(client, run_id):
    log_points(client, run_id, "loss", in_order((step, float(step)) for step in range(-50, 51)))


def late_steps(client, run_id):
    steps = [*range(10, 20), *range(10)]
    log_points(client, run_id, "loss", in_order((step, float(step)) for step in steps))


def single_point(client, run_id):
    log_points(client, run_id, "loss", in_order([(7, 0.25)]))


def long_with_spike(client, run_id):
    values = ((step, 9.8 if step == 12345 else 1 / (1 + step / 1000)) for step in range(20_000))
    log_points(client, run_id, "loss", in_order(values))


def huge_and_tiny(client, run_id):
    log_points(client, run_id, "loss", in_order([(0, 1e-300), (1, 2e-300), (2, 3e-300)]))
    log_points(client, run_id, "digits", in_order([(0, 0.123456789012), (1, 0.123456789013)]))


def no_metrics(client, run_id):
    pass


def names(client, run_id):
    log_points(client, run_id, "val/f1 score", in_order([(0, 0.5)]))
    client.log_batch(run_id, params=[Param("model/depth", "3"), Param("긴 이름", "x" * 250)])


def still_running(client, run_id):
    log_points(client, run_id, "loss", in_order((step, 1 / (1 + step)) for step in range(5)))


ODD_NAME = "names <script>alert(1)</script> \"quoted\" 'single' 한글/slash"

# (name, how to log it, status), oldest first.
ODD_RUNS = [
    ("nan and inf", nan_and_inf, "FINISHED"),
    ("duplicate steps", duplicate_steps, "FINISHED"),
    ("negative steps", negative_steps, "FINISHED"),
    ("late steps", late_steps, "FINISHED"),
    ("single point", single_point, "FINISHED"),
    ("long with spike", long_with_spike, "FINISHED"),
    ("huge and tiny", huge_and_tiny, "FINISHED"),
    ("no metrics", no_metrics, "FINISHED"),
    (ODD_NAME, names, "FINISHED"),
    ("still running", still_running, "RUNNING"),
    ("failed run", no_metrics, "FAILED"),
    ("killed run", no_metrics, "KILLED"),
]


def log_odd_cases(client, experiment_name="odd cases/이상값"):
    """Returns {'experiments': {name: id}, 'runs': {name: id}}. Fails when the experiment is there already."""
    experiment_id = client.create_experiment(experiment_name)
    runs = {}
    for index, (name, log, status) in enumerate(ODD_RUNS):
        start_ms = BASE_MS - 1000 * (len(ODD_RUNS) - index)
        run = client.create_run(experiment_id, start_time=start_ms, run_name=name)
        log(client, run.info.run_id)
        if status != "RUNNING":
            client.set_terminated(run.info.run_id, status, end_time=start_ms + RUN_LENGTH_MS)
        runs[name] = run.info.run_id
    deleted_id = client.create_experiment("odd cases/deleted")
    client.delete_experiment(deleted_id)
    traces_id = client.create_experiment("traces only")
    log_one_trace(client, traces_id)
    experiments = {experiment_name: experiment_id, "odd cases/deleted": deleted_id, "traces only": traces_id}
    return {"experiments": experiments, "runs": runs}


def log_one_trace(client, experiment_id):
    try:
        import mlflow

        # The tracing code of both versions exports to the global address, whatever client is used.
        mlflow.set_tracking_uri(client.tracking_uri)
        root = client.start_trace("answer", inputs={"question": "6 x 7"}, experiment_id=experiment_id)
        client.end_trace(getattr(root, "trace_id", None) or root.request_id, outputs={"answer": 42})
        if hasattr(mlflow, "flush_trace_async_logging"):
            mlflow.flush_trace_async_logging()
    except Exception as error:  # traces are a side dish: runs must be seeded whatever the client can do
        print(f"no trace logged: {error!r}", file=sys.stderr)
