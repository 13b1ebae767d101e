"""Money whose answer never came here: looked up on the bill, and said, until somebody has seen it.

A desk that was killed between tender and answer finds them on its disk. Nothing is taken again by
itself: a person decides, and even then the server takes it once.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from cashier_app.notices_model import Notice
from cashier_app.refusals import why
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core, Tender
from common.domain.bill_rows import BillRow
from common.domain.errors import DomainError
from common.qt.tasks import spawn
from common.wire.cashier import BillBody


class TendersModel(QObject):
    """`told(word)`: for a toast."""

    told = Signal(str)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._is_booked: dict[str, bool] = {}  # what the server said of a tender, by key
        self._under_way: set[str] = set()

    def notices(self, sight: Sight, is_live: bool, asking: str) -> tuple[Notice, ...]:
        """Of all but the one that the open sheet is `asking` for."""
        waiting = [x for x in self._core.tenders if x.key != asking]
        self._is_booked = {
            x.key: self._is_booked[x.key] for x in waiting if x.key in self._is_booked
        }
        booked = {thing for bill in sight.bills for thing in _things(bill)}
        for tender in waiting:
            if tender.id in booked:
                self._is_booked[tender.key] = True
            elif is_live and not {tender.key} & (self._is_booked.keys() | self._under_way):
                self._under_way.add(tender.key)
                spawn(self._look_up(tender), self, "look up tender")
        return tuple(_notice(x, self._is_booked.get(x.key)) for x in waiting)

    def is_mine(self, key: str) -> bool:
        return any(x.key == key for x in self._core.tenders)

    def settle(self, key: str) -> None:
        """知道了, or 没有收钱."""
        spawn(self._core.settle_tender(key), self, "settle tender")

    def again(self, key: str) -> None:
        tender = next((x for x in self._core.tenders if x.key == key), None)
        if tender is not None and tender.again is not None and key not in self._under_way:
            self._under_way.add(key)
            spawn(self._again(tender), self, "tender again")

    async def _again(self, tender: Tender) -> None:
        try:
            if tender.again is not None:
                await self._core.tender(tender, tender.again)
        except ProblemAnswered as error:
            self.told.emit(why(error.code, error.problem.facts))
        except (ApiError, DomainError):
            self.told.emit(translate("Cashier", "没有连上服务器"))
        else:
            self.told.emit(translate("Cashier", "已入账：{0}").format(tender.about))
        finally:
            self._under_way.discard(tender.key)

    async def _look_up(self, tender: Tender) -> None:
        try:
            path = f"/v1/stays/{tender.stay_id}/bill"
            answer = await self._core.call("GET", path, BillBody)
            self._is_booked[tender.key] = tender.id in set(_things(answer.bill))
        except (ApiError, DomainError):
            return  # looked up again at the next look
        finally:
            self._under_way.discard(tender.key)


def _things(bill: BillRow) -> Iterator[str]:
    """Ids of what moved money on the bill."""
    for payment in bill.payments:
        yield payment.id
        for refund in payment.refunds:
            yield refund.id


def _notice(tender: Tender, is_booked: bool | None) -> Notice:
    seen, about = translate("Cashier", "知道了"), tender.about
    if is_booked is None:
        return Notice(
            tender.key,
            translate("Cashier", "还不知道：{0}").format(about),
            translate("Cashier", "没有等到服务器的回答，连上后会查。先不要再收一次"),
        )
    if is_booked:
        return Notice(
            tender.key,
            translate("Cashier", "已入账：{0}").format(about),
            translate("Cashier", "当时没有等到回答，服务器已经记下这一笔，不要再收"),
            is_good=True,
            accept=seen,
        )
    return Notice(
        tender.key,
        translate("Cashier", "没有入账：{0}").format(about),
        translate("Cashier", "当时没有等到回答，服务器没有记这一笔。钱收了就再记一次"),
        accept=translate("Cashier", "钱没有收") if tender.again else seen,
        again=translate("Cashier", "再记一次") if tender.again else "",
    )
