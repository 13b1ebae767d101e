"""Why something did not take effect, in the desk's words, by the problem's stable code."""

from __future__ import annotations

from collections.abc import Mapping

from cashier_app import words
from cashier_app.corner.refusals import setting_up
from cashier_app.words import translate
from common.qt import phrases


def why(code: str, facts: Mapping[str, object]) -> str:
    """The sentence for `code`; one that has none says what to do, and the code for who is asked."""
    if code == "room.unfinished":
        return _unfinished(facts)
    if code == "auth.locked":
        return _locked(facts)
    tags = _listed(facts.get("hand_tags"))
    known = {
        **setting_up(facts),
        "server.unreachable": translate("Cashier", "没有连上服务器"),
        "payment.exceeds_balance": translate("Cashier", "收的比应收的多，账单可能刚被另一台收过"),
        "refund.exceeds_paid": translate("Cashier", "退的比收的多"),
        "shift.not_open": translate("Cashier", "还没有开班，请先开班（F11）"),
        "shift.open": translate("Cashier", "已经开班了"),
        "adjustment.needs_manager": translate("Cashier", "超过权限，需要经理授权"),
        "manager.required": translate("Cashier", "要经理同意"),
        "approval.refused": translate("Cashier", "经理账号或 PIN 不对"),
        "staff.required": translate("Cashier", "请先登录员工（F11）"),
        "adjustment.items": translate("Cashier", "选中的菜不能这样优惠"),
        "adjustment.amount": translate("Cashier", "优惠的数目不对"),
        "adjustment.paid": translate("Cashier", "已经收过款，不能撤销"),
        "adjustment.voided": translate("Cashier", "已经撤销过了"),
        "charge.voided": translate("Cashier", "已经撤销过了"),
        "payment.tendered": translate("Cashier", "客人给的不够"),
        "payment.paid_later": translate("Cashier", "收款时间不对"),
        "role.forbidden": translate("Cashier", "没有这个权限，请先登录员工"),
        "sms.not_offered": translate("Cashier", "还没有买过短信，不能发"),
        "sms.phone_invalid": translate("Cashier", "不是有效的手机号"),
        "staff.code_needed": translate("Cashier", "这台设备第一次登录：验证码已发到 {0}").format(
            facts.get("phone", "")
        ),
        "staff.code_wrong": translate("Cashier", "验证码不对或已过期，清空后可重新获取"),
        "sms.capped": translate("Cashier", "验证码发得太频繁，请稍后再试"),
        "auth.pin": translate("Cashier", "账号或 PIN 不对"),
        "auth.too_many": translate("Cashier", "试了太多次，请稍后再试"),
        "stay.closed": translate("Cashier", "客人已经离店，账单已结束"),
        "stay.ended": translate("Cashier", "客人已经离店"),
        "stay.changed": translate("Cashier", "客人已经换了"),
        "stay.left": translate("Cashier", "客人已经离店"),
        "stay.paid": translate("Cashier", "已经收过款，不能拆开"),
        "stay.open": translate("Cashier", "客人还在"),
        "stay.has_room": translate("Cashier", "有房间，请清洁房间"),
        "stay.bill_elsewhere": translate("Cashier", "对方的账单已经并到别处"),
        "stay.bill_shared": translate("Cashier", "这张账单已经并了别人的"),
        "room.occupied": translate("Cashier", "那间房已有客人"),
        "room.to_clean": translate("Cashier", "那间房还没清洁"),
        "room.out_of_use": translate("Cashier", "那间房停用了"),
        "room.next_stay": translate("Cashier", "房间已经有新客人，不能恢复"),
        "tag.in_use": translate("Cashier", "手牌 {0} 正在使用").format(tags),
        "tag.blocked": translate("Cashier", "手牌 {0} 已挂失").format(tags),
        "tag.not_in_stay": translate("Cashier", "这位客人没有手牌 {0}").format(tags),
        "tag.not_checked_in": translate("Cashier", "这个手牌没有入住"),
        "goods.sold_out": translate("Cashier", "有菜已售罄"),
        "order.price_changed": translate("Cashier", "菜价变了，请重新点"),
        "order.started": translate("Cashier", "已经开始制作，不能取消"),
        "line.refused": translate("Cashier", "这道菜的状态已经变了"),
        "print.no_printer": translate("Cashier", "还没有设置小票打印机（店长页）"),
        "print.refused": translate("Cashier", "这张单的状态已经变了"),
        "print.lost": translate("Cashier", "这张单已由另一台在打"),
        "receipt.empty": translate("Cashier", "账单上还没有东西"),
        "receipt.unpaid": translate("Cashier", "还没有收款，先打预结单"),
        "printer.address": translate("Cashier", "打印机地址不对，如 192.168.1.50"),
        "printer.desk": translate("Cashier", "这台打印机要接在收银台上"),
        "printer.busy": translate("Cashier", "正在打印，稍后再删"),
        "printer.too_many": translate("Cashier", "打印机太多了"),
        "order.too_late": translate("Cashier", "来不及了，厨房已经开始做"),
        "order.empty": translate("Cashier", "还没有点菜"),
        "order.too_many_lines": translate("Cashier", "一次点得太多，请分两次下单"),
        "bill.too_long": translate("Cashier", "账单上的项目太多，请先结一部分"),
        "rush.too_early": translate("Cashier", "还没到时间，刚催过的菜过几分钟再催"),
        "call.refused": translate("Cashier", "这个呼叫已经有人处理了"),
        "reason.missing": translate("Cashier", "请写原因"),
        "shop.closed": translate("Cashier", "门店已打烊"),
        "outbox.too_old": translate("Cashier", "存了超过 7 天，没有发送"),
        "device.changed": translate("Cashier", "这台设备换过位置，之前的操作没有发送"),
        "pairing.code_unknown": translate("Cashier", "没有这个配对码"),
        "pairing.code_expired": translate("Cashier", "配对码过期了"),
        "pairing.code_used": translate("Cashier", "这个配对码已经用过了"),
    }
    return known.get(code) or _without_words(code)


def _without_words(code: str) -> str:
    if code.endswith(".unknown"):
        gone = translate("Cashier", "已经不在了，可能刚被别人改掉，请重新选（{0}）")
        return gone.format(code)
    return translate("Cashier", "没有成功，请再试一次；还不行请告诉店长（{0}）").format(code)


def _locked(facts: Mapping[str, object]) -> str:
    seconds = _int(facts.get("retry_after_s"))
    if not seconds:
        return translate("Cashier", "错了太多次，请稍后再试，或请店长重设 PIN")
    minutes = -(-seconds // 60)
    return translate("Cashier", "错了太多次，{0} 分钟后再试，或请店长重设 PIN").format(minutes)


def _unfinished(facts: Mapping[str, object]) -> str:
    lines = _dicts(facts.get("lines"))
    named = phrases.listed(str(x.get("name", "")) for x in lines)
    dishes = translate("Cashier", "还有 {0} 道菜没送到：{1}").format(len(lines), named)
    owed = sum(_int(x.get("balance_fen")) for x in _dicts(facts.get("balances")))
    balance = translate("Cashier", "账单未结清 {0}").format(words.short(owed))
    return translate("Cashier", "；").join(
        [*([dishes] if lines else []), *([balance] if owed else [])]
    )


def _dicts(held: object) -> list[Mapping[str, object]]:
    return [x for x in held if isinstance(x, Mapping)] if isinstance(held, list | tuple) else []


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _listed(held: object) -> str:
    return phrases.listed(str(x) for x in held) if isinstance(held, list | tuple) else ""
