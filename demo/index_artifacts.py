"""Lists the demo's files: a static host lists no folders. `python demo/index_artifacts.py` writes the list again."""

import json
from pathlib import Path

PUBLIC = Path(__file__).resolve().parent.parent / "public" / "demo"


def write_index(public=PUBLIC):
    root = public / "artifacts"
    files = sorted(file for file in root.rglob("*") if file.is_file())
    sizes = {file.relative_to(root).as_posix(): file.stat().st_size for file in files}
    text = json.dumps({"files": sizes}, ensure_ascii=False, separators=(",", ":"))
    (public / "artifacts.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write_index()
