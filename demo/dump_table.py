"""Prints what an MLflow database holds of each active run, read with SQL alone: one JSON object a line.

{"id", "experimentId", "name", "status", "startMs", "endMs", "metrics": {key: "last value"}, "params": {key: "text"}}
"""

import argparse
import json
import sqlite3

# SQL stores keep infinities as the largest double (MLflow's sqlalchemy_store); nothing else logs that value here.
LARGEST = 1.7976931348623157e308


def value_text(value, is_nan):
    """`repr` of the double, or `NaN`, `inf`, `-inf`."""
    if is_nan:
        return "NaN"
    if abs(value) >= LARGEST:
        return "inf" if value > 0 else "-inf"
    return repr(float(value))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    database = sqlite3.connect(parser.parse_args().database)
    runs = {}
    columns = "run_uuid, experiment_id, name, status, start_time, end_time"
    for row in database.execute(f"SELECT {columns} FROM runs WHERE lifecycle_stage = 'active'"):
        run_id, experiment_id, name, status, start_ms, end_ms = row
        runs[run_id] = {
            "id": run_id,
            "experimentId": str(experiment_id),
            "name": name,
            "status": status,
            "startMs": start_ms,
            "endMs": end_ms,
            "metrics": {},
            "params": {},
        }
    for run_id, key, value, is_nan in database.execute("SELECT run_uuid, key, value, is_nan FROM latest_metrics"):
        if run_id in runs:
            runs[run_id]["metrics"][key] = value_text(value, is_nan)
    for run_id, key, value in database.execute("SELECT run_uuid, key, value FROM params"):
        if run_id in runs:
            runs[run_id]["params"][key] = value
    for run in runs.values():
        print(json.dumps(run))


if __name__ == "__main__":
    main()
