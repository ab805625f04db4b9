"""Prints every logged point of a metric as the server's own client reads it: [[step, timestamp, "value"], …].

One line for each run, in the order in which they are named.
"""

import argparse
import json
import logging

logging.getLogger("alembic").setLevel(logging.WARNING)

from mlflow import MlflowClient  # noqa: E402

# SQL stores keep infinities as the largest double (MLflow's sqlalchemy_store); nothing else logs that value here.
LARGEST = 1.7976931348623157e308


def value_text(value):
    """`repr` of the double; 'NaN', 'Infinity', '-Infinity' for what JSON cannot hold."""
    if value != value:
        return "NaN"
    if abs(value) >= LARGEST:
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracking-uri", required=True)
    parser.add_argument("--run-id", required=True, nargs="+")
    parser.add_argument("--key", required=True)
    options = parser.parse_args()
    client = MlflowClient(options.tracking_uri)
    for run_id in options.run_id:
        history = client.get_metric_history(run_id, options.key)
        print(json.dumps([[point.step, point.timestamp, value_text(point.value)] for point in history]))


if __name__ == "__main__":
    main()
