"""Weighted multi-token prediction in small: a network reads 16 pixels of a digit and predicts the next ones.

Pixels further ahead may weigh less. Each configuration is a parent run with three seeds below it; beside them stand
a run that failed, one that was killed and one that diverged.
"""

import traceback

import numpy as np
from sklearn.neural_network import MLPRegressor

from data_sets import load
from run_log import DAY_MS, FIRST_DAY_MS, HOUR_MS, RunLog, experiment

NAME = "weighted-mtp/production"
NOTE = "Weighted multi-token prediction.\n\n- three seeds per configuration\n- 부모 실행 아래에 시드별 실행"
CONTEXT = 16
VAL_EVERY = 25
DECAY = 0.6
CONFIGURATIONS = [(1, "uniform"), (2, "uniform"), (2, "decay"), (4, "uniform"), (4, "decay")]


def run_production(client, steps=1500, artifact_root=None):
    """Returns {'experiment_id', 'runs': {name: RunLog}}."""
    experiment_id = experiment(client, NAME, NOTE, artifact_root)
    data = load("digits")
    runs = {}
    for index, (horizon, weighting) in enumerate(CONFIGURATIONS):
        start_ms = FIRST_DAY_MS + (4 + index) * DAY_MS + 9 * HOUR_MS
        parent = parent_run(client, experiment_id, horizon, weighting, start_ms, data)
        runs[parent.name] = parent
        child_losses = []
        for seed in range(3):
            child = child_log(client, experiment_id, parent, horizon, weighting, seed, start_ms + seed * HOUR_MS)
            child_losses.append(train_child(child, data, horizon, weighting, seed, steps))
            runs[child.name] = child
        parent.point("val/loss_mean", 0, np.mean(child_losses), start_ms + 3 * HOUR_MS)
        parent.point("val/loss_std", 0, np.std(child_losses), start_ms + 3 * HOUR_MS)
        parent.finish(start_ms + 3 * HOUR_MS)
    for log in (failed_run(client, experiment_id, data), killed_run(client, experiment_id, data, steps)):
        runs[log.name] = log
    diverged = diverging_run(client, experiment_id)
    runs[diverged.name] = diverged
    return {"experiment_id": experiment_id, "runs": runs}


def parent_run(client, experiment_id, horizon, weighting, start_ms, data):
    log = RunLog(
        client,
        experiment_id,
        f"mtp-h{horizon}-{weighting}",
        start_ms,
        params={"horizon": horizon, "weighting": weighting, "seeds": 3},
        tags={
            "Author": "김지우",
            "Description": f"세 시드 평균, horizon {horizon}",
            "Data_version": "digits-1.2",
            "mlflow.note.content": f"## horizon {horizon}, {weighting}\n\nThree seeds; **mean** and deviation of "
            f"`val/loss` are logged on this run.\n\n| seed | lr |\n|---|---|\n| 0–2 | 0.002 |\n",
        },
    )
    log.dataset(data, "training")
    return log


def child_log(client, experiment_id, parent, horizon, weighting, seed, start_ms):
    return RunLog(
        client,
        experiment_id,
        f"mtp-h{horizon}-{weighting}-seed{seed}",
        start_ms,
        params={"horizon": horizon, "weighting": weighting, "seed": seed, "lr": 0.002, "hidden": 48, "batch": 64},
        tags={
            "Author": ["김지우", "박서준", "Mina Lee"][seed],
            "Data_version": "digits-1.2",
            "mlflow.parentRunId": parent.id,
            "mlflow.source.name": "train_mtp.py",
        },
        user=["jiwoo", "seojun", "mina"][seed],
    )


def windows(data, horizon):
    """(train x, train y, val x, val y): 16 pixels and the `horizon` pixels that follow, over all digits."""
    pixels = data.features / 16.0
    starts = range(8, 64 - CONTEXT - horizon, 3)
    x = np.stack([pixels[:, start : start + CONTEXT] for start in starts], axis=1)
    y = np.stack([pixels[:, start + CONTEXT : start + CONTEXT + horizon] for start in starts], axis=1)
    cut = 1500
    return (
        x[:cut].reshape(-1, CONTEXT),
        y[:cut].reshape(-1, horizon),
        x[cut:].reshape(-1, CONTEXT)[::4],
        y[cut:].reshape(-1, horizon)[::4],
    )


