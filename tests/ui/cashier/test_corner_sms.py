"""店长页: a text to many is judged before it goes, credits are watched, numbers are blocked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from common.domain.sms_limits import BlockReason
from common.domain.sms_messages import SmsState
from common.domain.sms_rows import Bucket, MovementKind, PurchaseState
from common.domain.sms_text import MessageKind
from common.wire.answers import Page
from common.wire.sms import (
    AccountBody,
    BucketsBody,
    BuyPackage,
    LotBody,
    MovementBody,
    PackageBody,
    PurchaseBody,
)
from common.wire.sms_messages import (
    BlockedBody,
    BlockPhone,
    Done,
    LaneBody,
    MessageBody,
    MessageStory,
    NewMessage,
    PhoneBody,
    PreviewBody,
    PreviewMessage,
    PutTemplate,
    RefusedPhone,
    TemplateBody,
)
from tests.support.rows import an_id
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import NOW, an_evening

TEXT = "【云麓汤泉】本周三泉水检修，照常营业"


def a_message(text: str = TEXT, phones: int = 1, **over: object) -> MessageBody:
    fields: dict[str, object] = {
        "id": an_id(), "client_ref": "x", "kind": MessageKind.NOTICE, "state": SmsState.SUBMITTED,
        "why_code": "", "why": "", "text": text, "units_each": 1, "units": phones,
        "phones": phones, "left_out": 0, "delivered": 0, "undelivered": 0, "open": phones,
        "refused": [], "accepted_at": NOW, "due_at": NOW, "expires_at": NOW + timedelta(hours=6),
        "submitted_at": NOW, "ended_at": None,
    }  # fmt: skip
    return MessageBody(**(fields | over))  # type: ignore[arg-type]  # fields of the body


def a_phone(place: int, phone: str, state: SmsState, why: str = "") -> PhoneBody:
    return PhoneBody(place, phone, state, why, "", 1, 1, None, None, None)


@dataclass
class TextCentre:
    """The message centre's answers: what was sent, by its reference."""

    available: int = 500
    sent: dict[str, NewMessage] = field(default_factory=dict)
    messages: list[MessageBody] = field(default_factory=list)
    blocked: list[BlockedBody] = field(default_factory=list)
    templates: dict[str, TemplateBody] = field(default_factory=dict)
    bought: list[BuyPackage] = field(default_factory=list)
    is_paused: bool = True
    lot_id: str = field(default_factory=an_id)
    package_id: str = field(default_factory=an_id)

    def preview(self, body: object) -> PreviewBody:
        assert isinstance(body, PreviewMessage)
        good = [x for x in body.phones if len(x) == 11]
        bad = [RefusedPhone(x, "sms.phone_invalid", "不是有效的手机号")
               for x in body.phones if len(x) != 11]  # fmt: skip
        text = body.text or ""
        return PreviewBody(text, 1, len(good), len(good), bad, NOW, False, self.available,
                           len(good) <= self.available)  # fmt: skip

    def send(self, body: object) -> object:
        if body is None:
            return Page(list(self.messages))
        assert isinstance(body, NewMessage)
        known = self.sent.setdefault(body.client_ref, body)
        if known is body:
            self.messages.insert(0, a_message(body.text or "", len(body.phones)))
        return self.messages[0]

    def account(self, _: object) -> AccountBody:
        return AccountBody("b", self._buckets(), 0, 100, self.available < 100)

    def lots(self, _: object) -> Page[LotBody]:
        until = datetime(2027, 5, 20, 16, tzinfo=UTC)
        return Page([LotBody(self.lot_id, an_id(), NOW, until, None, self._buckets())])

    def movements(self, _: object) -> Page[MovementBody]:
        return Page([MovementBody(an_id(), self.lot_id, None, MovementKind.GRANT, None,
                                  Bucket.AVAILABLE, 500, NOW)])  # fmt: skip

    def packages(self, _: object) -> Page[PackageBody]:
        return Page([PackageBody(self.package_id, "短信 500 条", 500, 3000, 180)])

    def lanes(self, _: object) -> Page[LaneBody]:
        return Page([self.lane()])

    def lane(self) -> LaneBody:
        at, why = (NOW, "109 通道额度用完") if self.is_paused else (None, "")
        return LaneBody("notice-batch", MessageKind.NOTICE, True, 12, NOW, at, why, None, "")

    def resume(self, _: object) -> LaneBody:
        self.is_paused = False
        return self.lane()

    def buy(self, body: object) -> PurchaseBody:
        assert isinstance(body, BuyPackage)
        self.bought.append(body)
        return PurchaseBody(an_id(), body.package_id, body.reference, 500, body.paid_fen,
                            PurchaseState.ORDERED, NOW, None)  # fmt: skip

    def blacklist(self, body: object) -> object:
        if body is None:
            return Page(list(self.blocked))
        assert isinstance(body, BlockPhone)
        self.blocked.append(BlockedBody(f"+86{body.phone}", BlockReason.BY_HAND, body.note, NOW))
        return self.blocked[-1]

    def unblock(self, _: object) -> Done:
        self.blocked.clear()
        return Done()

    def put_template(self, body: object) -> TemplateBody:
        assert isinstance(body, PutTemplate)
        held = TemplateBody("order_ready", body.kind, body.text, body.params, NOW)
        self.templates["order_ready"] = held
        return held

    def _buckets(self) -> BucketsBody:
        return BucketsBody(500, self.available, 0, 500 - self.available, 0, 0)


