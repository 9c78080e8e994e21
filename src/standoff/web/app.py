"""App: the explorer as a web server over one record.

Reads the record and runs no stage. Each page answers as HTML, as JSON and, where it has a table, as CSV and NDJSON of
the whole list; what is wrong with an address is said in the same form. Connections are for reading only, so a build may
write meanwhile, and a page is of one moment of it; a question that takes too long is given up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from pathlib import Path
from secrets import token_urlsafe
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from standoff.api import open_record
from standoff.errors import BeingMade, KeyProblem, StandoffError
from standoff.web import links, openapi, site, twins, warm, whole
from standoff.web.following import Following
from standoff.web.page import LONGEST, WHOLE, Page, Unasked
from standoff.web.pages import PAGES
from standoff.web.port import listening
from standoff.web.readers import Readers
from standoff.web.safety import Guard, dressed

THREADS = 4
"""Questions that are answered, and lists that are sent as files, at once: SQLite and two cores gain nothing from
more."""

FRESH = {"Cache-Control": "no-cache"}
"""What says that an answer may be another the next time."""

MEDIA = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8",
         "ndjson": "application/x-ndjson"}


def build(path: str | Path, *, guard: Guard | None = None, edit: bool = False) -> Starlette:
    """The server of a record. `edit`: corrections may be made in it. Raises as `open_record`."""
    open_record(path, readonly=True).close()
    readers, few = Readers(path), BoundedSemaphore(THREADS)
    following = Following(Path(path)) if edit else None
    style = site.Site(name=Path(path).name, edit=token_urlsafe() if edit else "", following=following)
    routes: list[BaseRoute] = []
    for page in PAGES:
        for kind in (*page.twins, "html"):
            where = page.path if kind == "html" else f"{'/overview' if page.path == '/' else page.path}.{kind}"
            routes.append(Route(where, partial(_answer, page, kind, readers, few, style), name=f"{page.name}.{kind}"))
    routes += [Route("/key/{key}", partial(_jump, readers)), Route("/openapi.json", _described)]
    if following:
        from standoff.web.edit import routes as edits

        routes += edits(readers, style, following)
    routes.append(Mount("/static", StaticFiles(packages=[("standoff.web", "static")])))
    made = Starlette(routes=routes, lifespan=partial(_life, readers, following),
                     middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard or Guard()),
                                 Middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)],
                     exception_handlers={HTTPException: partial(_wrong, style), StandoffError: partial(_wrong, style),
                                         sqlite3.OperationalError: partial(_wrong, style),
                                         Exception: partial(_wrong, style)})
    return made


@asynccontextmanager
async def _life(readers: Readers, following: Following | None, _: Starlette) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
    if following:
        following.stop()
    readers.close()


def _answer(page: Page[Any, Any], kind: str, readers: Readers, few: BoundedSemaphore, style: site.Site,
            request: Request) -> Response:
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    at = _key(query, "at") if kind == "html" else ""
    done = _key(query, "done") if kind == "html" and style.edit else ""
    if kind in WHOLE:
        if "page" in query:
            raise Unasked(f"page: what ends in .{kind} has the whole list.")
        return _whole(page, kind, readers, few, page.ask(request.path_params, query))
    asked = page.ask(request.path_params, query)
    with readers.record() as record:
        if kind == "html" and (key := request.path_params.get("key")) and (found := page.find(record, key)) != key:
            asked = replace(asked, key=found)
            return RedirectResponse(links.Served().pin(page, asked, at) if at else page.address(asked), 307)
        shown = page.look(record, asked)
        body = style.html(page, asked, shown, record, at, done) if kind == "html" else \
            twins.json(asked, shown, record.listed)
    return Response(body, media_type=MEDIA[kind], headers=FRESH)


def _whole(page: Page[Any, Any], kind: str, readers: Readers, few: BoundedSemaphore, asked: Any) -> Response:
    """A whole list as a file."""
    return whole.Sent(whole.pieces(page, kind, readers, few, asked), MEDIA[kind], FRESH | {
        "Content-Disposition": f'attachment; filename="{page.name}.{kind}"'})


def _key(query: dict[str, list[str]], name: str) -> str:
    """The key of what is shown beside any page."""
    key = query.pop(name, [""])[-1]
    if len(key) > LONGEST or "\0" in key:
        raise Unasked(f"{name} is no key.")
    return key


def _jump(readers: Readers, request: Request) -> Response:
    """To the page of whatever a key, or the beginning of one, names."""
    with readers.record() as record:
        return RedirectResponse(links.of(links.Served(), record.full_key(request.path_params["key"])), 303)


def _described(_: Request) -> Response:
    return JSONResponse(openapi.document())


def _wrong(style: site.Site, request: Request, error: Exception) -> Response:
    """What is wrong, in the form in which it was asked."""
    status = (400 if isinstance(error, Unasked) else 503 if isinstance(error, BeingMade) else
              404 if isinstance(error, KeyProblem) else 500)
    told = str(error) if isinstance(error, StandoffError) else "Standoff itself failed; its log says where."
    if isinstance(error, HTTPException):
        status = error.status_code
        told = "There is no such page here." if status == 404 else error.detail
    elif isinstance(error, sqlite3.OperationalError):
        status = 503
        told = ("This took too long and was given up. Ask for less: fewer years, one actor, fewer words."
                if "interrupted" in told else f"The record could not be read: {told}")
    twin = request.url.path.endswith((".json", ".csv", ".ndjson"))
    body = twins.fault(status, told) if twin else style.fault(status, HTTPStatus(status).phrase, told)
    return dressed(Response(body, status, media_type=MEDIA["json" if twin else "html"]))    # outside of Guard for 500


Serve = Callable[[str], None]


def serve(path: str | Path, *, host: str = "127.0.0.1", port: int = 8642, token: str = "", edit: bool = False,
          ready: Serve | None = None) -> None:
    """Serve until stopped. `ready` is called with the address once it is known that the record can be read. A `host`
    other than this machine's own wants a token: ValueError without. Raises NotServed where
    the port is taken.
    """
    import uvicorn

    host = host.removeprefix("[").removesuffix("]")
    app = build(path, guard=Guard(host, token), edit=edit)
    warm.begin(path)
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    with listening(host, port) as bound, suppress(KeyboardInterrupt):
        if ready:
            ready(f"http://{shown}:{port}/" + (f"?token={quote(token, safe='')}" if token else ""))
        server.run(sockets=[bound])
