"""Safety: who may ask, from where, and what a browser may do with the answer.

Without a token the server answers to this machine alone, and under this machine's own names: a Host header of another
is turned away, so that no foreign page reaches it by a name of its own (DNS rebinding). With one it answers under any
name to whoever knows it; the cookie that keeps a visitor is not the token. Pages load nothing from elsewhere and run no
script but ours; what was captured is text on them.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

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

COOKIE = "standoff"

Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """Lets in who may ask."""

    def __init__(self, host: str = "127.0.0.1", token: str = "") -> None:
        """`host`: where the server answers; `token`: "" where only this machine is let in. Raises ValueError for a
        host that others can reach and no token.
        """
        if not token and not local(host):
            raise ValueError(f"{host!r} can be reached from other machines: give a token that visitors must know.")
        self.token = token
        self._session = hmac.digest(token.encode(), b"standoff visitor", "sha256").hex()

    async def __call__(self, request: Request, go_on: Next) -> Response:
        """Answer, or say why not; every answer gets the headers."""
        return dressed(self._refused(request) or await go_on(request))

    def _refused(self, request: Request) -> Response | None:
        if not self.token:
            if local(_name(request.headers.get("host", ""))):
                return None
            return PlainTextResponse("This server does not answer to that name. Start it with --host NAME.\n", 421)
        server = request.scope.get("server")
        cookie = f"{COOKIE}-{server[1]}" if server else COOKIE       # a host's cookies go to all its ports
        if _same(request.query_params.get("token", ""), self.token):
            answer = RedirectResponse(request.url.remove_query_params("token"), 303)
            answer.set_cookie(cookie, self._session, httponly=True, samesite="strict")
            return answer
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if _same(request.cookies.get(cookie, ""), self._session) or _same(bearer, self.token):
            return None
        return PlainTextResponse("A token is asked for: open the address that the server printed when it started.\n",
                                 401)


def local(host: str) -> bool:
    """Whether a host is this machine for itself: "localhost", 127.0.0.1, ::1, [::1]."""
    try:
        return ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def dressed(answer: Response) -> Response:
    """An answer with the headers that every one carries."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    bare = host.casefold().strip()
    return bare[:bare.find("]") + 1] if bare.startswith("[") else bare.partition(":")[0]
