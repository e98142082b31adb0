"""The application: which page answers which address. The only owner of starlette."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from secrets import compare_digest
from typing import TypeAlias
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dossierkit.book.broken import BrokenBook
from dossierkit.report import markup, page
from dossierkit.text.translation import _
from dossierkit.web.asked import Answer, Ask, Nowhere
from dossierkit.web.desk import Desk
from dossierkit.web.environment import render
from dossierkit.web.guard import App, Guard, Keys
from dossierkit.web.layout import broken_page, plain_page
from dossierkit.web.pages import (
    calendar,
    fact,
    figures,
    history,
    log,
    next_step,
    portrait,
    search,
    today,
    trouble,
)

Page: TypeAlias = Callable[[Desk, Ask], Answer]
OnFault: TypeAlias = Callable[[Exception], str]

_GET: dict[str, Page] = {
    "/": today.page,
    "/search": search.page,
    "/calendar": calendar.page,
    "/report": figures.page,
    "/trouble": trouble.page,
    "/{folder}/{id}": portrait.page,
    "/{folder}/{id}/history": history.page,
    "/{folder}/{id}/log": log.page,
    "/{folder}/{id}/next": next_step.page,
    "/{folder}/{id}/set": fact.page,
}
_POST: dict[str, Page] = {
    "/{folder}/{id}/log": log.save,
    "/{folder}/{id}/next": next_step.save,
    "/{folder}/{id}/set": fact.save,
}
_LARGEST = 262_144
"""Bytes of a form: more than any dossier's header may have."""
_STATIC = Path(__file__).with_name("static")
_KINDS = {
    "page.css": "text/css",
    "htmx.min.js": "text/javascript",
    "page.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


def application(desk: Desk, keys: Keys, on_fault: OnFault) -> App:
    """All pages of a desk behind the guard. `on_fault` writes down a fault of ours, and says
    where."""
    routes = [Route("/static/{name}", _static())]
    for path in _GET:
        read, write = _GET[path], _POST.get(path)
        methods = ["GET", "POST"] if write else ["GET"]
        endpoint = _endpoint(desk, on_fault, read, write)
        routes.append(Route(path, endpoint, methods=methods))
    return Guard(Starlette(routes=routes, exception_handlers={404: _nothing, 405: _nothing}), keys)


def _endpoint(
    desk: Desk, on_fault: OnFault, read: Page, write: Page | None
) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        given: list[tuple[str, str]] = []
        if request.method == "POST":
            body = await _body(request)
            if body is None:
                said = _("this is too much for one form; edit the file itself")
                return HTMLResponse(plain_page(_("Too much"), said), 413)
            given = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        is_write = request.method == "POST" and write is not None
        ask = _ask(request, given)
        if is_write and ask.form.get("key") != desk.form_key:
            return HTMLResponse(
                plain_page(_("Not saved"), _("load the page again, then save")), 403
            )
        if is_write and desk.is_read_only:
            return HTMLResponse(plain_page(_("Not saved"), _("this page only reads")), 403)
        chosen = write if is_write and write else read
        found = await run_in_threadpool(_answered, chosen, desk, ask, on_fault)
        return _response(found)

    return answer


def _refused(desk: Desk, ask: Ask) -> str:
    """Why nothing is saved, whatever the form says; empty if it may be."""
    if not compare_digest(ask.form.get("key", "").encode(), desk.form_key.encode()):
        return _("load the page again, then save")
    return _("this page only reads") if desk.is_read_only else ""


def _ask(request: Request, given: list[tuple[str, str]]) -> Ask:
    several: dict[str, list[str]] = {}
    for name, value in given:
        several.setdefault(name, []).append(value)
    return Ask(
        request.path_params,
        dict(request.query_params),
        dict(given),
        several,
        request.headers.get("hx-request-type") == "partial",
    )


async def _body(request: Request) -> bytes | None:
    """What a form sent; None if it is too much."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            return None
    return body


def _answered(chosen: Page, desk: Desk, ask: Ask, on_fault: OnFault) -> Answer:
    """What a page gives, or a page that says why there is none; never a stack trace."""
    try:
        return chosen(desk, ask)
    except Nowhere as error:
        return Answer(plain_page(_("Nobody there"), str(error)), 404)
    except BrokenBook as error:
        return Answer(broken_page(error), 503)
    except OSError as error:
        said = f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
        return Answer(plain_page(_("That did not work"), said), 500)
    except Exception as error:
        return Answer(plain_page(_("A fault of dossier itself"), on_fault(error)), 500)


def _response(found: Answer) -> Response:
    if found.to is not None:
        return RedirectResponse(found.to, 303)
    return HTMLResponse(found.html.encode("utf-8", "backslashreplace"), found.status)


async def _nothing(request: Request, error: Exception) -> Response:
    html = render("plain.html", title=_("No such page"), said=_("there is nothing here"))
    return HTMLResponse(html, 404)


def _static() -> Callable[[Request], object]:
    """The files that every page needs, read once."""
    style = [
        Path(str(markup.__file__)).with_name("page.css"),
        Path(str(page.__file__)).with_name("report.css"),
        _STATIC / "page.css",
    ]
    files: Mapping[str, bytes] = {
        name: (_STATIC / name).read_bytes() for name in _KINDS if name != "page.css"
    } | {"page.css": b"\n".join(file.read_bytes() for file in style)}

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in files:
            return Response(status_code=404)
        return Response(files[name], media_type=_KINDS[name])

    return static
