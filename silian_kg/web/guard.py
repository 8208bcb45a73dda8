"""What every request passes: the right host, the token where one is wanted, bounds of size and time, and headers that keep pages to themselves."""

import asyncio
import base64
import binascii
import hmac
import logging
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from silian_kg.web.replies import Refused, refusal
from silian_kg.web.settings import LOOPBACK, Settings

__all__ = ["Guard", "authorized", "body_of", "from_our_pages"]

log = logging.getLogger(__name__)

COOKIE = "silian"
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self'",
    "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
WANTS_TOKEN = "this explorer wants its token: open /?token=…, or send Authorization: Bearer …"


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await asyncio.wait_for(send(message), self.settings.limits.body_seconds)

        refused = self._refused(Request(scope, receive))
        try:
            await (refused or self.app)(scope, receive, guarded)
        except TimeoutError:  # a client that does not take its answer
            log.info("a client was too slow for %s", scope["path"])

    def _refused(self, request: Request) -> Any:
        """The answer to a request that may not pass; None for one that may."""
        settings = self.settings
        if settings.local and not _loopback(request.headers.get("host", "")):
            # a page of another site whose name leads here (DNS rebinding)
            return refusal(request, Refused(421, "this explorer answers at 127.0.0.1 and localhost only"))
        if settings.local or request.method == "OPTIONS":
            return None
        given = request.query_params.get("token")
        if given is not None and request.method in ("GET", "HEAD") and _same(given.encode("utf-8"), settings.token):
            kept = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
            answer = RedirectResponse(request.url.path + (f"?{urlencode(kept)}" if kept else ""), status_code=303)
            answer.set_cookie(
                COOKIE, quote(settings.token), httponly=True, samesite="strict", secure=request.url.scheme == "https"
            )
            return answer
        if authorized(request, settings.token) or _same(
            unquote_to_bytes(request.cookies.get(COOKIE, "")), settings.token
        ):
            return None
        return refusal(
            request, Refused(401, WANTS_TOKEN, {"WWW-Authenticate": 'Basic realm="silian", charset="UTF-8"'})
        )


def authorized(request: Request, token: str) -> bool:
    """Whether a request shows the token: as a bearer, or as the password of any user."""
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return _same(given.strip().encode("latin-1"), token)  # the bytes as sent
    if kind.lower() == "basic":
        try:
            return _same(base64.b64decode(given, validate=True).partition(b":")[2], token)
        except binascii.Error:
            return False
    return False


def from_our_pages(request: Request) -> bool:
    """Whether a request that changes something comes from our own pages, or from no page at all (curl)."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


async def body_of(request: Request, bound: int) -> bytes:
    """The body of a request.

    Raises:
        Refused: it is larger than `bound` bytes, or does not come in time.
    """
    too_large = Refused(413, f"the body of this request may have {bound:,} bytes", {"Connection": "close"})
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > bound:
        raise too_large
    parts: list[bytes] = []
    size = 0
    seconds = request.app.state.settings.limits.body_seconds
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > bound:
                    raise too_large
                parts.append(part)
    except TimeoutError as error:
        raise Refused(408, f"the body did not come within {seconds:g} s", {"Connection": "close"}) from error
    return b"".join(parts)


def _loopback(host: str) -> bool:
    try:
        return (urlsplit(f"//{host}").hostname or "") in LOOPBACK
    except ValueError:
        return False


def _same(given: bytes, token: str) -> bool:
    return bool(token) and hmac.compare_digest(given, token.encode("utf-8"))
