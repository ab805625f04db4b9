"""Fills a tracking server or database for tests, with whatever MLflow client is installed. Prints JSON."""

import argparse
import contextlib
import json
import logging
import os
import sys

# Small matrices are slower on several threads, and their sums then differ from run to run.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
logging.getLogger("alembic").setLevel(logging.WARNING)

import mlflow  # noqa: E402
from mlflow import MlflowClient  # noqa: E402

PARTS = ["odd", "production", "sweep"]


def seed(client, parts):
    """Returns {part: {'experiments': {name: id}, 'runs': {name: id}}}."""
    answer = {}
    if "odd" in parts:
        from odd_cases import log_odd_cases

        answer["odd"] = log_odd_cases(client)
    if "production" in parts:
        import production

        made = production.run_production(client, steps=200)
        runs = {name: log.id for name, log in made["runs"].items()}
        answer["production"] = {"experiments": {production.NAME: made["experiment_id"]}, "runs": runs}
    if "sweep" in parts:
        import sweep

        made = sweep.run_sweep(client, epochs=10, is_small=True)
        runs = {log.name: log.id for log, _, _ in made["runs"]}
        answer["sweep"] = {"experiments": {sweep.NAME: made["experiment_id"]}, "runs": runs}
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracking-uri", required=True)
    parser.add_argument("--parts", default=",".join(PARTS), help="comma list of: odd, production, sweep")
    options = parser.parse_args()
    parts = options.parts.split(",")
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        parser.error(f"unknown parts: {', '.join(unknown)}")
    mlflow.set_tracking_uri(options.tracking_uri)
    # Against a server, the client prints a link for each ended run; standard output is for the JSON alone.
    with contextlib.redirect_stdout(sys.stderr):
        answer = seed(MlflowClient(options.tracking_uri), parts)
    print(json.dumps({"mlflow": mlflow.__version__, "parts": answer}, ensure_ascii=False))


if __name__ == "__main__":
    main()
