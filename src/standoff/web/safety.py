"""Safety: who may ask, from where, and what a browser may do with the answer.

The server answers to this machine under its own name; to any other it asks for a token. A Host header of another name
is turned away, so that no foreign page reaches it by a name of its own (DNS rebinding). Pages load nothing from
elsewhere and run no script but ours; what was captured is text on them.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                               "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
                               "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
"""Names of this machine for itself."""

COOKIE = "standoff"

Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """Lets in who may ask."""

    def __init__(self, host: str = "127.0.0.1", token: str = "") -> None:
        """`host`: the name that the server was started for; `token`: "" where only this machine is let in."""
        self.hosts = LOOPBACK | {host.casefold()} if host not in ("0.0.0.0", "::") else frozenset()
        self.token = token

    async def __call__(self, request: Request, go_on: Next) -> Response:
        """Answer, or say why not; every answer gets the headers."""
        answer = self._refused(request) or await go_on(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    def _refused(self, request: Request) -> Response | None:
        name = _name(request.headers.get("host", ""))
        if self.hosts and name not in self.hosts:
            return PlainTextResponse("This server does not answer to that name. Start it with --host NAME.\n", 421)
        if not self.token:
            return None
        given = request.query_params.get("token", "")
        if given and self._right(given):
            answer = RedirectResponse(request.url.remove_query_params("token"), 303)
            answer.set_cookie(COOKIE, self.token, httponly=True, samesite="strict")
            return answer
        kept = request.cookies.get(COOKIE, "")
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._right(kept) or self._right(bearer):
            return None
        return PlainTextResponse("A token is asked for: open the address that the server printed when it started.\n",
                                 401)

    def _right(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    bare = host.casefold().strip()
    return bare[:bare.find("]") + 1] if bare.startswith("[") else bare.partition(":")[0]
