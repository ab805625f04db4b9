"""Adds an experiment with more runs than the page reads unasked to a database of MLflow 3.17.2, before its server starts.

Straight into the tables, since the client takes a minute for as many. The runs are small, so that a journey that reads
all of them takes seconds, and the experiment is the oldest, so that it is the last of every list.
"""

import sqlite3
import sys

NAME = "many runs"
RUN_COUNT = 10_240
START_MS = 1_700_000_000_000


def main() -> None:
    database = sqlite3.connect(sys.argv[1])
    experiment = database.execute("SELECT max(experiment_id) + 1 FROM experiments").fetchone()[0]
    database.execute(
        "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)"
        " VALUES (?, ?, 'mlflow-artifacts:/many', 'active', 1, 1)",
        (experiment, NAME),
    )
    runs = [(f"cafe{n:028x}", f"small {n:05d}", START_MS + n * 1000) for n in range(RUN_COUNT)]
    database.executemany(
        "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,"
        " end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
        f" VALUES (?, ?, 'LOCAL', '', '', 'ada', 'FINISHED', ?, ?, '', 'active', 'mlflow-artifacts:/many', {experiment})",
        [(run, name, start, start + 500) for run, name, start in runs],
    )
    database.executemany(
        "INSERT INTO tags (key, value, run_uuid) VALUES ('mlflow.runName', ?, ?)", [(name, run) for run, name, _ in runs]
    )
    database.commit()
    database.close()


if __name__ == "__main__":
    main()
