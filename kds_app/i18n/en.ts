<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AckButton</name>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>整单完成</source>
        <translation>Bump</translation>
    </message>
    <message>
        <source>再次通知</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>通知取餐</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>取走</source>
        <translation>Picked up</translation>
    </message>
    <message>
        <source>重播</source>
        <translation>Replay</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
</context>
<context>
    <name>CallingFooter</name>
    <message>
        <source>凭手牌或小票取餐，过号 10 分钟请到收银台询问</source>
        <translation>Collect with your tag or receipt. Missed your number? Ask at the desk after 10 min.</translation>
    </message>
</context>
<context>
    <name>CallingHero</name>
    <message>
        <source>请取餐</source>
        <translation>Please collect</translation>
    </message>
    <message>
        <source>听到叫号，请看下面的号码</source>
        <translation>Listen for your number, or find it below</translation>
    </message>
    <message>
        <source>手牌</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>房间</source>
        <translation>Room</translation>
    </message>
</context>
<context>
    <name>CallingScreen</name>
    <message>
        <source>营业时间 %1</source>
        <translation>Opening hours: %1</translation>
    </message>
</context>
<context>
    <name>GapCard</name>
    <message>
        <source>这里可能缺新单</source>
        <translation>Tickets may be missing here</translation>
    </message>
    <message>
        <source>请接对讲机和前台纸单</source>
        <translation>Use the intercom and paper tickets</translation>
    </message>
</context>
<context>
    <name>GoodsTile</name>
    <message>
        <source>恢复</source>
        <translation>Back on</translation>
    </message>
</context>
<context>
    <name>HeadPlace</name>
    <message>
        <source>手牌</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>房间</source>
        <translation>Room</translation>
    </message>
