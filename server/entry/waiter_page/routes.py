"""Serves the waiter's page: a handful of small files, held in memory, asked for again by their ETag.

Nothing of a shop is in them: the page pairs like any terminal and then speaks HTTP and push.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from common.domain.errors import NotFound
from server.entry.waiter_page import made
from server.lib.commands import AnyRequest
from server.lib.http import PUBLIC

STATIC: Final = Path(__file__).parent / "static"
PAGE: Final = "/waiter"

_TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
_GUARDS: Final = {
    # Scripts, styles and connections of our own alone; nothing inline, nobody's frame.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_WORKER: Final = "sw.js"
_NOT_KEPT: Final = frozenset({_WORKER, "shell.js"})


@dataclass(frozen=True, slots=True)
class Served:
    body: bytes
    media_type: str
    etag: str


def served_files() -> Mapping[str, Served]:
    """Every file of the page by its name under `/waiter/`; the page itself is `index.html`."""
    bodies = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir())}
    scripts = [body.decode() for name, body in bodies.items() if name.endswith(".js")]
    bodies["index.html"] = _with_theme_colours(bodies["index.html"])
    bodies["theme.css"] = made.theme_css().encode()
    bodies["rules.js"] = made.rules_js().encode()
    bodies["icons.svg"] = made.icons_svg(scripts).encode()
    bodies["manifest.webmanifest"] = made.manifest().encode()
    whole = hashlib.sha256(b"".join(bodies[name] for name in sorted(bodies))).hexdigest()[:16]
    kept = [PAGE, *(f"{PAGE}/{name}" for name in sorted(bodies) if name not in _NOT_KEPT)]
    kept.remove(f"{PAGE}/index.html")
    bodies["shell.js"] = made.shell_js(whole, kept).encode()
    return {
        name: Served(body, _TYPES[Path(name).suffix], _etag(body)) for name, body in bodies.items()
    }


def waiter_page() -> tuple[HTTPRouteHandler, HTTPRouteHandler]:
    """The routes of the page. Public: whoever opens it sees a form for a pairing code."""
    files = served_files()

    @get(PAGE, opt=PUBLIC, include_in_schema=False, sync_to_thread=False)
    def page(request: AnyRequest) -> Response[bytes]:
        return _answer(files["index.html"], request)

    @get(f"{PAGE}/{{name:str}}", opt=PUBLIC, include_in_schema=False, sync_to_thread=False)
    def part(request: AnyRequest, name: str) -> Response[bytes]:
        held = files.get(name)
        if held is None:
            raise NotFound("page.unknown", {"name": name})
        scope = {"Service-Worker-Allowed": PAGE} if name == _WORKER else {}
        return _answer(held, request, scope)

    return page, part


def _answer(
    held: Served, request: AnyRequest, more: Mapping[str, str] | None = None
) -> Response[bytes]:
    headers = {**_GUARDS, **(more or {}), "ETag": held.etag}
    if held.etag in request.headers.get("If-None-Match", ""):
        return Response(b"", status_code=304, headers=headers)
    return Response(held.body, media_type=held.media_type, headers=headers)


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _with_theme_colours(page: bytes) -> bytes:
    metas = "".join(
        f'<meta name="theme-color" media="{media}" content="{colour}">\n'
        for media, colour in made.theme_colours()
    )
    return page.replace(b"</head>", metas.encode() + b"</head>")
