"""Adds trainings that a scheduler requeued to a database of MLflow 3.17.2, before its server starts.

Two jobs: one of two runs (the second goes on from a checkpoint twenty steps back), one of a single run. Each logs a loss
by step and, on a clock of their own, samples of the machine, whose step is a counter. Straight into the tables, with
times that do not change.
"""

import sqlite3
import sys

NAME = "requeued"
START_MS = 1_790_000_000_000
HOUR_MS = 3_600_000
STEP_MS = 10_000
SAMPLE_MS = 15_000
CPU = "system/cpu_utilization_percentage"

# (name, job, hours after the first, first step, step behind the last)
RUNS = [("first try", "7001", 0, 0, 60), ("second try", "7001", 1, 40, 100), ("in one go", "7002", 2, 0, 80)]


def main() -> None:
    database = sqlite3.connect(sys.argv[1])
    experiment = database.execute("SELECT max(experiment_id) + 1 FROM experiments").fetchone()[0]
    database.execute(
        "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)"
        " VALUES (?, ?, 'mlflow-artifacts:/requeued', 'active', 2, 2)",
        (experiment, NAME),
    )
    for number, (name, job, hours, first, end) in enumerate(RUNS):
        add_run(database, experiment, f"beef{number:028x}", name, job, START_MS + hours * HOUR_MS, range(first, end))
    database.commit()
    database.close()


def add_run(database, experiment, run, name, job, start, steps) -> None:
    end = start + (len(steps) + 1) * STEP_MS
    database.execute(
        "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,"
        " end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
        " VALUES (?, ?, 'LOCAL', '', '', 'ada', 'FINISHED', ?, ?, '', 'active', 'mlflow-artifacts:/requeued', ?)",
        (run, name, start, end, experiment),
    )
    tags = [("mlflow.runName", name), ("slurm_job_id", job)]
    database.executemany("INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)", [(*tag, run) for tag in tags])
    losses = [(step, start + (place + 1) * STEP_MS, 1 / (1 + step / 10)) for place, step in enumerate(steps)]
    add_history(database, run, "train/loss", losses)
    samples = range((end - start) // SAMPLE_MS)
    add_history(database, run, CPU, [(n, start + n * SAMPLE_MS, 40.0 + n % 7) for n in samples])


def add_history(database, run, key, points) -> None:
    database.executemany(
        "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)",
        [(key, value, time, run, step) for step, time, value in points],
    )
    step, time, value = points[-1]
    database.execute(
        "INSERT INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)",
        (key, value, time, run, step),
    )


if __name__ == "__main__":
    main()
