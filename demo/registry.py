"""Logged models with signatures, and registered models with versions and aliases."""

import mlflow
from mlflow.models import infer_signature

REQUIREMENTS = ["scikit-learn==1.9.1"]
# skops refuses to load types it does not know unless they are named.
TRUSTED = [f"sklearn.neural_network._stochastic_optimizers.{name}" for name in ("AdamOptimizer", "SGDOptimizer")]


def log_model(run_id, model, data):
    """Logs `model` on an ended run and returns the logged model's id."""
    before = mlflow.MlflowClient().get_run(run_id).info
    signature = infer_signature(data.features[:5], model.predict(data.features[:5]))
    with mlflow.start_run(run_id=run_id):
        info = mlflow.sklearn.log_model(
            model, name="model", signature=signature, pip_requirements=REQUIREMENTS, skops_trusted_types=TRUSTED
        )
    # The fluent call ended the run again, now: put its own end back.
    mlflow.MlflowClient().set_terminated(run_id, before.status, end_time=before.end_time)
    return info.model_id


def register(client, name, description, versions):
    """`versions`: (run id, model id, description), oldest first; the best is champion, the newest challenger."""
    client.create_registered_model(name, tags={"team": "비전"}, description=description)
    for run_id, model_id, text in versions:
        client.create_model_version(name, f"models:/{model_id}", run_id=run_id, description=text, model_id=model_id)
    client.set_registered_model_alias(name, "champion", str(max(1, len(versions) - 1)))
    client.set_registered_model_alias(name, "challenger", str(len(versions)))
