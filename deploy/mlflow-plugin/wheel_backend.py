"""Build backend of pip for mlflow-runlens: puts the build of `npm run build` and this package into a wheel.

A wheel is a zip with three text files. Writing it here needs nothing from a package registry, and takes `dist/` from
where the build left it.
"""

import base64
import gzip
import hashlib
import json
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = "mlflow_runlens"
# Whatever already is compressed (pictures, fonts, the demo) gains nothing.
COMPRESSED_SUFFIXES = {".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".wasm"}
# The oldest date of a zip: the same files make the same wheel.
DATE = (1980, 1, 1, 0, 0, 0)

ENTRY_POINTS = """\
[mlflow.app]
runlens = mlflow_runlens:create_app
runlens-basic-auth = mlflow_runlens.basic_auth:create_app
"""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    about = json.loads((ROOT / "package.json").read_text("utf-8"))
    name = f"{PACKAGE}-{about['version']}-py3-none-any.whl"
    info = f"{PACKAGE}-{about['version']}.dist-info"
    files = {**sources(), **built_files(), **metadata_files(about, info)}
    with zipfile.ZipFile(Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in [*files.items(), (f"{info}/RECORD", record(files, info))]:
            entry = zipfile.ZipInfo(path, DATE)
            entry.external_attr = 0o644 << 16
            wheel.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise RuntimeError("mlflow-runlens is built from a checkout of Runlens only: pip wheel deploy/mlflow-plugin")


def sources():
    return {f"{PACKAGE}/{path.name}": path.read_bytes() for path in sorted((HERE / PACKAGE).glob("*.py"))}


def built_files():
    dist = ROOT / "dist"
    if not (dist / "index.html").is_file():
        raise RuntimeError(f"There is no build in {dist}. Run `npm ci && npm run build` first.")
    files = {}
    for path in sorted(path for path in dist.rglob("*") if path.is_file()):
        place = f"{PACKAGE}/static/{path.relative_to(dist).as_posix()}"
        # The plug-in answers for it: the server is the one that it runs in.
        if place == f"{PACKAGE}/static/config.json":
            continue
        content = files[place] = path.read_bytes()
        if path.suffix in COMPRESSED_SUFFIXES and "demo" not in path.relative_to(dist).parts:
            files[f"{place}.gz"] = gzip.compress(content, 9, mtime=0)
    return files


def metadata_files(about, info):
    metadata = [
        "Metadata-Version: 2.1",
        "Name: mlflow-runlens",
        f"Version: {about['version']}",
        f"Summary: {about['description']}, at /runlens/ of the server itself",
        f"License: {about['license']}",
        "Requires-Python: >=3.9",
        "Requires-Dist: mlflow>=2.22",
    ]
    wheel = ["Wheel-Version: 1.0", "Generator: mlflow-runlens", "Root-Is-Purelib: true", "Tag: py3-none-any"]
    return {
        f"{info}/METADATA": "\n".join([*metadata, ""]),
        f"{info}/WHEEL": "\n".join([*wheel, ""]),
        f"{info}/entry_points.txt": ENTRY_POINTS,
        f"{info}/LICENSE": (ROOT / "LICENSE").read_bytes(),
    }


def record(files, info):
    lines = []
    for path, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(data)}")
    return "\n".join([*lines, f"{info}/RECORD,,", ""])
