"""One file of each kind that Runlens has a viewer for, of the wine data. `python demo/kinds.py` writes them again."""

import io
import json
import math
import shutil
import struct
import wave
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import numpy  # noqa: E402
import pyarrow  # noqa: E402
import pyarrow.parquet  # noqa: E402
from index_artifacts import PUBLIC, write_index  # noqa: E402
from matplotlib import pyplot  # noqa: E402
from PIL import Image  # noqa: E402
from sklearn.datasets import load_wine  # noqa: E402

# `와인 log_loss α=0.0001`, and beside it the run that its tables and images are compared with.
RUN = "b33961a8596743d9aef5cfe0a8297a76"
OTHER = "f8d2b55ab94c495bbedab37309815b6e"
STEPS = (0, 20, 40, 60)
FIRST_MS = 1_772_000_000_000

REPORT = """<!doctype html>
<meta charset="utf-8">
<title>Wine</title>
<style>body { font: 14px sans-serif; margin: 24px } svg { background: #f4f1ea }</style>
<h1>Alcohol of three wines</h1>
<svg id="chart" width="420" height="160"></svg>
<p id="count"></p>
<script>
  const rows = ROWS;
  const chart = document.getElementById("chart");
  for (const [kind, alcohol, color] of rows) {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("cx", 20 + (alcohol - 11) * 95);
    dot.setAttribute("cy", 150 - color * 11);
    dot.setAttribute("r", 3);
    dot.setAttribute("fill", ["#8c2f39", "#2f5d8c", "#5f8c2f"][kind]);
    chart.append(dot);
  }
  document.getElementById("count").textContent = `${rows.length} wines, drawn by the report's own script`;
</script>
"""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="120" viewBox="0 0 240 120">'
    '<rect width="240" height="120" fill="#f4f1ea"/>'
    '<path d="M10 100 C60 20 90 110 130 60 S200 20 230 40" fill="none" stroke="#8c2f39" stroke-width="3"/></svg>\n'
)

CODE = '''"""Predicts the kind of a wine."""
import numpy as np


def predict(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    """The kind with the largest score, for each row."""
    return (features @ weights).argmax(axis=1)
'''


def write(folder):
    """`folder` holds the artifacts of all runs."""
    wine = load_wine()
    write_kinds(folder / "2" / RUN / "artifacts", wine)
    for run, shift in ((RUN, 0), (OTHER, 1)):
        place = folder / "2" / run / "artifacts"
        write_steps(place / "images", shift)
        write_answers(place / "tables", shift)


def write_kinds(place, wine):
    names = ["alcohol", "color_intensity", "proline"]
    columns = [wine.feature_names.index(name) for name in names]
    rows = [[int(kind), *[float(row[column]) for column in columns]] for kind, row in zip(wine.target, wine.data)]
    for folder in ("arrays", "media", "notes", "pictures", "tables"):
        (place / folder).mkdir(parents=True, exist_ok=True)
    text = {
        "media/report.html": REPORT.replace("ROWS", json.dumps([row[:3] for row in rows])),
        "notes/predict.py": CODE,
        "notes/model_card.md": "# Model card\n\n| kind | wines |\n|---|---|\n| 0 | 59 |\n| 1 | 71 |\n| 2 | 48 |\n\n"
        "- [x] cross-validated\n- [ ] checked by a person\n\n![points](../pictures/points.png)\n",
        "notes/evaluation.ipynb": json.dumps(notebook(rows), ensure_ascii=False, indent=1),
        "notes/settings.yaml": "loss: log_loss\nalpha: 1e-4\nfolds: {count: 5, shuffled: true}\n",
        "notes/scores.json": json.dumps({"folds": [{"fold": n, "f1": round(0.93 + n / 100, 2)} for n in range(5)]}),
        "pictures/curve.svg": SVG,
        "tables/wines.tsv": "".join("\t".join(map(str, row)) + "\n" for row in [["kind", *names], *rows]),
        "tables/wines.jsonl": "".join(json.dumps(dict(zip(["kind", *names], row))) + "\n" for row in rows),
    }
    for name, content in text.items():
        (place / name).write_text(content, "utf-8")
    table = pyarrow.table(list(map(list, zip(*rows))), names=["kind", *names])
    pyarrow.parquet.write_table(table, place / "tables" / "wines.parquet", row_group_size=100, compression="snappy")
    write_pictures(place / "pictures", rows)
    write_arrays(place / "arrays", wine)
    write_sound(place / "media" / "tone.wav")
    # Recorded in a browser: Python alone encodes no film.
    shutil.copyfile(Path(__file__).parent / "clip.webm", place / "media" / "clip.webm")