async def on_the_page(open_desk: OpenDesk, page: str, centre: TextCentre) -> Desk:
    desk = open_desk(an_evening())
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    answer_as(desk, centre)
    await desk.key("Ctrl+,")
    await desk.bring(f"page-{page}")
    await desk.tap(f"page-{page}")
    return desk


def answer_as(desk: Desk, centre: TextCentre) -> None:
    desk.core.routes |= {
        "/v1/sms/messages": centre.send,
        "/v1/sms/messages/preview": centre.preview,
        "/v1/sms/account": centre.account,
        "/v1/sms/lots": centre.lots,
        "/v1/sms/movements": centre.movements,
        "/v1/sms/packages": centre.packages,
        "/v1/sms/lanes": centre.lanes,
        "/v1/sms/lanes/notice-batch/resume": centre.resume,
        "/v1/sms/purchases": centre.buy,
        "/v1/sms/blacklist": centre.blacklist,
        "/v1/sms/blacklist/%2B8613800138000": centre.unblock,
        "/v1/sms/templates": lambda _: Page(list(centre.templates.values())),
        "/v1/sms/templates/order_ready": centre.put_template,
    }


async def write(desk: Desk, phones: str) -> None:
    await desk.tap("add")
    await desk.tap("field-text")
    await desk.type(TEXT)
    await desk.tap("field-phones")
    await desk.type(phones)
    await desk.tap("save")


async def test_a_batch_is_judged_first_and_goes_out_once(open_desk: OpenDesk) -> None:
    centre = TextCentre()
    desk = await on_the_page(open_desk, "smsMessages", centre)
    await write(desk, "王女士,13800138000\n李先生,13900139000\n1380013")
    await desk.reads("formSummary", "2 条")
    assert centre.sent == {}, "nothing goes before it was confirmed"
    await desk.hold("formHold", lambda: centre.sent)
    await desk.reads("toast", "2 个号码，已经排队发送")
    (sent,) = centre.sent.values()
    assert (sent.text, sent.kind) == (TEXT, MessageKind.NOTICE)
    assert sent.phones == ["13800138000", "13900139000", "1380013"]
    await desk.wait_for(f"row-{centre.messages[0].id}")


async def test_a_lost_answer_sends_nothing_twice(open_desk: OpenDesk) -> None:
    centre = TextCentre()
    desk = await on_the_page(open_desk, "smsMessages", centre)
    await write(desk, "13800138000")
    await desk.wait_for("formHold")
    desk.core.lose_next_answer = True
    await desk.hold("formHold", lambda: "没有收到回答" in desk.read("formProblem"))
    await desk.hold("formHold", lambda: "已经排队" in desk.read("toast"))
    assert len(centre.sent) == 1


async def test_more_than_a_thousand_numbers_go_in_several_requests(open_desk: OpenDesk) -> None:
    centre = TextCentre(available=5000)
    desk = await on_the_page(open_desk, "smsMessages", centre)
    numbers = [str(13800000000 + x) for x in range(2300)]
    await write(desk, "\n".join(numbers))
    await desk.reads("formSummary", "2,300 条")
    await desk.hold("formHold", lambda: len(centre.sent) == 3)
    await desk.reads("toast", "2300 个号码")
    assert [x for each in centre.sent.values() for x in each.phones] == numbers


