"""Makes public/demo: mlflow.db.gz, the artifact files and their list, with MLflow 3.17.2 and real trainings."""

import json
import logging
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
import uuid
from pathlib import Path

# Small matrices are slower on several threads, and their sums then differ from run to run.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
os.environ["MLFLOW_ENABLE_ASYNC_TRACE_LOGGING"] = "false"

import mlflow  # noqa: E402
from mlflow import MlflowClient  # noqa: E402

import artifacts  # noqa: E402
import folds  # noqa: E402
import kinds  # noqa: E402
import production  # noqa: E402
import registry  # noqa: E402
import sweep  # noqa: E402
from finish import PUBLIC_ROOT, pack  # noqa: E402
from index_artifacts import write_index  # noqa: E402
from odd_cases import log_odd_cases  # noqa: E402

PUBLIC = Path(__file__).resolve().parent.parent / "public" / "demo"
MODELS_MADE = "2026-11-12 00:00:00.000000"
BEST_NOTE = "# 최고 실행\n\nBest `val/f1` of the sweep:\n\n1. trained\n2. registered\n"
MAX_DATABASE_BYTES = 5_000_000
MAX_ARTIFACT_BYTES = 3_000_000


def main():
    if mlflow.__version__ != "3.17.2":
        raise SystemExit(f"needs mlflow 3.17.2, this is {mlflow.__version__}")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    started = time.monotonic()
    fix_ids()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        root = folder / "artifacts"
        root.mkdir()
        # Runs without an artifact place of their own must not write beside the caller.
        os.chdir(folder)
        database = folder / "mlflow.db"
        uri = f"sqlite:///{database}"
        mlflow.set_tracking_uri(uri)
        fill(MlflowClient(uri), root)
        counts = count(database)
        PUBLIC.mkdir(parents=True, exist_ok=True)
        strip_paths(root)
        pack(database, folder, PUBLIC / "mlflow.db.gz")
        shutil.rmtree(PUBLIC / "artifacts", ignore_errors=True)
        shutil.copytree(root, PUBLIC / "artifacts")
        kinds.write(PUBLIC / "artifacts")
        write_index(PUBLIC)
    report(counts, time.monotonic() - started)


def fix_ids():
    """MLflow names runs and models by uuid4; from a seed, links into the demo stay valid when it is made again."""
    source = random.Random(20261102)
    uuid.uuid4 = lambda: uuid.UUID(int=source.getrandbits(128), version=4)


def fill(client, root):
    step("production")
    made = production.run_production(client, steps=2000, artifact_root=root)
    for name, log in made["runs"].items():
        if hasattr(log, "traceback"):
            artifacts.log_failure(client, log)
        elif "seed" in name:
            artifacts.log_production_run(client, log, artifacts.train_log(log))
    step("folds")
    made = folds.run_folds(client, artifact_root=root)
    for log, mean_f1, confusion, labels in made["runs"]:
        artifacts.log_fold_run(client, log, confusion, labels, mean_f1)
    step("sweep")
    fill_sweep(client, root)
    step("odd cases")
    log_odd_cases(client)
    for found in client.search_experiments(filter_string="name = 'traces only'"):
        shutil.rmtree(found.artifact_location.removeprefix("file://"), ignore_errors=True)


def fill_sweep(client, root):
    made = sweep.run_sweep(client, artifact_root=root)
    ranked = sorted(made["runs"], key=lambda row: row[1])
    for log, f1, model in ranked[-12:]:
        artifacts.log_sweep_run(client, log, model, made["val"], f1)
    step("models")
    chosen = [ranked[-30], ranked[-12], ranked[-1], ranked[-2]]
    versions = []
    for log, f1, model in chosen:
        model_id = registry.log_model(log.id, model, made["val"])
        versions.append((log.id, model_id, f"`val/f1` {f1:.4f}, {log.name}"))
    registry.register(client, "digits-mlp", "숫자 인식 MLP. **champion** serves, challenger waits.", versions)
    registry.register(client, "숫자 분류기 (소형)", "Small networks for the edge device.", versions[:2])
    client.set_tag(ranked[-1][0].id, "mlflow.note.content", BEST_NOTE)


def strip_paths(root):
    """MLmodel files name the folder and the time they were made in."""
    for file in root.rglob("MLmodel"):
        text = file.read_text("utf-8")
        for private in (root.as_uri(), str(root)):
            text = text.replace(private, PUBLIC_ROOT)
        file.write_text(re.sub(r"(?m)^utc_time_created: .*$", f"utc_time_created: '{MODELS_MADE}'", text), "utf-8")


def count(database):
    with sqlite3.connect(database) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("runs", "metrics")}


def step(name):
    print(f"{name} …", file=sys.stderr, flush=True)


def report(counts, seconds):
    database_bytes = (PUBLIC / "mlflow.db.gz").stat().st_size
    files = [file for file in (PUBLIC / "artifacts").rglob("*") if file.is_file()]
    artifact_bytes = sum(file.stat().st_size for file in files)
    summary = {**counts, "databaseBytes": database_bytes, "artifactBytes": artifact_bytes, "files": len(files)}
    print(json.dumps({**summary, "seconds": round(seconds)}))
    if counts["metrics"] < 75_000 or database_bytes > MAX_DATABASE_BYTES or artifact_bytes > MAX_ARTIFACT_BYTES:
        raise SystemExit("the demo is outside its limits")


if __name__ == "__main__":
    main()
