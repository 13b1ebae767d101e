"""Why something of the corner did not take effect, by the problem's stable code."""

from __future__ import annotations

from collections.abc import Mapping

from cashier_app.words import translate


def setting_up(facts: Mapping[str, object]) -> dict[str, str]:
    """The sentences by code."""
    name = str(facts.get("name", ""))
    return {
        "corner.needs_manager": translate("Cashier", "这位员工不是店长，不能打开店长页"),
        "body.invalid": translate("Cashier", "填得不对"),
        "parameter.invalid": translate("Cashier", "填得不对"),
        "room.name_taken": translate("Cashier", "已经有一间叫 {0}").format(name),
        "room.unknown": translate("Cashier", "没有这间房了"),
        "category.in_use": translate("Cashier", "里面还有菜，先把菜移走"),
        "category.unknown": translate("Cashier", "没有这个分类了"),
        "option.invalid": translate("Cashier", "这样没法选"),
        "photo.unreadable": translate("Cashier", "这个文件不是照片，或已损坏"),
        "photo.too_large": translate("Cashier", "照片太大"),
        "photo.too_small": translate("Cashier", "照片太小，边长至少 64 像素"),
        "station.name_taken": translate("Cashier", "已经有一个叫 {0}").format(name),
        "call.label_taken": translate("Cashier", "已经有一个按钮写着这些字"),
        "call.too_many": translate("Cashier", "按钮太多了"),
        "call.unknown_template": translate("Cashier", "没有这个按钮了"),
        "announcement.never_spoken": translate("Cashier", "这类消息只刷新画面，不能播报"),
        "announcement.out_of_range": translate("Cashier", "超出了范围"),
        "announcement.unknown": translate("Cashier", "这类消息不能设置"),
        "station.unknown": translate("Cashier", "没有这个档口了"),
    }
