"""Runlens at /runlens/ beside MLflow's own UI: `mlflow server --app-name runlens`.

Environment:
    RUNLENS_CONFIG       a JSON file whose keys come over those of our own config.json (title, language, links, ...)
    RUNLENS_CONNECT_SRC  further addresses that the page may speak to, beside this server; blanks between them
"""

import json
import os
from pathlib import Path

from mlflow_runlens.quiet_sign_in import QuietSignIn, is_asked_by

STATIC = Path(__file__).parent / "static"
# Not `mimetypes`: on some systems it knows .js as text/plain, which a browser refuses to run.
TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
# The frame of logged HTML stands in a sandbox and carries a policy of its own.
FRAMES = {"frame.html", "frame-online.html"}


def create_app(app=None):
    """What `mlflow server` runs: a Flask app for gunicorn and waitress, an ASGI app for uvicorn (MLflow 3.3+)."""
    if app is None:
        from mlflow.server import app
    add_runlens(app)
    if not runs_under_uvicorn():
        return app
    from mlflow.server.fastapi_app import create_fastapi_app

    return create_fastapi_app(app)


def runs_under_uvicorn():
    return os.environ.get("_MLFLOW_SGI_NAME") == "uvicorn"


def place_of_runlens():
    """`/runlens`, below `mlflow server --static-prefix` where there is one."""
    return os.environ.get("_MLFLOW_STATIC_PREFIX", "").rstrip("/") + "/runlens"


def add_runlens(app):
    """Before MLflow's sign-in is added: what was registered first is asked first, and code is no secret."""
    place = place_of_runlens()
    app.before_request(lambda: answer(place))
    app.after_request(lambda response: without_prompt(response, place))


def without_prompt(response, place):
    from flask import request

    if response.status_code == 401 and is_asked_by(request.headers.get("Referer", ""), place):
        response.headers.pop("WWW-Authenticate", None)
    return response


def answer(place):
    """The answer to a request for a file of ours, None for every other."""
    from flask import Response, redirect, request

    if request.path != place and not request.path.startswith(place + "/"):
        return None
    if request.method not in ("GET", "HEAD"):
        return Response("Method Not Allowed", 405, {"Allow": "GET, HEAD"}, mimetype="text/plain")
    if request.path == place:
        query = request.query_string.decode("latin-1")
        # Relative: the name and the path under which a proxy shows us are not known here.
        return redirect(f"{place.rsplit('/', 1)[-1]}/" + (f"?{query}" if query else ""), 302)
    name = request.path[len(place) + 1 :] or "index.html"
    response = config_json() if name == "config.json" else static_file(name)
    # What is missing today may come with the next release: only what is there is kept.
    response.headers.update(headers_of(name) if response.status_code < 400 else {"Cache-Control": "no-store"})
    return response


def static_file(name):
    from flask import Response, request, send_file
    from werkzeug.security import safe_join

    path = safe_join(str(STATIC), name)
    if path is None or not os.path.isfile(path):
        return Response("Not Found", 404, mimetype="text/plain")
    type_ = TYPES.get(Path(path).suffix, "application/octet-stream")
    packed = f"{path}.gz"
    if not os.path.isfile(packed):
        return send_file(path, mimetype=type_, conditional=True)
    wants_packed = request.accept_encodings["gzip"] > 0
    file = packed if wants_packed else path
    response = send_file(file, mimetype=type_, conditional=True, download_name=os.path.basename(path))
    response.vary.add("Accept-Encoding")
    if wants_packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def config_json():
    """Ours unless the person who runs the server says otherwise; read anew at each request, it is small."""
    from flask import Response

    config = {"source": {"kind": "mlflow", "baseUrl": ".."}, "mlflowUi": ".."}
    path = os.environ.get("RUNLENS_CONFIG")
    try:
        if path:
            config.update(json.loads(Path(path).read_text("utf-8")))
    except (OSError, TypeError, ValueError) as error:
        return Response(f"RUNLENS_CONFIG cannot be read: {error}", 500, mimetype="text/plain")
    return Response(json.dumps(config), mimetype="application/json")


def headers_of(name):
    lasts = name.startswith("assets/")
    headers = {
        # Names of assets change with what is in them; everything else is asked again, at the cost of a 304.
        "Cache-Control": "public, max-age=31536000, immutable" if lasts else "no-cache",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if name not in FRAMES:
        headers["Content-Security-Policy"] = content_policy()
    return headers


def content_policy():
    """The workers fetch, and have the policy that their scripts come with: it goes with every file."""
    connect = " ".join(["'self'", *os.environ.get("RUNLENS_CONNECT_SRC", "").split()])
    return (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
        "style-src 'self' 'unsafe-inline'; font-src 'self' data:; frame-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        f"connect-src {connect}; frame-ancestors 'self'"
    )


__all__ = ["QuietSignIn", "add_runlens", "create_app", "place_of_runlens", "runs_under_uvicorn"]
