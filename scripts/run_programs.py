"""Runs small programs with MLflow's client for the journeys, which ask for each over HTTP.

The client is imported once, which takes seconds; each program then runs in a fork of its own, so that none leaves
anything behind. Prints its address when it listens. A request is JSON: {"path", "args", "env"}; the answer is what the
program printed, or with status 500 why it failed.
"""

import contextlib
import http.server
import io
import json
import os
import runpy
import socketserver
import sys
import traceback

import mlflow
import mlflow.tracking  # noqa: F401  imports lazily what programs need


class Programs(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        os.environ.update(request["env"])
        sys.argv = [request["path"], *request["args"]]
        sys.path.insert(0, os.path.dirname(request["path"]))
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                runpy.run_path(request["path"], run_name="__main__")
            self.answer(200, printed.getvalue())
        except BaseException:
            self.answer(500, traceback.format_exc())

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(socketserver.ForkingMixIn, http.server.HTTPServer):
    max_children = 8


if __name__ == "__main__":
    with Server(("127.0.0.1", 0), Programs) as server:
        print(f"programs: http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
