"""Predicts the kind of a wine."""
import numpy as np


def predict(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    """The kind with the largest score, for each row."""
    return (features @ weights).argmax(axis=1)