</context>
<context>
    <name>Kds</name>
    <message>
        <source>{0} 整单 → {1}</source>
        <translation>{0} ticket → {1}</translation>
    </message>
    <message>
        <source>语音没有播出</source>
        <translation>Announcement not heard</translation>
    </message>
    <message>
        <source>重播</source>
        <translation>Replay</translation>
    </message>
    <message>
        <source>这个程序太旧了，请更新</source>
        <translation>This program is out of date, please update</translation>
    </message>
    <message>
        <source>有些新内容显示不出来</source>
        <translation>Some new things cannot be shown</translation>
    </message>
    <message>
        <source>服务器不认识这块屏幕了，需要重新配对</source>
        <translation>The server no longer knows this screen: pair it again</translation>
    </message>
    <message>
        <source>重新配对</source>
        <translation>Pair again</translation>
    </message>
    <message>
        <source>已恢复，正在发送 {0} / {1}</source>
        <translation>Back online, sending {0} / {1}</translation>
    </message>
    <message numerus="yes">
        <source>%n 条已发送</source>
        <translation>
            <numerusform>%n action sent</numerusform>
            <numerusform>%n actions sent</numerusform>
        </translation>
    </message>
    <message>
        <source>已恢复连接</source>
        <translation>Back online</translation>
    </message>
    <message>
        <source>画面是最新的</source>
        <translation>The screen is up to date</translation>
    </message>
    <message>
        <source>立即重连</source>
        <translation>Reconnect now</translation>
    </message>
    <message>
        <source>还没有连上服务器</source>
        <translation>Not connected to the server yet</translation>
    </message>
    <message>
        <source>已断开服务器 {0} — 新单、加单、取消不会显示</source>
        <translation>Offline for {0} — new tickets, add-ons and cancels will not show</translation>
    </message>
    <message>
        <source>画面停在 {0}。</source>
        <translation>Screen as of {0}. </translation>
    </message>
    <message>
        <source>请留意对讲机和纸单。</source>
        <translation>Watch the intercom and paper tickets.</translation>
    </message>
    <message>
        <source>照常点按即可：操作会存在本机，恢复后自动发送。</source>
        <translation>Carry on tapping: actions are kept here and sent once back online. </translation>
    </message>
    <message numerus="yes">
        <source>照常点按即可：%n 条操作已存在本机，恢复后自动发送。</source>
        <translation>
            <numerusform>Carry on tapping: %n action is kept here and sent once back online. </numerusform>
            <numerusform>Carry on tapping: %n actions are kept here and sent once back online. </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 条没有生效</source>
        <translation>
            <numerusform>%n action did not go through</numerusform>
            <numerusform>%n actions did not go through</numerusform>
        </translation>
    </message>
    <message>
        <source>新单已补齐到 {0}</source>
        <translation>Tickets complete up to {0}</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>没有选中的单</source>
        <translation>None selected</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 单</source>
        <translation>
            <numerusform>%n more order</numerusform>
            <numerusform>%n more orders</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} · 餐饮取餐</source>
        <translation>{0} · Food pickup</translation>
    </message>
    <message>
        <source>正在叫号 · 第 {0} 次</source>
        <translation>Now calling · call {0}</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 单可以取</source>
        <translation>
            <numerusform>%n more order ready</numerusform>
            <numerusform>%n more orders ready</numerusform>
        </translation>
    </message>
    <message>
        <source>信息可能延迟，请听广播</source>
        <translation>May be late, listen for calls</translation>
    </message>
    <message>
        <source>实时更新 · {0}前</source>
        <translation>Live · {0} ago</translation>
    </message>
    <message>
        <source>今天这块屏幕还没有完成的单</source>
        <translation>No tickets finished on this screen today</translation>
    </message>
    <message numerus="yes">
        <source>今天已完成 %n 单，平均 {0} 分</source>
        <translation>
            <numerusform>%n ticket finished today, {0} min on average</numerusform>
            <numerusform>%n tickets finished today, {0} min on average</numerusform>
        </translation>
    </message>
    <message>
        <source>退回“{0}”</source>
        <translation>Back to “{0}”</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>做法</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>过敏</source>
        <translation>Allergy</translation>
    </message>
    <message>
        <source>整单备注</source>
        <translation>Order note</translation>
    </message>
    <message>
        <source>在哪里做</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>下单</source>
        <translation>Ordered</translation>
    </message>
    <message>
        <source>要在此前做好</source>
        <translation>Due by</translation>
    </message>
    <message>
        <source>开始制作</source>
        <translation>Fired</translation>
    </message>
    <message>
        <source>做好</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>通知</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>取走</source>
        <translation>Picked up</translation>
    </message>
    <message>
        <source>{0} · 已收到</source>
        <translation>{0} · seen</translation>
    </message>
    <message>
        <source>加单 第 {0} 次</source>
        <translation>Add-on {0}</translation>
    </message>
    <message>
        <source>这不是一个地址，要像 http://192.168.1.10:8000</source>
        <translation>Not an address; it looks like http://192.168.1.10:8000</translation>
    </message>
    <message>
        <source>配对码不对，或者已经过期</source>
        <translation>Wrong pairing code, or it has expired</translation>
    </message>
    <message>
        <source>连不上服务器，请检查地址和网络</source>
        <translation>Cannot reach the server: check the address and the network</translation>
    </message>
    <message>
        <source>没有配对成功：{0}</source>
        <translation>Pairing failed: {0}</translation>
    </message>
    <message>
        <source>{0} 离开 · {1}</source>
        <translation>Left at {0} · {1}</translation>
    </message>
    <message>
        <source>{0}：{1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message numerus="yes">
        <source>（随后 %n 条也没有生效）</source>
        <translation>
            <numerusform> (and %n more after it)</numerusform>
            <numerusform> (and %n more after it)</numerusform>
        </translation>
    </message>
    <message>
        <source>这单已经结束</source>
        <translation>This ticket is closed</translation>
    </message>
    <message>
        <source>找不到这道菜了</source>
        <translation>This dish is gone</translation>
    </message>
    <message>
        <source>这块屏幕没有这个权限</source>
        <translation>This screen may not do that</translation>
    </message>
    <message>
        <source>这块屏幕还没有配对</source>
        <translation>This screen is not paired yet</translation>
    </message>
    <message>
        <source>这块屏幕换过位置，之前的操作没有发送</source>
        <translation>This screen was moved; what was tapped before was not sent</translation>
    </message>
    <message>
        <source>存了超过 7 天，没有发送</source>
        <translation>Kept for over 7 days, not sent</translation>
    </message>
    <message>
        <source>客人已经换了</source>
        <translation>Other guests by now</translation>
    </message>
    <message>
        <source>客人已取消</source>
        <translation>Cancelled by the guest</translation>
    </message>
    <message>
        <source>这道菜的状态已经变了</source>
        <translation>This dish has moved on meanwhile</translation>
    </message>
    <message>
        <source>这道菜现在是“{0}”</source>
        <translation>This dish is now “{0}”</translation>
    </message>
    <message>
        <source>待确认 {0}</source>
        <translation>Check {0}</translation>
    </message>
    <message numerus="yes">
        <source>另 %n 种</source>
        <translation>
            <numerusform>%n more dish</numerusform>
            <numerusform>%n more dishes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 种</source>
        <translation>
            <numerusform>%n dish</numerusform>
            <numerusform>%n dishes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 份</source>
        <translation>
            <numerusform>×%n</numerusform>
            <numerusform>×%n</numerusform>
        </translation>
    </message>
    <message>
        <source>截至 {0}</source>
        <translation>As of {0}</translation>
    </message>
    <message>
        <source>取消 {0}</source>
        <translation>Cancel {0}</translation>
    </message>
    <message>
        <source>催 {0}</source>
        <translation>Rush {0}</translation>
    </message>
    <message>
        <source>停做 {0}</source>
        <translation>Stop {0}</translation>
    </message>
    <message>
        <source>换房 {0}</source>
        <translation>Move {0}</translation>
    </message>
    <message>
        <source>纸单 {0}</source>
        <translation>Slip {0}</translation>
    </message>
    <message>
        <source>沽清</source>
        <translation>86</translation>
    </message>
    <message numerus="yes">
        <source>{0} 沽清：还有 %n 份没开始做，怎么办？</source>
        <translation>
            <numerusform>86 {0}: %n portion has not been fired. What about it?</numerusform>
            <numerusform>86 {0}: %n portions have not been fired. What about them?</numerusform>
        </translation>
    </message>
    <message>
        <source>待做 {0}</source>
        <translation>{0} to make</translation>
    </message>
    <message>
        <source>今日售罄</source>
        <translation>86&apos;d today</translation>
    </message>
    <message>
        <source>售罄到 {0}</source>
        <translation>86&apos;d until {0}</translation>
    </message>
    <message>
        <source>仅剩 {0}</source>
        <translation>{0} left</translation>
    </message>
    <message>
        <source>现在没有要做的单</source>
        <translation>No open tickets</translation>
    </message>
    <message>
        <source>{0}现在没有要做的单</source>
        <translation>No open tickets at {0}</translation>
    </message>
    <message>
        <source>已连上服务器，正在取今天的单</source>
        <translation>Connected, fetching today&apos;s tickets</translation>
    </message>
    <message>
        <source>正在等服务器 {0} 回答</source>
        <translation>Waiting for the server {0}</translation>
    </message>
    <message>
        <source>已断开服务器：可能有新单没有显示</source>
        <translation>Offline: new tickets may not show</translation>
    </message>
    <message>
        <source>正在连接服务器</source>
        <translation>Connecting to the server</translation>
    </message>
    <message>
        <source>{0}前</source>
        <translation>{0} ago</translation>
    </message>
    <message>
        <source>服务器正常 · {0}有消息</source>
        <translation>Server OK · heard {0}</translation>
    </message>
    <message>
        <source>正在试听…</source>
        <translation>Playing…</translation>
    </message>
    <message>
        <source>有声音</source>
        <translation>Sound is OK</translation>
    </message>
    <message>
        <source>没有播出声音</source>
        <translation>No sound</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>本屏名称</source>
        <translation>This screen</translation>
    </message>
    <message>
        <source>最后消息</source>
        <translation>Last heard</translation>
    </message>
    <message>
        <source>画面完整到</source>
        <translation>Complete up to</translation>
    </message>
    <message>
        <source>未发送</source>
        <translation>Unsent</translation>
    </message>
    <message>
        <source>卡在</source>
        <translation>Stuck at</translation>
    </message>
    <message>
        <source>门店</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>营业时间</source>
        <translation>Opening hours</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Voice</translation>
    </message>
    <message numerus="yes">
        <source>%n 句</source>
        <translation>
            <numerusform>%n sentence</numerusform>
            <numerusform>%n sentences</numerusform>
        </translation>
    </message>
    <message>
        <source>等着播报</source>
        <translation>Waiting to be said</translation>
    </message>
    <message>
        <source>没有播出</source>
        <translation>Not heard</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>没有生效</source>
        <translation>Did not go through</translation>
    </message>
    <message>
        <source>同时在: {0}</source>
        <translation>Also at: {0}</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>本屏</source>
        <translation>This screen</translation>
    </message>
    <message>
        <source>厨房 · {0}</source>
        <translation>Kitchen · {0}</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>{0} · 变慢</source>
        <translation>{0} · slow</translation>
    </message>
    <message>
        <source>需要重新配对</source>
        <translation>Pair again</translation>
    </message>
    <message>
        <source>已断开</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>已连接</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>正在取单</source>
        <translation>Fetching</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>已静音 · 还剩 {0}</source>
        <translation>Muted · {0} left</translation>
    </message>
    <message>
        <source>没有声音</source>
        <translation>No sound</translation>
    </message>
    <message numerus="yes">
        <source>%n 条</source>
        <translation>
            <numerusform>%n action</numerusform>
            <numerusform>%n actions</numerusform>
        </translation>
    </message>
    <message>
        <source>正在播报</source>
        <translation>Speaking</translation>
    </message>
    <message>
        <source>仅本机</source>
        <translation>This screen only</translation>
    </message>
    <message>
        <source>开 · {0}%</source>
        <translation>On · {0}%</translation>
    </message>
    <message>
        <source>发送中 {0} / {1}</source>
        <translation>Sending {0} / {1}</translation>
    </message>
    <message>
        <source>{0} 秒</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} 分</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} 小时</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <source>{0} 分 {1} 秒</source>
        <translation>{0} min {1} s</translation>
    </message>
    <message>
        <source>{0} 小时 {1} 分</source>
        <translation>{0} h {1} min</translation>
    </message>
    <message>
        <source>超时 {0} 分</source>
        <translation>{0} min late</translation>
    </message>
    <message>
        <source>刚超时</source>
        <translation>Just late</translation>
    </message>
    <message>
        <source>快到时 余 {0} 分</source>
        <translation>Due, {0} min left</translation>
    </message>
    <message>
        <source>余 {0} 分</source>
        <translation>{0} min left</translation>
    </message>
    <message>
        <source>手牌 {0}</source>
        <translation>Tag {0}</translation>
    </message>
    <message>
        <source>{0} 房间</source>
        <translation>Room {0}</translation>
    </message>
    <message>
        <source>停做</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>已打印纸单</source>
        <translation>Printed on paper</translation>
    </message>
    <message>
        <source>{0}前</source>
        <comment>on a strip</comment>
        <translation>{0}</translation>
    </message>
    <message>
        <source>催菜</source>
        <translation>Rush</translation>
    </message>
    <message>
        <source>房间已清,停做</source>
        <translation>Room cleared, stop</translation>
    </message>
    <message>
        <source>客人取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>沽清取消</source>
        <translation>86&apos;d, cancelled</translation>
    </message>
    <message>
        <source>下错取消</source>
        <translation>Order error, cancelled</translation>
    </message>
    <message>
        <source>房间已清</source>
        <translation>Room cleared</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
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
        <source>此行 → 制作</source>
        <translation>Line → Fire</translation>
    </message>
    <message>
        <source>此行 → 完成</source>
        <translation>Line → Ready</translation>
    </message>
    <message>
        <source>此行 → 通知</source>
        <translation>Line → Call</translation>
    </message>
    <message>
        <source>此行 → 取走</source>
        <translation>Line → Picked up</translation>
    </message>
    <message>
        <source>此行已完</source>
        <translation>Line is done</translation>
    </message>
    <message>
        <source>过敏 {0}</source>
        <translation>ALLERGY {0}</translation>
    </message>
    <message numerus="yes">
        <source>一半在 {0} 内，九成在 {1} 内（%n 次）</source>
        <translation>
            <numerusform>Half within {0}, nine in ten within {1} (cooked once)</numerusform>
            <numerusform>Half within {0}, nine in ten within {1} (cooked %n times)</numerusform>
        </translation>
    </message>
    <message>
        <source>灶台 · 厨房</source>
        <translation>Zaotai · Kitchen</translation>
    </message>
    <message>
        <source>灶台 · 叫号屏</source>
        <translation>Zaotai · Calling screen</translation>
    </message>
    <message>
        <source>灶台 · 配对</source>
        <translation>Zaotai · Pairing</translation>
    </message>
