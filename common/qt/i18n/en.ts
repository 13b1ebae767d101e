<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ButtonsColumn</name>
    <message>
        <source>按钮 · 撤销 · 长按</source>
        <translation>Buttons · undo · hold</translation>
    </message>
    <message>
        <source>下一步写在按钮上，颜色取下一步的状态色</source>
        <translation>The button names the next step, in the colour of that step</translation>
    </message>
    <message>
        <source>此行 → 制作</source>
        <translation>Line → Fire</translation>
    </message>
    <message>
        <source>此行 → 完成</source>
        <translation>Line → Ready</translation>
    </message>
    <message>
        <source>通知取餐</source>
        <translation>Call for pickup</translation>
    </message>
    <message>
        <source>不可用</source>
        <translation>Disabled</translation>
    </message>
    <message>
        <source>撤销 5 秒，进度线走完即收起</source>
        <translation>Undo for 5 s, gone when the line has run out</translation>
    </message>
    <message>
        <source>拍黄瓜 → 制作完成</source>
        <translation>Smashed cucumber → Ready</translation>
    </message>
    <message>
        <source>危险操作：按住 600 毫秒，松手即取消</source>
        <translation>Cannot be undone: hold for 600 ms, let go to cancel</translation>
    </message>
    <message>
        <source>按住：小笼包 沽清</source>
        <translation>Hold: 86 the xiaolongbao</translation>
    </message>
    <message>
        <source>空板：说清楚是没单，不是坏了</source>
        <translation>Empty board: says that there are no tickets, not that it is broken</translation>
    </message>
    <message>
        <source>现在没有要做的单</source>
        <translation>No open tickets</translation>
    </message>
    <message>
        <source>服务器正常 · 2 秒前有消息</source>
        <translation>Server OK · heard 2 s ago</translation>
    </message>
    <message>
        <source>今天已完成 86 单，平均 11 分</source>
        <translation>86 tickets today, 11 min on average</translation>
    </message>
    <message>
        <source>长菜名：先缩到 26，再折两行，绝不省略</source>
        <translation>Long dish name: first 26 px, then two lines, never cut</translation>
    </message>
</context>
<context>
    <name>HeadsColumn</name>
    <message>
        <source>票头 · 时限三态</source>
        <translation>Ticket head · three ages</translation>
    </message>
    <message>
        <source>形状 + 文字 + 颜色，进度条同步走</source>
        <translation>Shape + word + colour, and the bar moves with them</translation>
    </message>
    <message>
        <source>选中：4 px 白框 + 实心序号</source>
        <translation>Selected: 4 px white frame + filled key</translation>
    </message>
    <message>
        <source>加单：紫色侧线 + 自己的计时，不改原单时钟</source>
        <translation>Add-on: purple side bar + a clock of its own</translation>
    </message>
    <message>
        <source>加单 第 1 次</source>
        <translation>Add-on 1</translation>
    </message>
</context>
<context>
    <name>HoldButton</name>
    <message>
        <source>按住确认</source>
        <translation>Hold to confirm</translation>
    </message>
</context>
<context>
    <name>LinesColumn</name>
    <message>
        <source>菜品行 · 点一下进一步</source>
        <translation>Lines · one tap, one step</translation>
    </message>
    <message>
        <source>待制作 → 制作中 → 制作完成 → 已通知</source>
        <translation>Waiting → Cooking → Ready → Called</translation>
    </message>
    <message>
        <source>光标（键盘/按键条） · 过敏 · 备注</source>
        <translation>Cursor (keyboard, bump bar) · allergy · note</translation>
    </message>
    <message>
        <source>客人取消，等厨房确认（行不会自己消失）</source>
        <translation>Cancelled by the guest, stays until the kitchen has seen it</translation>
    </message>
    <message>
        <source>未发送（操作已记下，未到服务器）</source>
        <translation>Unsent (kept here, not at the server yet)</translation>
    </message>
