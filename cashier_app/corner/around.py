"""What a page of the corner may use of the desk around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cashier_app.form import Form
from cashier_app.sight import Sight
from common.client.facade import Core


@dataclass(frozen=True, slots=True)
class Around:
    """`why_not`: the reason for which nothing can be saved just now, or nothing. `ask`: show a form
    on the desk's sheet. `told`: a word for the toast. `sight`: the desk's tables as of now. `files`:
    the folder for what people save."""

    core: Core
    why_not: Callable[[], str]
    ask: Callable[[Form], None]
    told: Callable[[str], None]
    sight: Callable[[], Sight]
    files: Path = Path()
