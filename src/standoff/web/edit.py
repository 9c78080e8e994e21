"""Edit: corrections made in the pages of a server that was started with ``--edit``.

A form asks for what is to hold and why; what it gives back has to come from one of our own pages. A correction is kept
at once; lists follow (`web.following`).
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

import anyio
import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from standoff.api import Record
from standoff.errors import FaultyCorrections, StandoffError, UnknownKey
from standoff.model import Correction
from standoff.record import keys
from standoff.web.following import Following
from standoff.web.page import LONGEST
from standoff.web.readers import Readers
from standoff.web.site import Site

NAME = "standoff-by"
"""The cookie that keeps who decides."""

YEAR = 365 * 24 * 3600
"""Seconds for which the name is kept."""

MOST = 65_536
"""Bytes of a form."""

KEY = re.compile(r"\b[a-z][0-9a-f]{16}\b")

VERBS = {"a": ("merge", "rename", "role", "written", "apart"), "n": ("split",), "h": ("reject", "join", "part"),
         "q": ("reject",), "t": ("reject",), "w": ("resolve",), "o": ("undo",)}
"""What may be decided of what a key's first letter stands for, in the order in which a page offers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a form gave."""

    key: str
    values: Mapping[str, str]
    by: str

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").strip()


Act = Callable[[Record, Given, dict[str, str]], Correction]

ACTS: dict[str, Act] = {
    "merge": lambda record, it, why: record.merge(it.key, it["other"], **why),
    "rename": lambda record, it, why: record.rename(it.key, it["name"], **why),
    "role": lambda record, it, why: record.role(it.key, it["post"], it["since"], it["until"], **why),
    "written": lambda record, it, why: record.split(it.key, written=it["written"], **why)[-1],
    "apart": lambda record, it, why: record.split(it.key, it["other"], **why)[-1],
    "split": lambda record, it, why: record.split(it.key, **why)[-1],
    "join": lambda record, it, why: record.merge(it.key, it["other"], **why),
    "part": lambda record, it, why: record.split(it.key, **why)[-1],
    "resolve": lambda record, it, why: record.settle(it.key, it["outcome"], source=it["source"], **why),
    "reject": lambda record, it, why: record.reject(*(_row(record, it.key) if it["all"] else (it.key,)), **why),
    "undo": lambda record, it, why: record.undo(it.key, **why)[-1],
}
"""How each is kept."""

ASKED = {"merge": "other", "rename": "name", "role": "post", "written": "written", "apart": "other", "join": "other",
         "resolve": "outcome"}
"""What has to be told for it."""


def routes(readers: Readers, style: Site, following: Following) -> list[BaseRoute]:
    """What takes corrections, and tells whether lists are still to follow."""
    desk = Desk(readers, style, following)
    return [Route("/edit.json", desk.tell), Route("/edit/{key}", desk.answer, methods=["GET", "POST"])]


class Desk:
    """Where corrections to one record are asked for and kept."""

    def __init__(self, readers: Readers, style: Site, following: Following) -> None:
        self.readers, self.style, self.following = readers, style, following
        self._one = anyio.CapacityLimiter(1)     # who waits for a build to end holds up no page

    async def tell(self, _: Request) -> Response:
        """Whether lists are being made, and what went wrong."""
        return JSONResponse({"ok": True, "busy": self.following.busy, "fault": self.following.fault},
                            headers={"Cache-Control": "no-store"})

    async def answer(self, request: Request) -> Response:
        """The forms for a datum; or what one of them gave, kept."""
        if request.method != "POST":
            values = {"back": request.query_params.get("back", "/"), "verb": request.query_params.get("verb", "")}
            given = Given(key=request.path_params["key"], values=values, by=_by(request))
            return await anyio.to_thread.run_sync(self._form, given, "")
        if not _ours(request):
            raise HTTPException(403, "This form came from another site. Open the page here and send it again.")
        given = await _given(request)
        if not hmac.compare_digest(given["token"].encode(), self.style.edit.encode()):
            raise HTTPException(403, "This form is of an earlier start of the server. Load its page again and send it "
                                     "from there.")
        try:
            return await anyio.to_thread.run_sync(self._take, given, limiter=self._one)
        except StandoffError as error:
            return await anyio.to_thread.run_sync(self._form, given, str(error))

    def _take(self, given: Given) -> Response:
        made = self.following.keep(lambda record: _decide(record, given))
        with self.readers.record() as record:
            back = _back(record, given["back"], made)
        answer = RedirectResponse(back, 303)
        answer.set_cookie(NAME, quote(given.by), max_age=YEAR, httponly=True, samesite="strict")
        return answer

    def _form(self, given: Given, fault: str) -> Response:
        with self.readers.record() as record:
            key = record.full_key(given.key)
            if key[0] not in VERBS:
                raise HTTPException(404, f"Nothing is corrected of a {keys.NOUNS[key[0]]}.")
            body = self.style.edit_page({
                "key": key, "letter": key[0], "verbs": VERBS[key[0]], "given": given.values, "by": given.by,
                "fault": fault, "back": _local(given.values.get("back", "/")), **_about(record, key)}, record)
        return Response(body, 422 if fault else 200, media_type="text/html; charset=utf-8",
                        headers={"Cache-Control": "no-store"})


