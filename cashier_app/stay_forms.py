"""What the desk asks before it changes who is where: check-in, tags, moves, merging, cleaning."""

from __future__ import annotations

from cashier_app import words
from cashier_app.form import MANAGER, MANAGER_PIN, Field, FieldKind, Form, Option, Values
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.commands import CheckIn, CleanRoom
from common.domain.ids import RoomId
from common.domain.rows import RoomRow, RoomState, StayRow
from common.wire import requests
from common.wire.answers import StayBody

_K = FieldKind


class StayForms:
    def __init__(self, core: Core) -> None:
        self._core = core

    def check_in(self, room: RoomRow) -> Form:
        async def send(values: Values, _key: str) -> str:
            guests = int(values.text("guests") or 1)
            tag = values.text("tag") or None
            await self._core.do(CheckIn(room.id, tag, guests))
            return translate("Cashier", "{0} 已入住").format(room.name)

        return Form(
            "checkIn",
            translate("Cashier", "{0} 入住").format(room.name),
            (
                Field("guests", _K.COUNT, translate("Cashier", "人数"), "2"),
                Field("tag", _K.TEXT, translate("Cashier", "手牌（可不填）"), optional=True),
            ),
            translate("Cashier", "入住"),
            send,
            needs_link=False,
        )

    def add_guest(self, room: RoomRow) -> Form:
        """One more guest of the room, with a tag and a bill of their own."""

        async def send(values: Values, key: str) -> str:
            guests = values.number("guests") or 1
            body = requests.OpenStay(room.id, _tags(values), guests)
            await self._core.call("POST", "/v1/stays", StayBody, body, key)
            return translate("Cashier", "手牌 {0} 已发").format(values.text("tags"))

        return Form(
            "addGuest",
            translate("Cashier", "{0} 加手牌客人").format(room.name),
            (
                Field("tags", _K.TEXT, translate("Cashier", "手牌号，多个用空格分开")),
                Field("guests", _K.COUNT, translate("Cashier", "人数"), "1"),
            ),
            translate("Cashier", "发手牌"),
            send,
            note=translate("Cashier", "这位客人单独记账；要一起付，用并账。"),
        )

    def open_tag(self) -> Form:
        async def send(values: Values, key: str) -> str:
            body = requests.OpenStay(
                hand_tags=_tags(values), guests=int(values.text("guests") or 1)
            )
            await self._core.call("POST", "/v1/stays", StayBody, body, key)
            return translate("Cashier", "手牌 {0} 已发").format(values.text("tags"))

        return Form(
            "openTag",
            translate("Cashier", "发手牌"),
            (
                Field("tags", _K.TEXT, translate("Cashier", "手牌号，多个用空格分开")),
                Field("guests", _K.COUNT, translate("Cashier", "人数"), "1"),
            ),
            translate("Cashier", "发手牌"),
            send,
        )

    def tags(self, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            body = requests.ChangeTags(
                add=_tags(values), lost=values.chosen("lost"), remove=values.chosen("remove")
            )
            await self._core.call("POST", f"/v1/stays/{stay.id}/tags", StayBody, body, key)
            return translate("Cashier", "手牌已更新")

        mine = tuple(Option(tag, tag) for tag in stay.hand_tags)
        lost = Field("lost", _K.CHOICE, translate("Cashier", "挂失（旧牌作废）"),
                     options=mine, many=True, optional=True)  # fmt: skip
        back = Field("remove", _K.CHOICE, translate("Cashier", "收回"),
                     options=mine, many=True, optional=True)  # fmt: skip
        return Form(
            "tags",
            translate("Cashier", "{0} 的手牌").format(words.place(stay)),
            (
                Field(
                    "tags", _K.TEXT, translate("Cashier", "新发手牌，多个用空格分开"), optional=True
                ),
                *((lost, back) if mine else ()),
            ),
            translate("Cashier", "更新手牌"),
            send,
            is_right=lambda values: any(values.text(x) for x in ("tags", "lost", "remove")),
        )

    def texts(self, stay: StayRow) -> Form:
        """Where the guest is told by text that an order is ready; empty: nowhere any more."""

        async def send(values: Values, key: str) -> str:
            path, phone = f"/v1/stays/{stay.id}/phone", values.text("phone")
            if not phone:
                await self._core.call("DELETE", path, StayBody, None, key)
                return translate("Cashier", "不再发短信")
            body = requests.AskForTexts(phone)
            told = await self._core.call("PUT", path, StayBody, body, key)
            return translate("Cashier", "餐好了发短信到 {0}").format(told.stay.texts_to)

        note = translate("Cashier", "全部菜叫号后发一条，用一条短信额度。客人离店后号码自动删除。")
        if stay.texts_to:
            now = translate("Cashier", "现在发到 {0}，留空即取消。").format(stay.texts_to)
            note = f"{now}{note}"
        return Form(
            "texts",
            translate("Cashier", "{0} 餐好发短信").format(words.place(stay)),
            (
                Field(
                    "phone",
                    _K.TEXT,
                    translate("Cashier", "客人手机号"),
                    optional=bool(stay.texts_to),
                    longest=40,
                ),
            ),
            translate("Cashier", "保存"),
            send,
            note=note,
        )

    def move(self, sight: Sight, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            body = requests.MoveStay(values.text("room"))
            await self._core.call("POST", f"/v1/stays/{stay.id}/move", StayBody, body, key)
            return translate("Cashier", "已换房，厨房会看到")

        free = tuple(
            Option(x.id, x.name, x.kind)
            for x in sight.rooms
            if x.state is RoomState.VACANT and x.id != stay.room_id
        )
        return Form(
            "move",
            translate("Cashier", "{0} 换到").format(words.place(stay)),
            (Field("room", _K.CHOICE, translate("Cashier", "空房"), options=free),),
            translate("Cashier", "换房"),
            send,
        )

    def swap(self, sight: Sight, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            body = requests.SwapStays(values.text("stay"))
            await self._core.call("POST", f"/v1/stays/{stay.id}/swap", StayBody, body, key)
            return translate("Cashier", "两间房已对换")

        others = tuple(
            Option(x.id, words.place(x))
            for x in sight.stays.values()
            if x.room_id is not None and x.room_id != stay.room_id
        )
        return Form(
            "swap",
            translate("Cashier", "{0} 与谁对换").format(words.place(stay)),
            (Field("stay", _K.CHOICE, translate("Cashier", "客人"), options=others),),
            translate("Cashier", "对换"),
            send,
        )

    def merge(self, sight: Sight, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            body = requests.MergeStays(values.text("stay"))
            await self._core.call("POST", f"/v1/stays/{stay.id}/merge", StayBody, body, key)
            return translate("Cashier", "账单已合并")

        mine = sight.bill_id(stay.id)
        others = tuple(
            Option(x.id, words.place(x), words.short(sight.totals_of(x.id).balance_fen))
            for x in sight.stays.values()
            if sight.bill_id(x.id) == x.id and x.id != mine
        )
        return Form(
            "merge",
            translate("Cashier", "{0} 的账单并到").format(words.place(stay)),
            (Field("stay", _K.CHOICE, translate("Cashier", "由谁付"), options=others),),
            translate("Cashier", "合并"),
            send,
        )

    def unmerge(self, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            body = requests.UndoStay(values.text("reason"), values.approval())
            await self._core.call("POST", f"/v1/stays/{stay.id}/unmerge", StayBody, body, key)
            return translate("Cashier", "账单已拆开")

        return Form(
            "unmerge",
            translate("Cashier", "{0} 单独结账").format(words.place(stay)),
            (reason(translate("Cashier", "客人要分开付"), translate("Cashier", "并错了")),),
            translate("Cashier", "拆开账单"),
            send,
        )

    def transfer(self, sight: Sight, stay: StayRow) -> Form:
        async def send(values: Values, key: str) -> str:
            body = requests.TransferBatch(values.text("stay"), values.text("reason"))
            path = f"/v1/batches/{values.text('batch')}/transfer"
            await self._core.call("POST", path, dict, body, key)
            return translate("Cashier", "已转给对方，厨房会看到")

        orders = {x.id: x for x in sight.orders_of(stay.id)}
        batches = tuple(
            Option(
                x.id,
                f"{words.number(orders[x.order_id])} {words.clock(x.placed_at, sight.zone)}",
                words.dishes(y for y in sight.lines_in(orders[x.order_id]) if y.batch_id == x.id),
            )
            for x in sight.batches
            if x.order_id in orders
        )
        others = tuple(
            Option(x.id, words.place(x)) for x in sight.stays.values() if x.id != stay.id
        )
        return Form(
            "transfer",
            translate("Cashier", "{0} 的点单转给别人").format(words.place(stay)),
            (
                Field("batch", _K.CHOICE, translate("Cashier", "哪一次点单"), options=batches),
                Field("stay", _K.CHOICE, translate("Cashier", "转给"), options=others),
                reason(translate("Cashier", "点错房间"), translate("Cashier", "客人换了座")),
            ),
            translate("Cashier", "转单"),
            send,
        )

    def clean(self, sight: Sight, room: RoomRow, obstacles: tuple[str, ...]) -> Form:
        """Only by force: what is in the way is named, and stays on the shift's report."""

        async def send(values: Values, _key: str) -> str:
            here = sight.stays_in(room.id)
            stay_id = here[0].id if here else None
            await self._core.do(CleanRoom(room.id, stay_id, True, values.text("reason")))
            return translate("Cashier", "{0} 已清洁，待服务器确认").format(room.name)

        return Form(
            "clean",
            translate("Cashier", "{0} 还不能清洁").format(room.name),
            (reason(translate("Cashier", "客人已走"), translate("Cashier", "挂账")),),
            translate("Cashier", "按住强制清洁"),
            send,
            note=translate(
                "Cashier", "强制清洁会取消没开始做的菜，其余让厨房停做，未结的钱记入交班。"
            ),
            obstacles=obstacles,
            is_held=True,
            needs_link=False,
        )

    def close(self, stay: StayRow, obstacles: tuple[str, ...]) -> Form:
        """A guest without a room hands the tag back."""

        async def send(values: Values, key: str) -> str:
            force = bool(obstacles)
            body = requests.Clean(stay.id, force, values.text("reason") if force else "")
            await self._core.call("POST", f"/v1/stays/{stay.id}/close", StayBody, body, key)
            return translate("Cashier", "{0} 已离店").format(words.place(stay))

        fields = (reason(translate("Cashier", "客人已走"), translate("Cashier", "挂账")),)
        return Form(
            "close",
            translate("Cashier", "{0} 离店").format(words.place(stay)),
            fields if obstacles else (),
            translate("Cashier", "按住强制离店")
            if obstacles
            else translate("Cashier", "收回手牌，离店"),
            send,
            obstacles=obstacles,
            is_held=bool(obstacles),
        )

    def reopen(
        self, sight: Sight, room_id: RoomId, ended: tuple[Option, ...], *, asks_manager: bool
    ) -> Form:
        """`asks_manager`: whoever is signed in is none."""

        async def send(values: Values, key: str) -> str:
            body = requests.UndoStay(values.text("reason"), values.approval())
            path = f"/v1/stays/{values.text('stay')}/reopen"
            await self._core.call("POST", path, StayBody, body, key)
            return translate("Cashier", "已恢复")

        room = sight.room(room_id)
        return Form(
            "reopen",
            translate("Cashier", "{0} 恢复上一位客人").format(room.name if room else ""),
            (
                Field("stay", _K.CHOICE, translate("Cashier", "客人"),
                      ended[0].key if ended else "", options=ended),
                reason(translate("Cashier", "清洁点错了"), translate("Cashier", "客人还在")),
                *(manager_fields() if asks_manager else ()),
            ),
            translate("Cashier", "恢复"),
            send,
            note="" if ended else translate("Cashier", "这间房没有可以恢复的客人"),
        )  # fmt: skip


def manager_fields() -> tuple[Field, Field]:
    """A manager's yes, typed at this desk."""
    login = Field(MANAGER, FieldKind.TEXT, translate("Cashier", "经理账号"))
    return login, Field(MANAGER_PIN, FieldKind.SECRET, translate("Cashier", "经理 PIN"))


def reason(*quick: str) -> Field:
    """Why: typed, or one of the usual answers."""
    options = tuple(Option(text, text) for text in quick)
    return Field("reason", _K.TEXT, translate("Cashier", "原因"), options=options)


def _tags(values: Values) -> list[str]:
    return values.text("tags").replace("，", " ").replace(",", " ").replace("、", " ").split()
