"""The code by text that signing in at a new device asks for, where the shop wants it."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeAlias, cast

from sqlalchemy import Table, delete, insert, select, update

from common.domain.errors import DomainError
from common.domain.ids import DeviceId, ShopId
from common.domain.ready_texts import masked
from common.domain.sign_in_codes import DIGITS, LASTS, SENT_AGAIN_AFTER, TRIES
from server.db.base import add_new
from server.db.unit import Unit
from server.shop import tokens
from server.shop.models import Shop, SignInCode, StaffDevice
from server.shop.records import StaffRecord
from server.shop.staff import SignIn

_CODES: Final = cast(Table, SignInCode.__table__)
_DEVICES: Final = cast(Table, StaffDevice.__table__)
_SHOPS: Final = cast(Table, Shop.__table__)


class CodeTexts(Protocol):
    def send_code(self, shop_id: ShopId, phone: str, code: str, ref: str) -> None:
        """Put it on its way, in this unit; `ref` names it once. Raises TooOften `sms.capped`,
        NotEnoughCredit, Refused: nothing was written then."""
        ...


@dataclass(frozen=True, slots=True)
class CodeNeeded:
    """It is on its way to `phone` (masked) and good until `expires_at`."""

    phone: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CodeWrong:
    """Wrong, too late, used, or tried too often: `tries_left` 0 asks for a new one."""

    tries_left: int


Asked: TypeAlias = CodeNeeded | CodeWrong | DomainError | None


class SignInCodes:
    def __init__(self, unit: Unit, texts: CodeTexts) -> None:
        self._unit = unit
        self._texts = texts

    def ask(self, staff: StaffRecord, device_id: DeviceId | None, code: str | None) -> Asked:
        """The PIN fitted: what else is asked of `staff` at this device. None: nothing, let them in.

        A refusal to send comes back as a value, because that the PIN fitted stays noted.
        """
        SignIn(self._unit).confirm(staff)
        if not self._is_asked_for(staff, device_id):
            return None
        if code is not None:
            return self._judge(staff, device_id, code)
        try:
            with self._unit.savepoint():
                return self._sent(staff, device_id)
        except DomainError as refusal:
            return refusal

    def remember(self, staff: StaffRecord, device_id: DeviceId | None) -> None:
        """They have signed in here; also while no code is asked, so that asking locks nobody out."""
        if device_id is not None:
            row = {"staff_id": staff.id, "device_id": device_id, "since": self._unit.now}
            add_new(self._unit.session, _DEVICES, row)

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _is_asked_for(self, staff: StaffRecord, device_id: DeviceId | None) -> bool:
        session = self._unit.session
        asks = session.scalar(
            select(_SHOPS.c.asks_sign_in_code).where(_SHOPS.c.id == staff.shop_id)
        )
        if not asks or not staff.phone:
            return False
        known = select(_DEVICES.c.since).where(
            _DEVICES.c.staff_id == staff.id, _DEVICES.c.device_id == device_id
        )
        return device_id is None or session.scalar(known) is None

    def _sent(self, staff: StaffRecord, device_id: DeviceId | None) -> CodeNeeded:
        session, now = self._unit.session, self._unit.now
        mine = (_CODES.c.staff_id == staff.id, _CODES.c.place == (device_id or ""))
        last = session.execute(select(_CODES).where(*mine)).one_or_none()
        if last is not None and last.used_at is None and now < last.sent_at + SENT_AGAIN_AFTER:
            return CodeNeeded(masked(staff.phone), last.expires_at)
        session.execute(delete(_CODES).where(*mine))
        id_, code = self._unit.new_id(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        self._texts.send_code(staff.shop_id, staff.phone, code, f"sign-in:{id_}")
        session.execute(
            insert(_CODES).values(
                id=id_,
                staff_id=staff.id,
                place=device_id or "",
                code_hash=_hash(id_, code),
                sent_at=now,
                expires_at=now + LASTS,
                tries=0,
            )
        )
        return CodeNeeded(masked(staff.phone), now + LASTS)

    def _judge(self, staff: StaffRecord, device_id: DeviceId | None, code: str) -> Asked:
        """Count the try, then compare: a hundred guesses at once are a hundred tries."""
        session, now = self._unit.session, self._unit.now
        place = device_id or ""
        tried = session.execute(
            update(_CODES)
            .where(
                _CODES.c.staff_id == staff.id,
                _CODES.c.place == place,
                _CODES.c.used_at.is_(None),
                _CODES.c.expires_at > now,
                _CODES.c.tries < TRIES,
            )
            .values(tries=_CODES.c.tries + 1)
            .returning(_CODES.c.id, _CODES.c.code_hash, _CODES.c.tries)
        ).one_or_none()
        if tried is None:
            return CodeWrong(0)
        if not hmac.compare_digest(_hash(tried.id, code), tried.code_hash):
            return CodeWrong(TRIES - tried.tries)
        session.execute(update(_CODES).where(_CODES.c.id == tried.id).values(used_at=now))
        return None


def _hash(id_: str, code: str) -> str:
    """With the row's id: equal codes do not look alike. It is worth something for five minutes."""
    return tokens.digest(f"{id_}:{code}")