</context>
<context>
    <name>Kitchen</name>
    <message>
        <source>看全部</source>
        <translation>Show all</translation>
    </message>
</context>
<context>
    <name>LeftLine</name>
    <message>
        <source>找回</source>
        <translation>Recall</translation>
    </message>
</context>
<context>
    <name>LinePage</name>
    <message>
        <source>份数</source>
        <translation>Portions</translation>
    </message>
    <message>
        <source>拆出 %1 份单独做</source>
        <translation>Split off %1 to cook apart</translation>
    </message>
    <message>
        <source>重做 %1 份，不收钱，排到最前</source>
        <translation>Remake %1, free of charge, first in line</translation>
    </message>
    <message>
        <source>掉了</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>做错了</source>
        <translation>Made wrong</translation>
    </message>
    <message>
        <source>客人退回</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <source>按住：下错了，取消</source>
        <translation>Hold: order error, cancel</translation>
    </message>
    <message>
        <source>按住：没料了，取消</source>
        <translation>Hold: out of stock, cancel</translation>
    </message>
</context>
<context>
    <name>LineWords</name>
    <message>
        <source>重做</source>
        <translation>Remake</translation>
    </message>
</context>
<context>
    <name>MakingList</name>
    <message>
        <source>正在制作</source>
        <translation>Being made</translation>
    </message>
    <message>
        <source>手牌</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>房间</source>
        <translation>Room</translation>
    </message>
