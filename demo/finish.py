"""Turns the database of the making into the one that ships: fixed times, no machine paths, packed."""

import gzip
import sqlite3
from pathlib import Path

from run_log import DAY_MS, FIRST_DAY_MS

# Where a file lies is written as a server with the artifact proxy writes it; see README.md.
PUBLIC_ROOT = "mlflow-artifacts:"
PATH_COLUMNS = [
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
    ("trace_tags", "value"),
    ("tags", "value"),
]


def pack(database, made_in, target):
    """Writes `target` (gzip) from `database`, which names files below the folder `made_in`."""
    with sqlite3.connect(database) as connection:
        replace_paths(connection, made_in)
        fix_times(connection)
        connection.commit()
        connection.execute("VACUUM")
    connection.close()
    data = Path(database).read_bytes()
    for private in (str(made_in).encode(), str(Path.home()).encode()):
        if private in data:
            raise SystemExit(f"the database still names {private.decode()}")
    # No time stamp in the header, so the same database gives the same file.
    Path(target).write_bytes(gzip.compress(data, 9, mtime=0))


def replace_paths(connection, made_in):
    for table, column in PATH_COLUMNS:
        # `mlruns` is where experiments without a place of their own put files.
        for start in [root for at in (made_in / "artifacts", made_in / "mlruns") for root in (at.as_uri(), str(at))]:
            connection.execute(
                f"UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE instr({column}, ?)",
                (start, PUBLIC_ROOT, start),
            )
    connection.execute("UPDATE experiments SET artifact_location = 'mlflow-artifacts:/0' WHERE experiment_id = 0")


def fix_times(connection):
    """Experiments, models and traces carry the clock of the making; the demo lies in a fixed past."""
    experiments = connection.execute("SELECT experiment_id FROM experiments ORDER BY experiment_id").fetchall()
    for index, (experiment_id,) in enumerate(experiments):
        created = FIRST_DAY_MS - DAY_MS + index * 60_000
        connection.execute(
            "UPDATE experiments SET creation_time = ?, last_update_time = ? WHERE experiment_id = ?",
            (created, created, experiment_id),
        )
    models = FIRST_DAY_MS + 11 * DAY_MS
    connection.execute("UPDATE registered_models SET creation_time = ?, last_updated_time = ?", (models, models))
    connection.execute(
        "UPDATE model_versions SET creation_time = ?1 + version * 3600000, last_updated_time = ?1 + version * 3600000",
        (models,),
    )
    connection.execute(
        "UPDATE logged_models SET creation_timestamp_ms = ?1, last_updated_timestamp_ms = ?1", (models - DAY_MS,)
    )
    connection.execute(
        "UPDATE logged_model_metrics SET metric_timestamp_ms = ?1 WHERE metric_timestamp_ms > ?1", (models - DAY_MS,)
    )
    connection.execute("UPDATE trace_info SET timestamp_ms = ?", (models,))
    connection.execute("UPDATE trace_request_metadata SET value = 'jiwoo' WHERE key = 'mlflow.user'")
