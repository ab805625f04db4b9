"""A sweep of small neural networks on the digits, one point per epoch."""

from itertools import product

import numpy as np
from sklearn.metrics import f1_score, log_loss
from sklearn.neural_network import MLPClassifier

from data_sets import load, split
from run_log import FIRST_DAY_MS, HOUR_MS, RunLog, experiment

NAME = "digits/mlp sweep"
NOTE = "숫자 인식 MLP의 하이퍼파라미터 탐색.\n\nEvery run trains on the same split; compare by `val/f1`."
AUTHORS = ["김지우", "박서준", "Mina Lee"]
USERS = ["jiwoo", "seojun", "mina"]

GRID = {
    "hidden": [(16,), (32,), (64,), (64, 32)],
    "learning_rate": [0.0003, 0.001, 0.003, 0.01],
    "activation": ["relu", "tanh"],
    "alpha": [1e-5, 1e-3],
    "solver": ["adam", "sgd"],
}
SMALL_GRID = {**GRID, "hidden": [(16,), (32,)], "learning_rate": [0.001, 0.01], "alpha": [1e-5]}


def configurations(grid):
    return [dict(zip(grid, values)) for values in product(*grid.values())]


def run_sweep(client, epochs=40, is_small=False, artifact_root=None):
    """Returns {'experiment_id', 'runs': [(RunLog, final f1, model, val data)]}."""
    experiment_id = experiment(client, NAME, NOTE, artifact_root)
    train, val = split(load("digits"))
    runs = []
    for index, config in enumerate(configurations(SMALL_GRID if is_small else GRID)):
        runs.append(train_one(client, experiment_id, index, config, epochs, train, val))
    return {"experiment_id": experiment_id, "runs": runs, "train": train, "val": val}


def train_one(client, experiment_id, index, config, epochs, train, val):
    rng = np.random.default_rng(index)
    hidden = "x".join(map(str, config["hidden"]))
    log = RunLog(
        client,
        experiment_id,
        f"mlp-{hidden}-{config['activation']}-{config['solver']}-{index:03d}",
        # Two or three an hour on working days, as a queue of one machine would start them.
        FIRST_DAY_MS + (index // 24) * 24 * HOUR_MS + (index % 24) * 23 * 60_000 + int(rng.integers(0, 300_000)),
        params={**config, "hidden": hidden, "epochs": epochs, "batch_size": 64, "seed": index},
        tags={
            "Author": AUTHORS[index % 3],
            "Data_version": "digits-1.2" if index % 5 else "digits-1.1",
            "Description": f"{hidden} units, {config['activation']}, {config['solver']}",
            "mlflow.source.name": "train_mlp.py",
        },
        user=USERS[index % 3],
    )
    log.dataset(train, "training")
    log.dataset(val, "validation")
    model = MLPClassifier(
        hidden_layer_sizes=config["hidden"],
        activation=config["activation"],
        solver=config["solver"],
        alpha=config["alpha"],
        learning_rate_init=config["learning_rate"],
        batch_size=64,
        random_state=index,
    )
    at_ms = log.start_ms
    f1 = 0.0
    for epoch in range(epochs):
        model.partial_fit(train.features, train.targets, classes=range(10))
        at_ms += 4_000 + 40 * sum(config["hidden"]) + int(rng.integers(0, 900))
        f1 = log_epoch(log, model, train, val, epoch, at_ms)
    log.finish(at_ms + 2_000)
    return log, f1, model


def log_epoch(log, model, train, val, epoch, at_ms):
    shown = model.predict_proba(val.features)
    guess = shown.argmax(axis=1)
    f1 = f1_score(val.targets, guess, average="macro")
    log.point("train/loss", epoch, model.loss_, at_ms)
    log.point("train/accuracy", epoch, model.score(train.features[:400], train.targets[:400]), at_ms)
    log.point("val/loss", epoch, log_loss(val.targets, shown, labels=range(10)), at_ms)
    log.point("val/accuracy", epoch, (guess == val.targets).mean(), at_ms)
    log.point("val/f1", epoch, f1, at_ms)
    return f1