def write_pictures(place, rows):
    figure, axes = pyplot.subplots(figsize=(3, 2.4), dpi=80)
    kinds, alcohol, color, _ = zip(*rows)
    axes.scatter(alcohol, color, c=kinds, s=9, cmap="viridis")
    axes.set_xlabel("alcohol", fontsize=7)
    axes.set_ylabel("color", fontsize=7)
    figure.tight_layout()
    figure.savefig(place / "points.png", metadata={"Software": None})
    figure.savefig(place.parent / "media" / "points.pdf", metadata={"Creator": None, "Producer": None, "CreationDate": None})
    pyplot.close(figure)
    picture = Image.open(place / "points.png").convert("RGB")
    for kind in ("jpg", "webp", "bmp"):
        (picture.resize((60, 48)) if kind == "bmp" else picture).save(place / f"points.{kind}")
    frames = [picture.resize((120, 96)).point(lambda value, of=of: value * of // 4) for of in (4, 3, 2)]
    frames[0].save(place / "fading.gif", save_all=True, append_images=frames[1:], duration=400, loop=0)


def write_arrays(place, wine):
    data = wine.data.astype("<f4")
    numpy.save(place / "features.npy", data)
    with open(place / "folds.npz", "wb") as file:
        numpy.savez_compressed(file, features=data[:40], target=wine.target[:40].astype("<i8"))
    weights = numpy.cos(numpy.arange(39, dtype="<f4")).reshape(13, 3)
    head = json.dumps({"linear.weight": {"dtype": "F32", "shape": [13, 3], "data_offsets": [0, weights.nbytes]}})
    head = head.encode().ljust(-(-len(head) // 8) * 8)
    (place / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + weights.tobytes())


def write_sound(file):
    """Half a second of a tone."""
    samples = [round(90 * math.sin(2 * math.pi * 440 * at / 8000)) + 128 for at in range(4000)]
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(samples))


def write_steps(place, shift):
    """As `mlflow.log_image` names them: a picture of the weights at some steps, each with a small copy."""
    place.mkdir(parents=True, exist_ok=True)
    for step in STEPS:
        grid = numpy.add.outer(numpy.arange(24), numpy.arange(32)) * (step + 5 + 4 * shift)
        picture = Image.fromarray((128 + 127 * numpy.sin(grid / 200)).astype("uint8"))
        name = f"weights+step+{step}+timestamp+{FIRST_MS + 60_000 * step}+{step:08d}-0000-4000-8000-{shift:012d}"
        picture.save(place / f"{name}.png")
        picture.save(place / f"{name}+compressed.webp")


def write_answers(place, shift):
    """As `mlflow.log_table` writes it."""
    place.mkdir(parents=True, exist_ok=True)
    asked = ["Which wine is strongest?", "와인은 몇 종류인가?", "How many wines are there?"]
    answers = [["kind 0", "3", "178"], ["kind 0", "셋", "180"]][shift]
    table = {"columns": ["prompt", "answer", "score"], "data": [[*row, 1 - shift / 2] for row in zip(asked, answers)]}
    (place / "answers.json").write_text(json.dumps(table, ensure_ascii=False), "utf-8")


def notebook(rows):
    picture = io.StringIO()
    picture.write(SVG)
    mean = sum(row[1] for row in rows) / len(rows)
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}}
    return {
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# Evaluation\n", "\n", "와인 178병"]},
            {
                **cell,
                "source": "print(wines.alcohol.mean())",
                "outputs": [{"output_type": "stream", "name": "stdout", "text": f"{mean:.3f}\n"}],
            },
            {
                **cell,
                "execution_count": 2,
                "source": "draw(wines)",
                "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": picture.getvalue()}}],
            },
        ],
    }


if __name__ == "__main__":
    write(PUBLIC / "artifacts")
    write_index()
