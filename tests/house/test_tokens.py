"""The colours can be read: WCAG contrast of everything that is drawn on something, in every theme."""

import json
from typing import Final

import pytest

from tests.house.sources import text_of

TOKENS: Final = json.loads(text_of("assets/tokens.json") or "{}")
THEMES: Final[dict[str, dict[str, str]]] = TOKENS["themes"]
ALIASES: Final[dict[str, dict[str, str]]] = {
    theme: roles for theme, roles in TOKENS["aliases"].items() if theme in THEMES
}
PAIRS: Final[list[dict[str, str | float]]] = TOKENS["contrast"]
TEXT, NON_TEXT = 4.5, 3.0

# What the shared parts of the screens write on what, whichever theme they stand in.
WRITTEN_ON = [
    *((ink, ground) for ink in ("text", "text2") for ground in ("bg", "surface", "surface2")),
    ("onPrimary", "primary"), ("onPrimaryTint", "primaryTint"), ("onSelect", "select"),
    ("cooking", "cookingBg"), ("onCooking", "cookingSolid"), ("done", "doneBg"), ("onDone", "done"),
    ("notified", "notifiedBg"), ("due", "dueBg"), ("late", "lateBg"), ("lateText", "ticket"),
    ("addon", "addonBg"), ("cancel", "cancelBg"), ("cancelText", "cancelBg"), ("rush", "rushBg"),
    ("allergy", "allergyBg"), ("note", "line"), ("offline", "offlineBg"), ("danger", "dangerBg"),
    ("warn", "warnBg"), ("soldText", "soldBg"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colour(theme: str, role: str) -> str | None:
    """The colour of `role`, by its own name or by the role that it stands for; None: not in this theme."""
    roles = THEMES[theme]
    return roles.get(role) or roles.get(ALIASES.get(theme, {}).get(role, ""))


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p['theme']}-{p['fg']}-on-{p['bg']}")
def test_every_declared_pair_reaches_its_contrast(pair: dict[str, str | float]) -> None:
    roles = THEMES[str(pair["theme"])]
    measured = contrast(roles[str(pair["fg"])], roles[str(pair["bg"])])
    least = NON_TEXT if pair.get("use") == "non-text" else TEXT
    assert measured >= least
    assert measured == pytest.approx(pair["ratio"], abs=0.02)


@pytest.mark.parametrize("theme", THEMES)
def test_shared_parts_can_be_read_in_every_theme(theme: str) -> None:
    faint = {}
    for ink, ground in WRITTEN_ON:
        one, other = colour(theme, ink), colour(theme, ground)
        if one and other and contrast(one, other) < TEXT:
            faint[f"{ink} on {ground}"] = round(contrast(one, other), 2)
    assert faint == {}


@pytest.mark.parametrize("theme", ALIASES)
def test_a_role_stands_only_for_one_that_its_theme_has(theme: str) -> None:
    assert {target for target in ALIASES[theme].values() if target not in THEMES[theme]} == set()
