"""scikit-learn's bundled data sets, split and scaled once."""

from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_wine
from sklearn.model_selection import train_test_split

UCI = "https://archive.ics.uci.edu/dataset"
LOADERS = {
    "digits": (load_digits, f"{UCI}/80/optical+recognition+of+handwritten+digits"),
    "breast_cancer": (load_breast_cancer, f"{UCI}/17/breast+cancer+wisconsin+diagnostic"),
    "wine": (load_wine, f"{UCI}/109/wine"),
}


@dataclass(frozen=True)
class Data:
    name: str
    source_url: str
    features: np.ndarray
    targets: np.ndarray
    labels: list


def load(name):
    loader, source_url = LOADERS[name]
    bunch = loader()
    return Data(name, source_url, bunch.data, bunch.target, [str(label) for label in bunch.target_names])


def split(data, seed=0):
    """(train, validation) as Data, scaled by the training part's mean and deviation."""
    parts = train_test_split(data.features, data.targets, test_size=0.25, random_state=seed, stratify=data.targets)
    train_x, val_x, train_y, val_y = parts
    mean, deviation = train_x.mean(axis=0), train_x.std(axis=0) + 1e-9

    def part(x, y):
        return Data(data.name, data.source_url, (x - mean) / deviation, y, data.labels)

    return part(train_x, train_y), part(val_x, val_y)