async def test_what_the_balance_does_not_pay_for_cannot_be_sent(open_desk: OpenDesk) -> None:
    centre = TextCentre(available=1)
    desk = await on_the_page(open_desk, "smsMessages", centre)
    await write(desk, "13800138000 13900139000")
    await desk.reads("formSummary", "2 条")
    assert not desk.can_tap("formHold")
    assert centre.sent == {}


async def test_a_list_without_numbers_is_said_at_its_field(open_desk: OpenDesk) -> None:
    desk = await on_the_page(open_desk, "smsMessages", TextCentre())
    await write(desk, "王女士、李先生")
    await desk.reads("wrong-phones", "里面没有手机号")


async def test_numbers_are_read_from_a_table_on_this_machine(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "Documents" / "会员.csv"
    table.parent.mkdir()
    table.write_text("姓名,手机\n王女士,13800138000\n", encoding="gb18030")
    monkeypatch.setenv("HOME", str(tmp_path))
    desk = await on_the_page(open_desk, "smsMessages", TextCentre())
    await desk.tap("add")
    await desk.tap("act-file")
    await desk.tap(f"option-{table}")
    await desk.tap("formConfirm")
    await desk.reads("toast", "读到 1 个号码")
    await desk.reads("field-phones", "13800138000")


async def test_one_message_tells_what_became_of_each_phone(open_desk: OpenDesk) -> None:
    centre = TextCentre()
    held = a_message(phones=2, delivered=1, undelivered=1, open=0, state=SmsState.SETTLED)
    centre.messages.append(held)
    phones = [a_phone(0, "138****8000", SmsState.DELIVERED),
              a_phone(1, "139****9000", SmsState.UNDELIVERED, "关机")]  # fmt: skip
    desk = await on_the_page(open_desk, "smsMessages", centre)
    story = MessageStory(held, phones, [], "simulator", "1", None, 1)
    desk.core.routes[f"/v1/sms/messages/{held.id}"] = lambda _: story
    await desk.tap(f"row-{held.id}")
    await desk.reads("fact-progress", "送达 1 / 2，未送达 1")
    await desk.reads("fact-phone-1", "关机")


async def test_a_package_is_noted_and_nobody_grants_it_here(open_desk: OpenDesk) -> None:
    centre = TextCentre(available=60)
    desk = await on_the_page(open_desk, "smsAccount", centre)
    await desk.tap(f"row-package:{centre.package_id}")
    await desk.tap("act-buy")
    await desk.tap("formConfirm")
    await desk.reads("toast", "付款确认后到账")
    (bought,) = centre.bought
    assert (bought.package_id, bought.paid_fen) == (centre.package_id, 3000)
    assert bought.reference.startswith("pay-")


async def test_a_lane_that_stands_still_says_why_and_is_set_going(open_desk: OpenDesk) -> None:
    centre = TextCentre()
    desk = await on_the_page(open_desk, "smsAccount", centre)
    await desk.tap("row-lane:notice-batch")
    await desk.reads("fact-why", "109 通道额度用完")
    await desk.hold("hold-resume", lambda: not centre.is_paused)
    await desk.reads("toast", "继续发送")


async def test_a_number_is_blocked_and_written_to_again(open_desk: OpenDesk) -> None:
    centre = TextCentre()
    desk = await on_the_page(open_desk, "smsBlacklist", centre)
    await desk.tap("add")
    await desk.type("13800138000")
    await desk.tap("save")
    await desk.tap("row-+8613800138000")
    await desk.hold("hold-unblock", lambda: not centre.blocked)
    await desk.wait_gone("row-+8613800138000")


async def test_a_template_is_checked_while_it_is_typed(open_desk: OpenDesk) -> None:
    centre = TextCentre()
    desk = await on_the_page(open_desk, "smsTemplates", centre)
    await desk.tap("add")
    await desk.type("order_ready")
    await desk.tap("field-text")
    await desk.type("单号 {number} 好了")
    await desk.reads("wrong-text", "开头要有 【签名】")
    await desk.key("Ctrl+A")
    await desk.type("【云麓汤泉】单号 {number} 好了")
    await desk.tap("field-numbers")
    await desk.type("number")
    await desk.tap("save")
    await desk.wait_for("row-order_ready")
    assert centre.templates["order_ready"].params == {"number": "number"}