</context>
<context>
    <name>LinkColumn</name>
    <message>
        <source>状态条 · 诚实的新鲜度</source>
        <translation>Banners · honest freshness</translation>
    </message>
    <message>
        <source>≤ 6 秒正常 · 6–10 秒变慢 · 之后断开</source>
        <translation>Up to 6 s fine · 6–10 s slow · then offline</translation>
    </message>
    <message>
        <source>断线 → 恢复中 → 已恢复（4 秒后收起）</source>
        <translation>Offline → recovering → back (gone after 4 s)</translation>
    </message>
    <message>
        <source>已断开 2 分 47 秒</source>
        <translation>Offline for 2 min 47 s</translation>
    </message>
    <message>
        <source>6 条操作存在本机</source>
        <translation>6 actions kept on this screen</translation>
    </message>
    <message>
        <source>重连</source>
        <translation>Reconnect</translation>
    </message>
    <message>
        <source>已恢复，正在发送 4 / 6</source>
        <translation>Back online, sending 4 / 6</translation>
    </message>
    <message>
        <source>新单已补齐到 19:43:05</source>
        <translation>Tickets complete up to 19:43:05</translation>
    </message>
    <message>
        <source>6 条已发送</source>
        <translation>6 actions sent</translation>
    </message>
    <message>
        <source>画面是最新的</source>
        <translation>The screen is up to date</translation>
    </message>
    <message>
        <source>发送后被拒：必须确认，不会静默丢掉</source>
        <translation>Refused after sending: stays until somebody has seen it</translation>
    </message>
    <message>
        <source>1 条没有生效</source>
        <translation>1 action did not go through</translation>
    </message>
    <message>
        <source>126 拍黄瓜：客人已取消</source>
        <translation>126 smashed cucumber: cancelled by the guest</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>语音失败：改为屏上文字</source>
        <translation>No voice: the sentence stands on the screen</translation>
    </message>
    <message>
        <source>语音没有播出</source>
        <translation>Announcement not heard</translation>
    </message>
    <message>
        <source>801 房间下单了水饺 2 份</source>
        <translation>Room 801 ordered 2 dumplings</translation>
    </message>
    <message>
        <source>重播</source>
        <translation>Replay</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>不可用</source>
        <translation>Disabled</translation>
    </message>
    <message>
        <source>点餐</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>我的订单</source>
        <translation>My order</translation>
    </message>
    <message>
        <source>账单</source>
        <translation>Bill</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>热菜</source>
        <translation>Hot dishes</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>已连接</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>已断开</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>6 条操作存在本机</source>
        <translation>6 actions kept on this screen</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>按住：沽清</source>
        <translation>Hold: 86</translation>
    </message>
    <message>
        <source>拍黄瓜 → 制作完成</source>
        <translation>Smashed cucumber → Ready</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>昨{0}</source>
        <translation>Yest. {0}</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>全天营业</source>
        <translation>Open 24 hours</translation>
    </message>
    <message>
        <source>全天</source>
        <translation>all day</translation>
    </message>
    <message>
        <source>次日 {0}</source>
        <translation>{0} next day</translation>
    </message>
    <message>
        <source>每天</source>
        <translation>Daily</translation>
    </message>
    <message>
        <source>{0}至{1}</source>
        <translation>{0}–{1}</translation>
    </message>
</context>
<context>
    <name>SampleHead</name>
    <message>
        <source>新单</source>
        <translation>New</translation>
    </message>
</context>
<context>
    <name>SampleLine</name>
    <message>
        <source>未发送</source>
        <translation>Unsent</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>StateTone</name>
    <message>
        <source>待制作</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>制作中</source>
        <translation>Cooking</translation>
    </message>
    <message>
        <source>制作完成</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>已通知</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>已取走</source>
        <translation>Picked up</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>减少 %1</source>
        <translation>Less %1</translation>
    </message>
    <message>
        <source>增加 %1</source>
        <translation>More %1</translation>
    </message>
</context>
<context>
    <name>UndoSlot</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
</TS>
