"""Takes `WWW-Authenticate` from what our own page is answered: it asks for the sign-in itself, and this header would
bring the browser's own prompt before it. MLflow's UI and everybody else keep it."""

from urllib.parse import urlsplit


def is_asked_by(referer, place):
    return urlsplit(referer).path.startswith(place + "/")


class QuietSignIn:
    """ASGI middleware: some paths of MLflow 3 (artifacts) are answered by FastAPI and never reach Flask."""

    def __init__(self, app, place):
        self.app = app
        self.place = place

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        referer = dict(scope["headers"]).get(b"referer", b"").decode("latin-1")
        if not is_asked_by(referer, self.place):
            return await self.app(scope, receive, send)

        async def send_quietly(message):
            if message["type"] == "http.response.start" and message["status"] == 401:
                kept = [pair for pair in message["headers"] if pair[0].lower() != b"www-authenticate"]
                message = {**message, "headers": kept}
            await send(message)

        return await self.app(scope, receive, send_quietly)
