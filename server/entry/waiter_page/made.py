"""What the page takes from the house: colours and sizes, rules, icons, its manifest.

Made once at the start of the server, from assets/tokens.json, assets/icons and `common.domain`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from common.domain import calls, freshness, kitchen
from common.domain.chimes import NOTES
from common.domain.kitchen import LineAction, LineState, settles_silently
from common.domain.speaking import NORMAL_RATE
from common.domain.voice_queue import MERGED_FROM
from common.wire.events import EventKind
from common.wire.frames import HEARTBEAT_S, PROTO, CloseCode
from server.entry.openapi import VERSION

ASSETS: Final = Path(__file__).parents[3] / "assets"
LIGHT, DARK = "cashier", "kitchen"
"""By day the desk's colours, in a dark corridor the kitchen's; both name the same roles."""
SIZES: Final = "waiter"

_SVG: Final = re.compile(r"<svg[^>]*?viewBox=\"([^\"]+)\"([^>]*)>(.*)</svg>", re.DOTALL)
_USED_ICON: Final = re.compile(r"[\"'](?P<name>[a-z][a-z-]+)[\"']")

Tokens = Mapping[str, Any]  # Any: the JSON as it stands


@cache
def tokens() -> Tokens:
    found: Tokens = json.loads((ASSETS / "tokens.json").read_text(encoding="utf-8"))
    return found


def theme_css() -> str:
    """Custom properties: `--text2`, `--space-3`, `--type-title`, `--radius-m`, `--duration-state` …"""
    raw = tokens()
    sizes = {
        **{f"space-{step}": f"{px}px" for step, px in raw["space"].items()},
        **{f"radius-{name}": f"{px}px" for name, px in raw["radius"].items()},
        **{f"stroke-{name}": f"{px}px" for name, px in raw["stroke"].items()},
        **{f"type-{name}": f"{px}px" for name, px in raw["type"][SIZES].items()},
        **{f"duration-{name}": f"{ms}ms" for name, ms in raw["duration"].items()},
        "touch": f"{raw['touch'][SIZES]}px",
        "family": ", ".join(
            json.dumps(name, ensure_ascii=False) if " " in name else name
            for name in (raw["font"]["family"], *raw["font"]["fallback"])
        ),
    }
    light, dark = _colours(LIGHT), _colours(DARK)
    return (
        f":root {{\n  color-scheme: light dark;\n{_properties(sizes)}{_properties(light)}}}\n"
        f"@media (prefers-color-scheme: dark) {{\n  :root {{\n{_properties(dark)}  }}\n}}\n"
    )


def _colours(theme: str) -> dict[str, str]:
    raw = tokens()
    own: dict[str, str] = raw["themes"][theme]
    stands_for = {name: role for name, role in raw["aliases"][theme].items() if name != "comment"}
    return {**own, **{name: own[role] for name, role in stands_for.items()}}


def _properties(values: Mapping[str, str]) -> str:
    return "".join(f"  --{name}: {value};\n" for name, value in values.items())


def rules_js() -> str:
    """The tables of `common.domain` as a module: the page judges taps by what the server judges by."""
    lines: dict[str, dict[str, str]] = {}
    for (state, action), to in kitchen.MOVES.items():
        lines.setdefault(state, {})[action] = to
    answers: dict[str, dict[str, str]] = {}
    for (call_state, call_action), call_to in calls.MOVES.items():
        answers.setdefault(call_state, {})[call_action] = call_to
    settled = [
        f"{state} {action}"
        for state, action in product(LineState, LineAction)
        if settles_silently(state, action)
    ]
    constants: dict[str, object] = {
        "APP_VERSION": VERSION,
        "PROTO": PROTO,
        "HEARTBEAT_S": HEARTBEAT_S,
        "FRESHNESS": {
            "freshUpTo": freshness.FRESH_UP_TO_S,
            "slowUpTo": freshness.SLOW_UP_TO_S,
            "blindAfterClose": freshness.BLIND_AFTER_CLOSE_S,
        },
        "CLOSE": {_camel(code.name): int(code) for code in CloseCode},
        "RESYNC": EventKind.RESYNC,
        "LINE_MOVES": lines,
        "RECALL": LineAction.RECALL,
        "CALL_MOVES": answers,
        "CHIMES": {chime: [asdict(note) for note in notes] for chime, notes in NOTES.items()},
        "NORMAL_RATE": NORMAL_RATE,
        "MERGED_FROM": MERGED_FROM,
        "UNDO_MS": tokens()["duration"]["undoWindow"],
    }
    same = [f"{state} {action}" for state, action in sorted(kitchen.SAME)]
    sets = {"EVENT_KINDS": list(EventKind), "LINE_SAME": same, "SETTLES": settled}
    return "".join(
        [
            *(f"export const {name} = {_json(value)};\n" for name, value in constants.items()),
            *(f"export const {name} = new Set({_json(value)});\n" for name, value in sets.items()),
        ]
    )


def _camel(name: str) -> str:
    """`BAD_FRAME` → `badFrame`."""
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def icons_svg(scripts: Iterable[str]) -> str:
    """One sheet of the house's icons that `scripts` name."""
    named = {found["name"] for text in scripts for found in _USED_ICON.finditer(text)}
    files = sorted(path for path in (ASSETS / "icons").glob("*.svg") if path.stem in named)
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "".join(map(_symbol, files)) + "</svg>\n"


def _symbol(file: Path) -> str:
    found = _SVG.search(file.read_text(encoding="utf-8"))
    assert found is not None, f"{file.name} is an icon with a viewBox"
    box, look, shapes = found.groups()
    return f'<symbol id="{file.stem}" viewBox="{box}"{look}>{shapes.strip()}</symbol>\n'


def manifest() -> str:
    """What a phone needs to put the page on its home screen."""
    light = _colours(LIGHT)
    return _json(
        {
            "id": "/waiter",
            "name": "服务员 · 灶台",
            "short_name": "服务员",
            "lang": "zh-CN",
            "start_url": "/waiter",
            "scope": "/waiter",
            "display": "standalone",
            "orientation": "any",
            "background_color": light["bg"],
            "theme_color": light["bar"],
            "icons": [
                {"src": f"/waiter/icon-{px}.png", "sizes": f"{px}x{px}", "type": "image/png"}
                | {"purpose": purpose}
                for px, purpose in product((192, 512), ("any", "maskable"))
            ],
        }
    )


def shell_js(version: str, files: Iterable[str]) -> str:
    """What the service worker keeps; another `version` fetches it anew."""
    return f"self.SHELL = {_json({'version': version, 'files': list(files)})};\n"


def theme_colours() -> Iterator[tuple[str, str]]:
    """(media query, colour) for the bars that a phone draws around the page."""
    yield "(prefers-color-scheme: light)", _colours(LIGHT)["bar"]
    yield "(prefers-color-scheme: dark)", _colours(DARK)["bar"]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