</context>
<context>
    <name>MarkStrip</name>
    <message>
        <source>收到</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>OwedList</name>
    <message>
        <source>合计待做 %1</source>
        <translation>All day %1</translation>
    </message>
</context>
<context>
    <name>PairingScreen</name>
    <message>
        <source>给这块屏幕配对</source>
        <translation>Pair this screen</translation>
    </message>
    <message>
        <source>在收银台或服务器上取一个配对码，在这里输入。屏幕名称：%1</source>
        <translation>Get a pairing code at the cashier&apos;s desk or the server and type it here. Name of this screen: %1</translation>
    </message>
    <message>
        <source>服务器地址</source>
        <translation>Server address</translation>
    </message>
    <message>
        <source>配对码</source>
        <translation>Pairing code</translation>
    </message>
    <message>
        <source>正在配对…</source>
        <translation>Pairing…</translation>
    </message>
    <message>
        <source>配对</source>
        <translation>Pair</translation>
    </message>
    <message>
        <source>退格</source>
        <translation>Backspace</translation>
    </message>
</context>
<context>
    <name>ReadyCards</name>
    <message>
        <source>手牌</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>房间</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>客房订单由服务员送达</source>
        <translation>Room orders are brought to you</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>还没有离开的单</source>
        <translation>No tickets have left yet</translation>
    </message>
    <message>
        <source>取走的单会在这里，最多 20 张</source>
        <translation>Picked-up tickets stay here, up to 20</translation>
    </message>
    <message>
        <source>整单找回</source>
        <translation>Recall ticket</translation>
    </message>
