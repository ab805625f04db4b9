"""The files of the benchmark's run with artifacts. Deterministic."""

import base64
import json
import zlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

LOG_BYTES = 60_000_000
TABLE_ROWS = 210_000
PARQUET_ROWS = 50_000
SMALL_FILES = 3_000
DIARY_DAYS = 6_500
TREE_TRIALS = 70_000


def write_files(folder: Path) -> dict:
    """Writes them below `folder`; what each of them is for the drivers, with a text that proves it to be on screen."""
    folder.mkdir(parents=True)
    (folder / "many").mkdir()
    for index in range(SMALL_FILES):
        (folder / "many" / f"part-{index:05d}.txt").write_text(f"part {index}\n")
    log_lines = write_log(folder / "train.log")
    table = make_table(TABLE_ROWS)
    write_csv(folder / "predictions.csv", table)
    pq.write_table(table.slice(0, PARQUET_ROWS), folder / "predictions.parquet", row_group_size=10_000)
    write_notebook(folder / "report.ipynb", cells=40)
    write_notebook(folder / "study.ipynb", cells=400, picture_bytes=22_000)
    write_markdown(folder / "diary.md")
    write_tree(folder / "trials.json")
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}
    first_id = table["id"][0].as_py()
    return {
        "log": {"path": "train.log", "bytes": sizes["train.log"], "lines": log_lines, "proof": "step 0 loss"},
        "csv": {"path": "predictions.csv", "bytes": sizes["predictions.csv"], "rows": TABLE_ROWS, "proof": first_id},
        "parquet": {
            "path": "predictions.parquet",
            "bytes": sizes["predictions.parquet"],
            "rows": PARQUET_ROWS,
            "proof": first_id,
        },
        "notebook": {"path": "report.ipynb", "bytes": sizes["report.ipynb"], "proof": "Confusion of the digits"},
        "longNotebook": {
            "path": "study.ipynb",
            "bytes": sizes["study.ipynb"],
            "proof": "Confusion of the digits",
            "last": "evaluate(model, fold=399)",
        },
        "markdown": {
            "path": "diary.md",
            "bytes": sizes["diary.md"],
            "proof": "Diary of a sweep",
            "last": f"Day {DIARY_DAYS - 1}",
        },
        "json": {"path": "trials.json", "bytes": sizes["trials.json"], "proof": "study of the digits"},
        "folder": {"path": "many", "files": SMALL_FILES, "proof": "part-00000.txt"},
    }


def write_log(path: Path) -> int:
    random = np.random.Generator(np.random.PCG64(9))
    losses = np.abs(random.normal(0.3, 0.05, 1_000)).tolist()
    step, size = 0, 0
    with path.open("w") as log:
        while size < LOG_BYTES:
            block = "".join(
                f"2026-06-01 12:{(at // 60) % 60:02d}:{at % 60:02d} INFO trainer: step {at} loss {losses[at % 1000]:.6f}"
                " lr 0.000300 grad_norm 1.25 samples/s 1043\n"
                for at in range(step, step + 10_000)
            )
            log.write(block)
            step, size = step + 10_000, size + len(block)
    return step


def make_table(rows: int) -> pa.Table:
    random = np.random.Generator(np.random.PCG64(10))
    labels = np.array(["zero", "one", "two", "three", "four"])
    return pa.table(
        {
            "id": [f"sample-{index:06d}" for index in range(rows)],
            "label": labels[random.integers(0, 5, rows)],
            "predicted": labels[random.integers(0, 5, rows)],
            "p_label": np.round(random.random(rows), 6),
            "p_predicted": np.round(random.random(rows), 6),
            "loss": np.round(random.exponential(1.0, rows), 6),
            "seconds": np.round(random.random(rows) * 10, 4),
        }
    )


def write_csv(path: Path, table: pa.Table) -> None:
    columns = [table[name].to_pylist() for name in table.column_names]
    with path.open("w") as csv:
        csv.write(",".join(table.column_names) + "\n")
        csv.writelines(",".join(map(str, row)) + "\n" for row in zip(*columns))


def write_notebook(path: Path, cells: int, picture_bytes: int = 0) -> None:
    random = np.random.Generator(np.random.PCG64(11))

    def outputs(index: int) -> list:
        text = {"name": "stdout", "output_type": "stream", "text": [f"accuracy {0.9 + index / 1000:.3f}\n"]}
        if picture_bytes == 0:
            return [text]
        data = {"image/png": picture(random, picture_bytes), "text/plain": ["<Figure size 640x480 with 1 Axes>"]}
        return [text, {"data": data, "metadata": {}, "output_type": "display_data"}]

    def cell(index: int) -> dict:
        return {
            "cell_type": "code",
            "execution_count": index,
            "id": f"cell{index}",
            "metadata": {},
            "outputs": outputs(index),
            "source": [f"print(evaluate(model, fold={index}))"],
        }

    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Confusion of the digits"]}
    book = {
        "cells": [title, *(cell(index) for index in range(cells))],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(book, indent=1))


def picture(random: np.random.Generator, size: int) -> str:
    """A PNG of noise in grey, some `size` bytes, as a notebook holds it: base64."""
    side = int(size**0.5)
    rows = random.integers(0, 256, (side, side), dtype=np.uint8)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = side.to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    return base64.b64encode(png).decode()


def write_markdown(path: Path) -> None:
    random = np.random.Generator(np.random.PCG64(12))
    with path.open("w") as diary:
        diary.write("# Diary of a sweep\n\n")
        for day in range(DIARY_DAYS):
            rows = "".join(f"| fold_{fold} | {random.random():.4f} | **{random.random():.4f}** |\n" for fold in range(5))
            diary.write(
                f"## Day {day}\n\nRaised `lr` to {random.random():.5f}; the loss of *fold 3* fell, see [run](runs/{day}.md).\n\n"
                "- batch of 64, cosine schedule\n- weight decay as before\n\n"
                f"| fold | loss | f1 |\n| --- | ---: | ---: |\n{rows}\n"
                f"```python\ntrain(seed={day}, lr={random.random():.5f})\n```\n\n"
            )


def write_tree(path: Path) -> None:
    random = np.random.Generator(np.random.PCG64(13))
    trials = [
        {"number": index, "state": "COMPLETE", "values": random.random(6).round(6).tolist(), "params": {"lr": index / 1e5}}
        for index in range(TREE_TRIALS)
    ]
    path.write_text(json.dumps({"title": "study of the digits", "trials": trials}))
