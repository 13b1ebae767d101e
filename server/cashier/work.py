"""What every part of the desk stands on: its books, and one command of one actor in one unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from common.domain import billing, streams
from common.domain.bill_rows import Allocation, BillRow
from common.domain.billing import Totals
from common.domain.errors import Forbidden, NotFound, Refused
from common.domain.ids import DeviceId, Fen, StaffId, StayId
from common.domain.presence import Approver, manager_behind, require_in_person
from common.domain.roles import Actor, Permission
from common.domain.rows import LineRow, StayRow, StayState
from common.wire.cashier import BillBody, BillItem
from common.wire.events import EventBody, EventKind, Rows
from server.cashier import repository
from server.cashier.ports import Ports
from server.db.unit import Unit


@dataclass(slots=True)
class Draft:
    """A bill that a command works on. `stay` is the one that the command named."""

    stay: StayRow
    before: BillRow | None
    bill: BillRow
    lines: tuple[LineRow, ...]

    @property
    def totals(self) -> Totals:
        return billing.totals(self.bill, self.lines)


class Books:
    """What the desk reads: one shop, in one session, as of `now`."""

    def __init__(self, session: Session, actor: Actor, ports: Ports, now: datetime) -> None:
        self.session = session
        self.actor = actor
        self.ports = ports
        self.now = now

    def bill(self, stay_id: str) -> BillBody:
        """The bill that the stay is on."""
        self.actor.require(Permission.PAY)
        return self.body(self.draft(stay_id))

    def stay(self, stay_id: str) -> StayRow:
        """Raises NotFound `stay.unknown`."""
        found = self.ports.guests.stays([StayId(stay_id)])
        if not found:
            raise NotFound("stay.unknown", {"stay_id": stay_id})
        return found[0]

    def draft(self, stay_id: str) -> Draft:
        """The bill that the stay is on, made anew if there is none."""
        stay = self.stay(stay_id)
        bill_id = stay.bill_stay_id or stay.id
        held = repository.bills(self.session, self.actor.shop_id, [bill_id])
        return self._draft(stay, held[0] if held else None)

    def open_draft(self, stay_id: str) -> Draft:
        """Raises Refused `stay.closed`."""
        draft = self.draft(stay_id)
        if draft.stay.state is not StayState.OPEN:
            raise Refused("stay.closed", {"stay_id": stay_id})
        return draft

    def draft_of(self, bill: BillRow, stay_id: StayId) -> Draft:
        """The draft of a bill that was found by something that `stay_id` put on it."""
        return self._draft(self.stay(stay_id), bill)

    def _draft(self, stay: StayRow, bill: BillRow | None) -> Draft:
        held = bill or billing.empty_bill(stay.bill_stay_id or stay.id)
        return Draft(stay, bill, held, tuple(self.ports.guests.lines(held.stay_ids)))

    def body(
        self, draft: Draft, created_id: str | None = None, change: Fen | None = None
    ) -> BillBody:
        totals = draft.totals
        held = repository.bills(self.session, self.actor.shop_id, [draft.bill.id])
        return BillBody(
            stay_id=draft.stay.id,
            charges_fen=totals.charges_fen,
            lines_fen=totals.lines_fen,
            discount_fen=totals.discount_fen,
            total_fen=totals.total_fen,
            paid_fen=totals.paid_fen,
            balance_fen=totals.balance_fen,
            items=[
                BillItem(
                    item.id,
                    item.name,
                    item.quantity,
                    item.is_charge,
                    item.fen,
                    item.discount_fen,
                    item.net_fen,
                )
                for item in billing.items(draft.bill, draft.lines)
            ],
            bill=held[0] if held else draft.bill,
            created_id=created_id,
            change_fen=change or 0,
        )


class Work(Books):
    def __init__(
        self,
        unit: Unit,
        actor: Actor,
        ports: Ports,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> None:
        super().__init__(unit.session, actor, ports, unit.now)
        self.unit = unit
        self.key = key
        self.approver = approver

    @property
    def by(self) -> StaffId | DeviceId | None:
        return self.actor.staff_id or self.actor.device_id

    # ── who may ─────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def approved_by(self) -> StaffId | None:
        """The manager who answers for it: the one who approved, or the one who is signed in."""
        return manager_behind(self.actor, self.approver)

    def require_person(self) -> None:
        """Raises Forbidden `role.forbidden`, `staff.required`: nobody is here in person."""
        require_in_person(self.actor, Permission.GIVE_AWAY, self.approver)

    def require_within_limit(self, fen: int) -> None:
        """`fen`: all that was given away on the bill without a manager, with what comes now.

        Raises Forbidden `adjustment.needs_manager`.
        """
        limit = self.ports.house.give_away_limit()
        if fen > limit and self.approved_by is None:
            raise Forbidden("adjustment.needs_manager", {"limit_fen": limit, "fen": fen})

    def check_free(self, wanted_id: str | None) -> str:
        """The id for something new: the device's own, if nobody has it. Raises Refused `id.taken`."""
        if wanted_id is None:
            return self.unit.new_id()
        if repository.is_taken(self.session, wanted_id):
            raise Refused("id.taken", {"id": wanted_id})
        return wanted_id

    # ── closing ─────────────────────────────────────────────────────────────────────────────────

    def save(self, draft: Draft) -> None:
        """Freeze or thaw what the bill's items bear, store the bill and tell the desks."""
        draft.bill = replace(draft.bill, allocations=_settled(draft))
        self.store(draft.before, draft.bill, is_open=self._is_open(draft.bill))

    def store(self, before: BillRow | None, after: BillRow, *, is_open: bool) -> None:
        after = replace(after, version=(before.version if before else 0) + 1)
        repository.save(
            self.session,
            self.actor.shop_id,
            before,
            after,
            is_open=is_open,
            by=self.by,
        )
        body = EventBody(by=self.by or "", key=self.key or "")
        if is_open:
            body.put = Rows(bills=(after,))
        else:
            body.drop = {"bills": (after.id,)}
        self.unit.emit(streams.cashier(self.actor.shop_id), EventKind.BILL_CHANGED, body)

    def _is_open(self, bill: BillRow) -> bool:
        stays = self.ports.guests.stays(bill.stay_ids)
        return any(stay.state is StayState.OPEN for stay in stays)


def _settled(draft: Draft) -> tuple[Allocation, ...]:
    """The bill's allocations: frozen once it is paid, worked out anew when nothing is paid any more."""
    if not billing.has_payment(draft.bill):
        return billing.thawed(draft.bill)
    if draft.totals.balance_fen <= 0:
        return billing.frozen(draft.bill, draft.lines)
    return draft.bill.allocations
