"""RFC 9457 problems. `code` is stable; `final` says that a rule refused and a repeat cannot help."""

from __future__ import annotations

from typing import Any, Final

import msgspec

MEDIA_TYPE: Final = "application/problem+json"


class Problem(msgspec.Struct, omit_defaults=True):
    code: str
    status: int
    title: str = ""
    detail: str = ""
    type: str = "about:blank"
    facts: dict[str, Any] = {}  # JSON values whose shape depends on `code`
    final: bool = False
    request_id: str = ""