def _decide(record: Record, given: Given) -> Correction:
    verb, key = given["verb"], record.full_key(given.key)
    if verb not in VERBS.get(key[0], ()):
        raise FaultyCorrections("That is not decided of this.")
    if not given.by:
        raise FaultyCorrections("Say who decides: your name.")
    if not given["because"]:
        raise FaultyCorrections("Say why, for those who read it later.")
    if verb in ASKED and not given[ASKED[verb]]:
        raise FaultyCorrections("The field above is empty.")
    return ACTS[verb](record, Given(key=key, values=given.values, by=given.by),
                      {"by": given.by, "because": given["because"]})


def _row(record: Record, key: str) -> tuple[str, ...]:
    """The ties of the row that one is in."""
    row = record.tie_row(key) if key[0] == "t" else None
    return row.ties if row else (key,)


def _about(record: Record, key: str) -> dict[str, object]:
    """What a form says of its datum: its line, its words, and for an outlook its row."""
    if key[0] == "a":
        row = record.actor_row(key)
        return {"what": row.name, "quote": "", "names": row.names}
    if key[0] == "o":
        return {"what": "a correction", "quote": "", "one": record.show(key)}
    if key[0] == "h":
        event = record.event_row(key)
        sides = [", ".join(one.name for one in some) or "nobody told" for some in (event.actors, event.recipients)]
        return {"what": f"{event.type}: {' → '.join(sides)}", "quote": event.tellings[0].quote, "event": event}
    if key[0] == "w":
        outlook = record.outlook_row(key)
        return {"what": f"{outlook.type}, {outlook.name}", "quote": outlook.text, "outlook": outlook}
    why = record.why(key)
    return {"what": KEY.sub("", why.what).replace(" ()", ""), "quote": why.quotes[0].exact if why.quotes else "",
            "places": len(_row(record, key))}


# — what comes from where —


async def _given(request: Request) -> Given:
    body = b""
    async for some in request.stream():
        body += some
        if len(body) > MOST:
            raise HTTPException(413, "That is too long.")
    values = {name: some[-1] for name, some in parse_qs(body.decode("utf-8", "replace"), max_num_fields=40).items()}
    values = {name: value.replace("\0", "")[:10 * LONGEST] for name, value in values.items()}
    return Given(key=request.path_params["key"], values=values,
                 by=" ".join(values.get("by", "").split())[:LONGEST] or _by(request))


def _by(request: Request) -> str:
    return unquote(request.cookies.get(NAME, ""))[:LONGEST]


def _ours(request: Request) -> bool:
    """Whether a form was sent from a page of this server: as the browser says it, which tells no origin ("null") where
    a page sends no referrer.
    """
    site, origin = request.headers.get("sec-fetch-site", ""), request.headers.get("origin", "")
    if site not in ("", "same-origin"):
        return False
    if origin in ("", "null"):
        return site == "same-origin" or not origin
    return urlsplit(origin).netloc.casefold() == request.headers.get("host", "").casefold()


# — back to where one was —


def _local(back: str) -> str:
    """An address of this server; "/" for what leads elsewhere."""
    return back if re.fullmatch(r"/(?![/\\])[^\s\\\x00-\x1f]*", back) else "/"


def _back(record: Record, back: str, made: Correction) -> str:
    """Where one was, with what was done. What the correction gave another key is found under it."""
    where = _local(back)
    for key in dict.fromkeys(KEY.findall(where)):
        try:
            record.full_key(key)
        except UnknownKey:
            now = sorted(record.corrected(made)) if key[0] == "a" else []
            if not now:
                where = "/"
                break
            where = where.replace(key, now[0])
    parts = urlsplit(where)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "done"]
    return parts._replace(query=urlencode([*query, ("done", keys.correction(made))])).geturl()
