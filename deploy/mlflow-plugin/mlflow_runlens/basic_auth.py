"""Runlens and MLflow's basic auth: `mlflow server --app-name runlens-basic-auth`.

MLflow makes the database of its users before it starts the workers, but only for an app that is called `basic-auth`.
Its command imports the module of an app once, in the process that starts the workers: there the same is done here.
Left to the workers, all of them would make the tables of a new database at the same time, and a missing password would
start and end them for ever.
"""

import os
import secrets

from mlflow_runlens import QuietSignIn, add_runlens, place_of_runlens, runs_under_uvicorn

_READY = "_RUNLENS_AUTH_READY"


def create_app(app=None):
    if app is None:
        from mlflow.server import app
    from mlflow.server import auth

    add_runlens(app)
    guarded = auth.create_app(app)
    if runs_under_uvicorn():
        guarded.add_middleware(QuietSignIn, place=place_of_runlens())
    return guarded


def prepare_users():
    """The database of users with its administrator, once for all workers."""
    from mlflow import environment_variables as variables
    from mlflow.server import auth

    if not variables.MLFLOW_FLASK_SERVER_SECRET_KEY.get():
        from mlflow.exceptions import MlflowException

        raise MlflowException("Set MLFLOW_FLASK_SERVER_SECRET_KEY to a secret of your own: sign-in needs it.")
    if hasattr(auth, "bootstrap_admin_user"):
        auth.bootstrap_admin_user()
    else:
        auth.store.init_db(auth.auth_config.database_uri)
        auth.create_admin_user(auth.auth_config.admin_username, auth.auth_config.admin_password)
    # Inherited by the workers; MLflow tells them the same in the same words (3.17).
    os.environ[_READY] = os.environ["_MLFLOW_AUTH_ADMIN_BOOTSTRAPPED"] = "true"
    # With it jobs of the server reach its gateway; made for `basic-auth` only, too.
    os.environ.setdefault("_MLFLOW_INTERNAL_GATEWAY_AUTH_TOKEN", secrets.token_hex(32))


if os.environ.get(_READY) != "true":
    prepare_users()
