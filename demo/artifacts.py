"""Files of some runs: pictures, tables, settings and logs, small enough to ship."""

import json

import matplotlib

matplotlib.use("agg")

from matplotlib import pyplot  # noqa: E402
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support  # noqa: E402


def log_confusion(client, run_id, confusion, labels):
    figure, axes = pyplot.subplots(figsize=(3.2, 3), dpi=80)
    axes.imshow(confusion, cmap="Blues")
    for (row, column), count in [((r, c), confusion[r, c]) for r in range(len(labels)) for c in range(len(labels))]:
        if count:
            dark = count > confusion.max() / 2
            axes.text(column, row, count, ha="center", va="center", fontsize=6, color="white" if dark else "black")
    axes.set_xticks(range(len(labels)), labels, fontsize=6)
    axes.set_yticks(range(len(labels)), labels, fontsize=6)
    axes.set_xlabel("predicted", fontsize=7)
    axes.set_ylabel("true", fontsize=7)
    figure.tight_layout()
    # Without the software's name and version, the same numbers make the same file.
    client.log_figure(run_id, figure, "plots/confusion_matrix.png", save_kwargs={"metadata": {"Software": None}})
    pyplot.close(figure)


def log_sweep_run(client, log, model, val, f1):
    guess = model.predict(val.features)
    confusion = confusion_matrix(val.targets, guess)
    log_confusion(client, log.id, confusion, val.labels)
    per_class = precision_recall_fscore_support(val.targets, guess, zero_division=0)
    rows = [f"{label},{p:.6f},{r:.6f},{f:.6f},{n}" for label, p, r, f, n in zip(val.labels, *per_class)]
    client.log_text(log.id, "\n".join(["class,precision,recall,f1,support", *rows, ""]), "tables/per_class.csv")
    client.log_dict(log.id, {"f1": f1, "confusion": confusion.tolist()}, "metrics/final.json")
    settings = {key: value for key, value in model.get_params().items() if isinstance(value, (int, float, str))}
    client.log_dict(log.id, settings, "config/model.yaml")


def log_production_run(client, log, epochs_text):
    client.log_dict(log.id, {"run": log.name, "optimizer": "adam", "schedule": {"kind": "constant"}}, "config.yaml")
    client.log_text(log.id, epochs_text, "logs/train.log")


def train_log(log):
    """Lines as the training would have printed them."""
    lines = []
    for point in log._points:
        if point.key == "val/loss":
            seconds = (point.timestamp - log.start_ms) / 1000
            lines.append(f"[{seconds:9.1f} s] step {point.step:5d} val/loss {point.value:.6f}")
    return "\n".join([f"run {log.name}", *lines, ""])


def log_failure(client, log):
    client.log_text(log.id, f"run {log.name}\n{log.traceback}", "logs/error.log")


def log_fold_run(client, log, confusion, labels, mean_f1):
    log_confusion(client, log.id, confusion, labels)
    client.log_text(log.id, f"# {log.name}\n\nmean F1 **{mean_f1:.4f}** over 5 folds\n\n한글 보고서\n", "report.md")
    client.log_text(log.id, json.dumps({"labels": labels, "confusion": confusion.tolist()}), "confusion.json")