def weights_of(horizon, weighting):
    weights = np.array([1.0 if weighting == "uniform" else DECAY**ahead for ahead in range(horizon)])
    return weights / weights.sum()


def train_child(log, data, horizon, weighting, seed, steps, stop_at=None):
    """Trains step by step and ends the run; returns the last validation loss."""
    train_x, train_y, val_x, val_y = windows(data, horizon)
    weights = weights_of(horizon, weighting)
    # A weighted squared error is a plain one on targets scaled by the roots of the weights.
    root = np.sqrt(weights)
    rng = np.random.default_rng(seed)
    model = MLPRegressor(hidden_layer_sizes=(48,), learning_rate_init=0.002, random_state=seed)
    at_ms, val_loss = log.start_ms, float("nan")
    for step in range(steps if stop_at is None else stop_at):
        rows = rng.integers(0, len(train_x), 64)
        target = train_y[rows] * root
        model.partial_fit(train_x[rows], target if horizon > 1 else target.ravel())
        at_ms += 1_500 + int(rng.integers(0, 400))
        log.point("train/loss", step, model.loss_, at_ms)
        if step % VAL_EVERY == 0 or step == steps - 1:
            error = (model.predict(val_x).reshape(-1, horizon) / root - val_y) ** 2
            val_loss = float((error * weights).sum(axis=1).mean())
            log.point("val/loss", step, val_loss, at_ms)
            log.point("val/mse_next", step, error[:, 0].mean(), at_ms)
    log.finish(at_ms + 5_000, "FINISHED" if stop_at is None else "KILLED")
    return val_loss


def failed_run(client, experiment_id, data):
    """Ends as such runs do: a broken batch, an exception, the traceback kept."""
    log = RunLog(
        client,
        experiment_id,
        "mtp-h4-decay-깨진 배치",
        FIRST_DAY_MS + 9 * DAY_MS + 10 * HOUR_MS,
        params={"horizon": 4, "weighting": "decay", "seed": 7, "lr": 0.002},
        tags={"Author": "박서준", "Data_version": "digits-1.3-rc1"},
        user="seojun",
    )
    train_x, train_y, _, _ = windows(data, 4)
    model = MLPRegressor(hidden_layer_sizes=(48,), random_state=7)
    at_ms = log.start_ms
    log.traceback = ""
    try:
        for step in range(200):
            batch = train_x[step * 64 : step * 64 + 64].copy()
            if step == 130:
                batch[5, 3] = np.nan
            model.partial_fit(batch, train_y[step * 64 : step * 64 + 64])
            at_ms += 1_700
            log.point("train/loss", step, model.loss_, at_ms)
    except ValueError as error:
        log.traceback = "".join(traceback.format_exception_only(error))
    log.finish(at_ms + 1_000, "FAILED", tags={"Description": log.traceback.splitlines()[0][:200]})
    return log


def killed_run(client, experiment_id, data, steps):
    log = RunLog(
        client,
        experiment_id,
        "mtp-h4-uniform-중단됨",
        FIRST_DAY_MS + 9 * DAY_MS + 13 * HOUR_MS,
        params={"horizon": 4, "weighting": "uniform", "seed": 8, "lr": 0.002},
        tags={"Author": "Mina Lee", "Description": "stopped by hand: the machine was needed"},
        user="mina",
    )
    train_child(log, data, 4, "uniform", 8, steps, stop_at=steps * 2 // 5)
    return log


def diverging_run(client, experiment_id):
    """Gradient descent on unscaled features with a step far too large: the loss overflows, then is no number."""
    data = load("breast_cancer")
    x, y = data.features, data.targets - 0.5
    log = RunLog(
        client,
        experiment_id,
        "발산 lr=0.5",
        FIRST_DAY_MS + 1 * DAY_MS + 8 * HOUR_MS,
        params={"lr": 0.5, "scaled": False},
        tags={"Author": "김지우", "Description": "unscaled features: loss diverges", "mlflow.runColor": "#d62728"},
    )
    log.dataset(data, "training")
    weights = np.zeros(x.shape[1])
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(60):
            error = x @ weights - y
            loss = np.mean(error**2)
            at_ms = log.start_ms + 900 * (step + 1)
            log.point("train/loss", step, loss, at_ms)
            log.point("train/log_likelihood", step, -loss, at_ms)
            weights -= 0.5 * (x.T @ error) / len(x)
    log.finish(at_ms + 1_000)
    return log
