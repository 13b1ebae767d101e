"""People: signing in with a PIN, and who may have which role."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert, select, update

from common.domain.audit import AuditAction, Subject
from common.domain.errors import Forbidden, NotFound, Refused
from common.domain.ids import DeviceId, ShopId, StaffId
from common.domain.roles import Actor, Permission, Role
from common.domain.staffing import Person, require_somebody_manages
from server.db import audit
from server.db.unit import Unit
from server.shop import audited, tokens
from server.shop.models import Shop, Staff, StaffSession
from server.shop.records import StaffRecord
from server.shop.repository import ShopRepository

SESSION_LASTS: Final = timedelta(hours=12)
FREE_ATTEMPTS: Final = 5
FIRST_LOCK: Final = timedelta(minutes=1)
LONGEST_LOCK: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many wrong PINs: nobody looks at another one before `until`."""

    until: datetime
    retry_after_s: int


class SignIn:
    """In two units, because the PIN is compared between them, outside any transaction.

    The attempt is counted before the comparison: a hundred guesses at once are a hundred attempts.
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._shop = ShopRepository(unit.session)

    def attempt(self, shop_id: ShopId, login: str) -> StaffRecord | Locked | None:
        """Count an attempt. None: nobody of that name may sign in (compare anyway)."""
        self._unit.lock_shop(shop_id)
        staff = self._shop.staff_by_login(shop_id, login)
        if staff is None or not staff.is_active:
            return None
        now = self._unit.now
        if staff.locked_until is not None and now < staff.locked_until:
            return _locked(staff.locked_until, now)
        failed = staff.failed_attempts + 1
        self._set(staff.id, failed_attempts=failed, locked_until=_lock_after(failed, now))
        return staff

    def succeed(self, staff: StaffRecord, device_id: DeviceId | None) -> tuple[str, datetime]:
        """Open a session of 12 hours: its token, shown this once, and when it ends."""
        token = tokens.new_staff_token()
        expires_at = self._unit.now + SESSION_LASTS
        self._set(staff.id, failed_attempts=0, locked_until=None)
        self._unit.session.execute(
            insert(StaffSession).values(
                token_hash=tokens.digest(token),
                staff_id=staff.id,
                device_id=device_id,
                expires_at=expires_at,
            )
        )
        return token, expires_at

    def confirm(self, staff: StaffRecord) -> None:
        """The PIN fitted, without a session: somebody only said yes to something."""
        self._set(staff.id, failed_attempts=0, locked_until=None)

    def sign_out(self, token: str) -> None:
        """End a session; one that is over stays as it is."""
        self._unit.session.execute(
            update(StaffSession)
            .where(StaffSession.token_hash == tokens.digest(token), StaffSession.ended_at.is_(None))
            .values(ended_at=self._unit.now)
        )
        self._unit.wake(tokens.ACCESS_CHANGED)

    def _set(self, staff_id: StaffId, **values: object) -> None:
        self._unit.session.execute(update(Staff).where(Staff.id == staff_id).values(**values))


def _lock_after(failed: int, now: datetime) -> datetime | None:
    """From the fifth wrong PIN on: 1, 2, 4 … minutes, at most 30."""
    if failed < FREE_ATTEMPTS:
        return None
    doublings = min(failed - FREE_ATTEMPTS, 10)
    lock: timedelta = min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)
    return now + lock


def _locked(until: datetime, now: datetime) -> Locked:
    return Locked(until, max(1, math.ceil((until - now).total_seconds())))


def _person(record: StaffRecord) -> Person:
    return Person(record.id, record.role, record.is_active and record.pin_hash is not None)


class StaffService:
    def __init__(self, unit: Unit, actor: Actor) -> None:
        self._unit = unit
        self._actor = actor
        self._shop = ShopRepository(unit.session)

    def add(self, login: str, name: str, role: Role) -> StaffRecord:
        """Raises Refused `staff.login_taken`."""
        self._require_over(role)
        if self._shop.staff_by_login(self._actor.shop_id, login) is not None:
            raise Refused("staff.login_taken", {"field": "$.login", "login": login})
        staff_id = StaffId(self._unit.new_id())
        self._unit.session.execute(
            insert(Staff).values(
                id=staff_id, shop_id=self._actor.shop_id, login=login, name=name, role=role
            )
        )
        added = self._own(staff_id)
        self._note(None, added)
        return added

    def change(self, staff_id: StaffId, name: str, role: Role, is_active: bool) -> StaffRecord:
        """Raises Refused `staff.last_manager`."""
        staff = self._own(staff_id)
        self._require_over(staff.role)
        self._require_over(role)
        wanted = Person(staff_id, role, is_active and staff.pin_hash is not None)
        require_somebody_manages(map(_person, self._shop.staff_of(staff.shop_id)), wanted)
        self._set(staff_id, name=name, role=role, is_active=is_active)
        if not is_active or role is not staff.role:
            self._end_sessions(staff_id)
        changed = self._own(staff_id)
        self._note(staff, changed)
        return changed

    def set_phone(self, staff_id: StaffId, phone: str) -> StaffRecord:
        """Where codes go (E.164); "": nowhere."""
        staff = self._own(staff_id)
        self._require_over(staff.role)
        self._set(staff_id, phone=phone)
        changed = self._own(staff_id)
        self._note(staff, changed)
        return changed

    def ask_for_codes(self, *, is_on: bool) -> bool:
        """Whether signing in at a new device asks for a code by text, from now on."""
        self._actor.require(Permission.MANAGE)
        mine = Shop.id == self._actor.shop_id
        before, name = self._unit.session.execute(
            select(Shop.asks_sign_in_code, Shop.name).where(mine)
        ).one()
        self._unit.session.execute(update(Shop).where(mine).values(asks_sign_in_code=is_on))
        audit.note(
            self._unit, self._actor, Subject.SHOP, self._actor.shop_id, name,
            before={"asks_sign_in_code": before}, after={"asks_sign_in_code": is_on},
        )  # fmt: skip
        return is_on

    def set_pin(self, staff_id: StaffId, pin_hash: str) -> StaffRecord:
        """Set a PIN (already hashed: that takes long), lift the lock and end the open sessions."""
        staff = self._own(staff_id)
        self._require_over(staff.role)
        self._set(staff_id, pin_hash=pin_hash, failed_attempts=0, locked_until=None)
        self._end_sessions(staff_id)
        self._note(staff, staff, AuditAction.PIN_SET)
        return self._own(staff_id)

    def _note(
        self, before: StaffRecord | None, after: StaffRecord, action: AuditAction | None = None
    ) -> None:
        audit.note(
            self._unit, self._actor, Subject.STAFF, after.id, (before or after).name,
            before=audited.staff(before) if before else None, after=audited.staff(after),
            action=action,
        )  # fmt: skip

    def _require_over(self, role: Role) -> None:
        """A manager manages the shop's people, but makes no brand admin and touches none."""
        self._actor.require(Permission.MANAGE)
        if role is Role.BRAND_ADMIN and self._actor.role is not Role.BRAND_ADMIN:
            raise Forbidden("role.forbidden", {"role": self._actor.role})

    def _own(self, staff_id: StaffId) -> StaffRecord:
        staff = self._shop.staff(self._actor.shop_id, staff_id)
        if staff is None:
            raise NotFound("staff.unknown", {"staff_id": staff_id})
        return staff

    def _set(self, staff_id: StaffId, **values: object) -> None:
        self._unit.session.execute(update(Staff).where(Staff.id == staff_id).values(**values))

    def _end_sessions(self, staff_id: StaffId) -> None:
        self._unit.session.execute(
            update(StaffSession)
            .where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
            .values(ended_at=self._unit.now)
        )
        self._unit.wake(tokens.ACCESS_CHANGED)
