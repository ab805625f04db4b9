"""Writes the benchmark's workloads straight into a real MLflow database and prints the folder that holds it.

MLflow creates the schema and the experiments; the rows go in through sqlite3, because logging 7.7 million points
through the client takes hours. Deterministic: the same script and the same numpy give the same rows.

    bench-sweep   10,000 runs x 20 params, 20 metrics (1 step each), 10 tags; 500 runs are children
    bench-charts  10 runs x 10 metrics x 10,000 steps
    bench-long    20 runs x 100,000 steps and one of 1,000,000, each with 9 one-point spikes
    bench-many    500 runs x 2 metrics x 1,000 steps
    bench-dense   100 runs x 25,000 steps
    bench-wide    300 runs x 1,500 metrics (1 step each), 5 params
    bench-columns 50 runs x 12,000 metrics (1 step each), 5 params
    bench-diff    50 runs x 150 params, 150 metrics
    bench-artifacts 1 run with a log of 60 MB, a table of 12 MB as CSV and as Parquet, notebooks,
                    Markdown, JSON, 3,000 small files
    registry      300 models, one of them with 2,000 versions

`--small` writes what `npm test` counts on: a sweep of 1,000 runs, and 3 runs x 20,000 steps with spikes.
Needs the interpreter of an environment with MLflow 3.17.2. The folder is in the user's cache, keyed by these scripts.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import sys
import time
import uuid
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
sys.dont_write_bytecode = True

import mlflow  # noqa: E402
import numpy as np  # noqa: E402
from mlflow import MlflowClient  # noqa: E402

from workload_files import write_files  # noqa: E402
from workload_registry import write_registry  # noqa: E402

PINNED_MLFLOW = "3.17.2"
START_MS = 1_780_000_000_000
STEP_MS = 20
# Key-major, then by time: the order of the primary key of `metrics`, so that its B-tree only ever grows at the end.
INSERT_METRIC = "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)"
INSERT_LATEST = "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, 0, ?)"
INSERT_RUN = (
    "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,"
    " end_time, source_version, lifecycle_stage, artifact_uri, experiment_id, deleted_time)"
    " VALUES (?, ?, 'LOCAL', 'train.py', '', ?, ?, ?, ?, '', 'active', ?, ?, NULL)"
)
SPIKES_PER_RUN = 9


def main() -> None:
    is_small = "--small" in sys.argv[1:]
    if mlflow.__version__ != PINNED_MLFLOW:
        sys.exit(f"make_workload.py needs mlflow {PINNED_MLFLOW}, this interpreter has {mlflow.__version__}")
    target = cache_folder(is_small)
    if not (target / "workload.json").exists():
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.rmtree(draft, ignore_errors=True)
        (draft / "artifacts").mkdir(parents=True)
        write_workload(draft, is_small)
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
    print(target)


def cache_folder(is_small: bool) -> Path:
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    scripts = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256(b"".join(script.read_bytes() for script in scripts)).hexdigest()[:16]
    return root / "runlens" / "bench" / (f"small-{digest}" if is_small else digest)


def write_workload(folder: Path, is_small: bool) -> None:
    began = time.monotonic()
    path = folder / "mlflow.db"
    client = MlflowClient(tracking_uri=f"sqlite:///{path}")
    large = ("charts", "wide", "columns", "many", "dense", "diff", "artifacts")
    ids = {
        name: client.create_experiment(f"bench-{name}", artifact_location=f"mlflow-artifacts:/bench-{name}")
        for name in ("sweep", "long", *(() if is_small else large))
    }
    client._tracking_client.store._dispose_engine()
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
    indexes = drop_indexes(database)
    if is_small:
        manifest = {
            "sweep": write_sweep(database, ids["sweep"], count=1_000),
            "long": write_long(database, ids["long"], lengths=[20_000] * 3),
        }
    else:
        manifest = write_all(database, ids, folder)
    for statement in indexes:
        database.execute(statement)
    database.commit()
    database.executescript("PRAGMA journal_mode = DELETE;")
    database.close()
    manifest["seconds"] = round(time.monotonic() - began, 1)
    manifest["databaseBytes"] = path.stat().st_size
    (folder / "workload.json").write_text(json.dumps(manifest))


def write_all(database: sqlite3.Connection, ids: dict[str, str], folder: Path) -> dict:
    return {
        "sweep": write_sweep(database, ids["sweep"], count=10_000),
        "charts": write_charts(database, ids["charts"]),
        "long": write_long(database, ids["long"], lengths=[100_000] * 20 + [1_000_000]),
        "wide": write_keys(database, "wide", ids["wide"], seed=4, runs=300, keys=1_500),
        "columns": write_keys(database, "columns", ids["columns"], seed=5, runs=50, keys=12_000),
        "many": write_curves(database, "many", ids["many"], seed=6, runs=500, keys=["acc", "loss"], steps=1_000),
        "dense": write_curves(database, "dense", ids["dense"], seed=7, runs=100, keys=["loss"], steps=25_000),
        "diff": write_diff(database, ids["diff"]),
        "artifacts": write_artifacts(database, ids["artifacts"], folder / "artifacts"),
        "registry": write_registry(database, START_MS, [run_id("sweep", i) for i in range(2_000)]),
    }


def drop_indexes(database: sqlite3.Connection) -> list[str]:
    """Drops the plain indexes of the tables filled here, and returns what creates them again."""
    rows = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('metrics', 'latest_metrics', 'params', 'tags')"
    ).fetchall()
    for name, _ in rows:
        database.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in rows]


def run_id(*words: object) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "runlens-bench:" + ":".join(map(str, words))).hex


def add_runs(database: sqlite3.Connection, experiment: str, runs: list[tuple]) -> None:
    """`runs`: (id, name, user, status, start ms, end ms)."""
    database.executemany(
        INSERT_RUN,
        [(i, name, user, status, start, end, f"mlflow-artifacts:/{experiment}/{i}/artifacts", experiment)
         for i, name, user, status, start, end in runs],
    )


def add_tags(database: sqlite3.Connection, rows: list[tuple]) -> None:
    database.executemany("INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)", rows)


def write_sweep(database: sqlite3.Connection, experiment: str, *, count: int) -> dict:
    random = np.random.Generator(np.random.PCG64(1))
    ids = [run_id("sweep", i) for i in range(count)]
    starts = [START_MS + i * 60_000 for i in range(count)]
    users = ["kim", "lee", "park", "ada"]
    status = ["FINISHED"] * 17 + ["FAILED", "KILLED", "FINISHED"]
    add_runs(
        database,
        experiment,
        [(ids[i], f"trial-{i:05d}", users[i % 4], status[i % 20], starts[i], starts[i] + 1000 * (30 + i % 4000))
         for i in range(count)],
    )
    texts = [("optimizer", ["adam", "sgd", "lion"]), ("dataset", ["digits", "wine", "iris", "cancer"]), ("x", ["alpha", "beta"])]
    params = [(key, values[int(p)], ids[i]) for key, values in texts for i, p in enumerate(random.integers(0, len(values), count))]
    for k in range(20 - len(texts)):
        drawn = 10 ** random.uniform(-5, 0, count)
        params += [(f"p{k:02d}", f"{value:.6g}", ids[i]) for i, value in enumerate(drawn.tolist())]
    database.executemany("INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)", params)
    metrics = []
    for k in range(20):
        key = f"val/m{k:02d}"
        metrics += [(key, value, starts[i] + 1000, ids[i], 100) for i, value in enumerate(random.random(count).tolist())]
    database.executemany(INSERT_METRIC, metrics)
    database.executemany(INSERT_LATEST, [(key, value, at, step, i) for key, value, at, i, step in metrics])
    tags = [
        row
        for i, own in enumerate(ids)
        for row in [
            ("mlflow.runName", f"trial-{i:05d}", own),
            ("mlflow.user", users[i % 4], own),
            ("mlflow.source.name", "train.py", own),
            ("mlflow.source.type", "LOCAL", own),
            # Every 20th run is a child of one of its neighbours, so that parents are spread over all pages.
            ("mlflow.parentRunId", ids[i - 1], own) if i % 20 == 10 else ("stage", "top", own),
            *((f"t{k}", f"value-{(i * 7 + k) % 50}", own) for k in range(5)),
        ]
    ]
    add_tags(database, tags)
    return {"experimentId": experiment, "runs": count, "runIds": ids, "metrics": 20, "params": 20, "tags": 10}


def write_charts(database: sqlite3.Connection, experiment: str) -> dict:
    names = [f"{part}/{what}" for part in ("train", "val") for what in ("loss", "acc", "f1", "lr", "grad_norm")]
    return write_curves(database, "charts", experiment, seed=2, runs=10, keys=names, steps=10_000)


def write_curves(
    database: sqlite3.Connection, name: str, experiment: str, *, seed: int, runs: int, keys: list[str], steps: int
) -> dict:
    ids = [run_id(name, i) for i in range(runs)]
    span = steps * STEP_MS
    starts = [START_MS + i * (span + 60_000) for i in range(runs)]
    add_runs(
        database,
        experiment,
        [(ids[i], f"{name}-{i}", "ada", "FINISHED", starts[i], starts[i] + span) for i in range(runs)],
    )
    add_tags(database, [("mlflow.runName", f"{name}-{i}", own) for i, own in enumerate(ids)])
    for k, key in enumerate(keys):
        for i, own in enumerate(ids):
            values = curve(np.random.Generator(np.random.PCG64([seed, k, i])), steps)
            add_history(database, key, own, starts[i], values)
    return {"experimentId": experiment, "runIds": ids, "keys": keys, "steps": steps}


def write_long(database: sqlite3.Connection, experiment: str, *, lengths: list[int]) -> dict:
    ids = [run_id("long", i) for i in range(len(lengths))]
    start, runs, spikes, low, high = START_MS, [], [], float("inf"), float("-inf")
    for i, steps in enumerate(lengths):
        random = np.random.Generator(np.random.PCG64([3, i]))
        values = curve(random, steps)
        # One spike in each ninth of the run; heights differ everywhere, so that each can be told from the others.
        for s in range(SPIKES_PER_RUN):
            step = int((s + random.uniform(0.1, 0.9)) * steps / SPIKES_PER_RUN)
            height = 4.0 + 5.8 * (i * SPIKES_PER_RUN + s) / (len(lengths) * SPIKES_PER_RUN - 1)
            values[step] = height
            spikes.append({"run": i, "step": step, "value": height})
        add_history(database, "loss", ids[i], start, values)
        runs.append((ids[i], f"long-{i:02d}", "ada", "FINISHED", start, start + steps * STEP_MS))
        start += steps * STEP_MS + 60_000
        low, high = min(low, float(values.min())), max(high, float(values.max()))
    add_runs(database, experiment, runs)
    add_tags(database, [("mlflow.runName", name, own) for own, name, *_ in runs])
    return {
        "experimentId": experiment,
        "key": "loss",
        "runIds": ids,
        "lengths": lengths,
        "spikes": spikes,
        "valueExtent": [low, high],
        "stepExtent": [0, max(lengths) - 1],
    }


def write_keys(database: sqlite3.Connection, name: str, experiment: str, *, seed: int, runs: int, keys: int) -> dict:
    """Many keys in a tree of three levels: groups of 100 keys, each half `train` and half `val`."""
    random = np.random.Generator(np.random.PCG64(seed))
    ids = [run_id(name, i) for i in range(runs)]
    starts = [START_MS + i * 60_000 for i in range(runs)]
    add_runs(
        database,
        experiment,
        [(ids[i], f"{name}-{i:03d}", "ada", "FINISHED", starts[i], starts[i] + 30_000) for i in range(runs)],
    )
    add_tags(database, [("mlflow.runName", f"{name}-{i:03d}", own) for i, own in enumerate(ids)])
    params = [("seed", lambda i: i % 5), ("lr", lambda i: 10 ** -(1 + i % 4)), ("layers", lambda i: 2 + i % 3),
              ("optimizer", lambda i: ("adam", "sgd")[i % 2]), ("code", lambda i: "v1")]
    database.executemany(
        "INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)",
        [(key, str(value_of(i)), own) for key, value_of in params for i, own in enumerate(ids)],
    )
    for k in range(keys):
        key = f"group{k // 100:03d}/{('train', 'val')[k // 50 % 2]}/metric_{k:05d}"
        metrics = [(key, value, starts[i] + 1000, ids[i], 1) for i, value in enumerate(random.random(runs).tolist())]
        database.executemany(INSERT_METRIC, metrics)
        database.executemany(INSERT_LATEST, [(key, value, at, step, i) for key, value, at, i, step in metrics])
    return {"experimentId": experiment, "runs": runs, "metrics": keys, "params": len(params)}


def write_diff(database: sqlite3.Connection, experiment: str) -> dict:
    """Runs of 150 params, a third of which differ, and 150 metrics, which all do."""
    random, count, keys = np.random.Generator(np.random.PCG64(8)), 50, 150
    ids = [run_id("diff", i) for i in range(count)]
    starts = [START_MS + i * 60_000 for i in range(count)]
    add_runs(
        database,
        experiment,
        [(ids[i], f"diff-{i:03d}", "ada", "FINISHED", starts[i], starts[i] + 30_000) for i in range(count)],
    )
    add_tags(database, [("mlflow.runName", f"diff-{i:03d}", own) for i, own in enumerate(ids)])
    database.executemany(
        "INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)",
        [(f"setting_{k:03d}", str(i % 7 if k % 3 == 0 else k), own) for k in range(keys) for i, own in enumerate(ids)],
    )
    for k in range(keys):
        key = f"val/score_{k:03d}"
        metrics = [(key, value, starts[i] + 1000, ids[i], 1) for i, value in enumerate(random.random(count).tolist())]
        database.executemany(INSERT_METRIC, metrics)
        database.executemany(INSERT_LATEST, [(key, value, at, step, i) for key, value, at, i, step in metrics])
    return {"experimentId": experiment, "runIds": ids, "params": keys, "metrics": keys}


def write_artifacts(database: sqlite3.Connection, experiment: str, root: Path) -> dict:
    own = run_id("artifacts", 0)
    add_runs(database, experiment, [(own, "files-0", "ada", "FINISHED", START_MS, START_MS + 30_000)])
    add_tags(database, [("mlflow.runName", "files-0", own)])
    files = write_files(root / experiment / own / "artifacts")
    return {"experimentId": experiment, "runId": own, "files": files}


def curve(random: np.random.Generator, steps: int) -> np.ndarray:
    """A decaying loss between 0.1 and 2.5 with noise: no point of it comes near the spikes' heights."""
    x = np.linspace(0, 1, steps)
    return np.clip(0.2 + 2.0 * np.exp(-5 * x) + random.normal(0, 0.05, steps), 0.1, 2.5)


def add_history(database: sqlite3.Connection, key: str, own: str, start_ms: int, values: np.ndarray) -> None:
    last = len(values) - 1
    rows = ((key, value, start_ms + step * STEP_MS, own, step) for step, value in enumerate(values.tolist()))
    database.executemany(INSERT_METRIC, rows)
    database.execute(INSERT_LATEST, (key, float(values[last]), start_ms + last * STEP_MS, last, own))


if __name__ == "__main__":
    main()