</context>
<context>
    <name>SaidList</name>
    <message>
        <source>重播</source>
        <translation>Replay</translation>
    </message>
</context>
<context>
    <name>SheetHost</name>
    <message>
        <source>合计待做</source>
        <translation>All day</translation>
    </message>
    <message>
        <source>沽清</source>
        <translation>86</translation>
    </message>
    <message>
        <source>找回</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>这道菜</source>
        <translation>This dish</translation>
    </message>
    <message>
        <source>最后消息</source>
        <translation>Last heard</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>未发送</source>
        <translation>Unsent</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>合计待做</source>
        <translation>All day</translation>
    </message>
    <message>
        <source>找回</source>
        <translation>Recall</translation>
    </message>
</context>
<context>
    <name>SoldOutPage</name>
    <message>
        <source>按住一道菜沽清，所有平板马上不能再点。到下一个营业日自动恢复。</source>
        <translation>Hold a dish to 86 it: no pad can order it any more. It is back on with the next business day.</translation>
    </message>
    <message>
        <source>做完这些再停</source>
        <translation>Make these, then stop</translation>
    </message>
    <message>
        <source>取消这些，告诉客人</source>
        <translation>Cancel these, tell the guests</translation>
    </message>
    <message>
        <source>不沽清了</source>
        <translation>Do not 86</translation>
    </message>
</context>
<context>
    <name>StatusPage</name>
    <message>
        <source>立即重连</source>
        <translation>Reconnect now</translation>
    </message>
    <message>
        <source>试听</source>
        <translation>Test sound</translation>
    </message>
    <message>
        <source>小声</source>
        <translation>Quieter</translation>
    </message>
    <message>
        <source>大声</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>按住静音 2 分</source>
        <translation>Hold to mute 2 min</translation>
    </message>
    <message>
        <source>5 分</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>10 分</source>
        <translation>10 min</translation>
    </message>
    <message>
        <source>恢复声音</source>
        <translation>Unmute</translation>
    </message>
</context>
<context>
    <name>TicketHead</name>
    <message>
        <source>续 %1</source>
        <translation>%1 cont.</translation>
    </message>
    <message>
        <source>新单</source>
        <translation>New</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>最后消息</source>
        <translation>Last heard</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>未发送</source>
        <translation>Unsent</translation>
    </message>
</context>
<context>
    <name>UnsentTab</name>
    <message>
        <source>未发送</source>
        <translation>Unsent</translation>
    </message>
</context>
</TS>
