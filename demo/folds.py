"""Five-fold cross-validation of linear models, with a curve for each fold."""

import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score, log_loss
from sklearn.model_selection import StratifiedKFold

from data_sets import load
from run_log import DAY_MS, FIRST_DAY_MS, HOUR_MS, RunLog, experiment

NAME = "의료·와인/교차 검증 5-fold"
NOTE = "5-fold 교차 검증. `fold_1/val_f1` … `fold_5/val_f1` and their mean in `cv_aggregate/mean_f1`."
EPOCHS = 20
LOSSES = ["log_loss", "modified_huber"]
ALPHAS = [1e-4, 1e-2, 1e-1]


def run_folds(client, artifact_root=None):
    """Returns {'experiment_id', 'runs': [(RunLog, mean f1, confusion, labels)]}."""
    experiment_id = experiment(client, NAME, NOTE, artifact_root)
    choices = [(name, loss, alpha) for name in ("breast_cancer", "wine") for loss in LOSSES for alpha in ALPHAS]
    runs = [fold_run(client, experiment_id, index, *choice) for index, choice in enumerate(choices)]
    return {"experiment_id": experiment_id, "runs": runs}


def fold_run(client, experiment_id, index, name, loss, alpha):
    data = load(name)
    korean = {"breast_cancer": "유방암", "wine": "와인"}[name]
    log = RunLog(
        client,
        experiment_id,
        f"{korean} {loss} α={alpha:g}",
        FIRST_DAY_MS + 7 * DAY_MS + 8 * HOUR_MS + index * 17 * 60_000,
        params={"model": "SGDClassifier", "loss": loss, "alpha": alpha, "folds": 5, "epochs": EPOCHS, "data": name},
        tags={
            "Author": "Mina Lee",
            "Data_version": f"{name}-1.0",
            "Description": f"{korean} 데이터, {loss}",
            "mlflow.source.name": "cross_validate.py",
        },
        user="mina",
    )
    log.dataset(data, "training")
    confusion = np.zeros((len(data.labels), len(data.labels)), dtype=int)
    scores = []
    at_ms = log.start_ms
    folds = StratifiedKFold(5, shuffle=True, random_state=index).split(data.features, data.targets)
    for fold, (train, val) in enumerate(folds, start=1):
        at_ms, score = train_fold(log, data, train, val, fold, loss, alpha, index, at_ms, confusion)
        scores.append(score)
    log.point("cv_aggregate/mean_f1", 0, np.mean(scores), at_ms)
    log.point("cv_aggregate/std_f1", 0, np.std(scores), at_ms)
    log.finish(at_ms + 3_000)
    return log, float(np.mean(scores)), confusion, data.labels


def train_fold(log, data, train, val, fold, loss, alpha, seed, at_ms, confusion):
    mean, deviation = data.features[train].mean(axis=0), data.features[train].std(axis=0)
    x = (data.features - mean) / deviation
    classes = np.unique(data.targets)
    model = SGDClassifier(loss=loss, alpha=alpha, random_state=seed * 10 + fold)
    for epoch in range(EPOCHS):
        model.partial_fit(x[train], data.targets[train], classes=classes)
        guess = model.predict(x[val])
        score = f1_score(data.targets[val], guess, average="macro")
        at_ms += 1_800
        log.point(f"fold_{fold}/val_f1", epoch, score, at_ms)
        shown = model.predict_proba(x[val])
        log.point(f"fold_{fold}/val_loss", epoch, log_loss(data.targets[val], shown, labels=classes), at_ms)
    np.add.at(confusion, (data.targets[val], guess), 1)
    return at_ms, score
