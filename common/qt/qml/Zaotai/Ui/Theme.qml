pragma Singleton
import QtQuick
// `Tokens` comes from Python (common/qt/theme.py), where qmllint cannot look.
// qmllint disable unqualified import
import Zaotai.Tokens

// The values of assets/tokens.json for the theme of this window. Screens name roles, never values.
QtObject {
    readonly property string name: Tokens.name
    readonly property bool reduceMotion: Tokens.reduceMotion

    // type sizes by role (px): the screen's own (room, dish, hero, …) and the kit's (heading, title, body, button, label, caption, key)
    readonly property var size: Tokens.size
    readonly property var layout: Tokens.layout
    readonly property string family: Tokens.family
    readonly property string serif: Tokens.serif
    readonly property real lineHeight: Tokens.lineHeight

    // space (px): space2 is two steps of the 4 px grid
    readonly property int space1: Tokens.space["1"]
    readonly property int space2: Tokens.space["2"]
    readonly property int space3: Tokens.space["3"]
    readonly property int space4: Tokens.space["4"]
    readonly property int space5: Tokens.space["5"]
    readonly property int space6: Tokens.space["6"]
    readonly property int space8: Tokens.space["8"]
    readonly property int space10: Tokens.space["10"]
    readonly property int space12: Tokens.space["12"]

    readonly property int radiusS: Tokens.radius.s
    readonly property int radiusM: Tokens.radius.m
    readonly property int radiusL: Tokens.radius.l
    readonly property int radiusXl: Tokens.radius.xl
    readonly property int radiusFull: Tokens.radius.full
    readonly property int radiusButton: Tokens.kit.buttonRadius

    readonly property int strokeHair: Tokens.stroke.hair
    readonly property int strokeThin: Tokens.stroke.thin
    readonly property int strokeSelect: Tokens.stroke.select
    readonly property int strokeStateBar: Tokens.stroke.stateBar
    readonly property int strokeOfflineFrame: Tokens.stroke.offlineFrame

    // smallest touch target of this theme and the gap between two (px)
    readonly property int touch: Tokens.touch
    readonly property int touchGap: Tokens.touchGap
    readonly property int buttonHeight: Tokens.kit.buttonHeight
    readonly property int buttonIcon: Tokens.kit.buttonIcon
    readonly property int disc: Tokens.kit.disc

    // movements (ms): all 0 when motion is reduced
    readonly property int tapMs: Tokens.duration.tap
    readonly property int stateMs: Tokens.duration.state
    readonly property int reorderMs: Tokens.duration.reorder
    readonly property int sheetMs: Tokens.duration.sheet
    readonly property int pulseMs: Tokens.duration.newTicketPulse

    // waits (ms): rules of the house, the same with reduced motion
    readonly property int undoMs: Tokens.duration.undoWindow
    readonly property int holdMs: Tokens.duration.holdDestructive
    readonly property int heroMs: Tokens.duration.callHero
    readonly property int toastMs: Tokens.duration.toast
    readonly property int repeatMs: Tokens.duration.repeatGuard

    // colours by role
    readonly property color bg: Tokens.color.bg
    readonly property color bar: Tokens.color.bar
    readonly property color ticket: Tokens.color.ticket
    readonly property color line: Tokens.color.line
    readonly property color raised: Tokens.color.raised
    readonly property color border: Tokens.color.border
    readonly property color borderStrong: Tokens.color.borderStrong
    readonly property color text: Tokens.color.text
    readonly property color text2: Tokens.color.text2
    readonly property color text3: Tokens.color.text3
    readonly property color select: Tokens.color.select
    readonly property color selectInk: Tokens.color.onSelect
    readonly property color primary: Tokens.color.primary
    readonly property color primaryInk: Tokens.color.onPrimary
    readonly property color cooking: Tokens.color.cooking
    readonly property color cookingBg: Tokens.color.cookingBg
    readonly property color cookingSolid: Tokens.color.cookingSolid
    readonly property color cookingInk: Tokens.color.onCooking
    readonly property color done: Tokens.color.done
    readonly property color doneBg: Tokens.color.doneBg
    readonly property color doneInk: Tokens.color.onDone
    readonly property color notified: Tokens.color.notified
    readonly property color notifiedBg: Tokens.color.notifiedBg
    readonly property color due: Tokens.color.due
    readonly property color dueBg: Tokens.color.dueBg
    readonly property color dueLine: Tokens.color.dueLine
    readonly property color lateTrack: Tokens.color.lateTrack
    readonly property color late: Tokens.color.late
    readonly property color lateBg: Tokens.color.lateBg
    readonly property color lateText: Tokens.color.lateText
    readonly property color addon: Tokens.color.addon
    readonly property color addonBg: Tokens.color.addonBg
    readonly property color addonLine: Tokens.color.addonLine
    readonly property color cancel: Tokens.color.cancel
    readonly property color cancelBg: Tokens.color.cancelBg
    readonly property color cancelLine: Tokens.color.cancelLine
    readonly property color cancelText: Tokens.color.cancelText
    readonly property color rush: Tokens.color.rush
    readonly property color rushBg: Tokens.color.rushBg
    readonly property color allergy: Tokens.color.allergy
    readonly property color allergyBg: Tokens.color.allergyBg
    readonly property color note: Tokens.color.note
    readonly property color offline: Tokens.color.offline
    readonly property color offlineBg: Tokens.color.offlineBg
    readonly property color offlineSurface: Tokens.color.offlineSurface
    readonly property color unsent: Tokens.color.unsent
    readonly property color ok: Tokens.color.ok
    readonly property color surface: Tokens.color.surface
    readonly property color surface2: Tokens.color.surface2
    readonly property color panel: Tokens.color.panel
    readonly property color danger: Tokens.color.danger
    readonly property color dangerBg: Tokens.color.dangerBg
    readonly property color dangerLine: Tokens.color.dangerLine
    readonly property color warn: Tokens.color.warn
    readonly property color warnBg: Tokens.color.warnBg
    readonly property color warnLine: Tokens.color.warnLine
    readonly property color primaryTint: Tokens.color.primaryTint
    readonly property color primaryTintInk: Tokens.color.onPrimaryTint
    readonly property color price: Tokens.color.price
    readonly property color soldBg: Tokens.color.soldBg
    readonly property color soldText: Tokens.color.soldText
    readonly property color ready: Tokens.color.ready
    readonly property color readyCard: Tokens.color.readyCard
    readonly property color readyBorder: Tokens.color.readyBorder
    readonly property color readyText: Tokens.color.readyText
    readonly property color readyText2: Tokens.color.readyText2
    readonly property color hero: Tokens.color.hero
    readonly property color heroInk: Tokens.color.onHero
    readonly property color heroInk2: Tokens.color.onHero2
    readonly property color hint: Tokens.color.hint
    readonly property color call: Tokens.color.call
    readonly property color callTint: Tokens.color.callTint
    readonly property color callLine: Tokens.color.callLine
    readonly property color ph1: Tokens.color.ph1
    readonly property color ph1Ink: Tokens.color.ph1Ink
    readonly property color ph2: Tokens.color.ph2
    readonly property color ph2Ink: Tokens.color.ph2Ink
    readonly property color ph3: Tokens.color.ph3
    readonly property color ph3Ink: Tokens.color.ph3Ink
    readonly property color ph4: Tokens.color.ph4
    readonly property color ph4Ink: Tokens.color.ph4Ink
    readonly property color ph5: Tokens.color.ph5
    readonly property color ph5Ink: Tokens.color.ph5Ink
    readonly property color free: Tokens.color.free
    readonly property color freeBg: Tokens.color.freeBg
    readonly property color inUse: Tokens.color.inUse
    readonly property color inUseBg: Tokens.color.inUseBg
    readonly property color inUseLine: Tokens.color.inUseLine
    readonly property color clean: Tokens.color.clean
    readonly property color cleanBg: Tokens.color.cleanBg
    readonly property color cleanLine: Tokens.color.cleanLine
    readonly property color food: Tokens.color.food
    readonly property color foodBg: Tokens.color.foodBg
    readonly property color foodLine: Tokens.color.foodLine
    readonly property color discount: Tokens.color.discount
}
