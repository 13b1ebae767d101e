<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>BillFoot</name>
    <message>
        <source>已收 %1</source>
        <translation>Paid %1</translation>
    </message>
    <message>
        <source>整单折扣</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>加收费</source>
        <translation>Add charge</translation>
    </message>
    <message>
        <source>抹零</source>
        <translation>Round off</translation>
    </message>
    <message>
        <source>免单…</source>
        <translation>Comp…</translation>
    </message>
    <message>
        <source>退款 ¥%1</source>
        <translation>Refund ¥%1</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>银行卡</source>
        <translation>Card</translation>
    </message>
</context>
<context>
    <name>BillHead</name>
    <message>
        <source>点单</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>入住</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>离店</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>清洁</source>
        <translation>Clean</translation>
    </message>
    <message>
        <source>停用的房间</source>
        <translation>Out of use</translation>
    </message>
    <message>
        <source>空房</source>
        <translation>Vacant room</translation>
    </message>
    <message>
        <source>房间账单</source>
        <translation>Room bill</translation>
    </message>
    <message>
        <source>手牌账单</source>
        <translation>Tag bill</translation>
    </message>
    <message>
        <source>小票</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>预结</source>
        <translation>Pre-bill</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>已提交，待服务器确认</source>
        <translation>Sent, waiting for the server</translation>
    </message>
    <message>
        <source>散客，还没有登记</source>
        <translation>Walk-in, not checked in</translation>
    </message>
    <message>
        <source>登记入住</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>催菜</source>
        <translation>Rush</translation>
    </message>
</context>
<context>
    <name>BillPanel</name>
    <message>
        <source>选一间房或一个手牌</source>
        <translation>Choose a room or a tag</translation>
    </message>
    <message>
        <source>F1 搜索 · F12 快捷键</source>
        <translation>F1 search · F12 keys</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Out of use</translation>
    </message>
    <message>
        <source>待服务器确认</source>
        <translation>Waiting for the server</translation>
    </message>
    <message>
        <source>待清洁</source>
        <translation>To clean</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>Vacant</translation>
    </message>
    <message>
        <source>清洁完成</source>
        <translation>Cleaned</translation>
    </message>
    <message>
        <source>入住</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>还没有消费</source>
        <translation>Nothing on the bill yet</translation>
    </message>
</context>
<context>
    <name>CallList</name>
    <message>
        <source>服务呼叫</source>
        <translation>Service calls</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>处理</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>没有呼叫</source>
        <translation>No calls</translation>
    </message>
</context>
<context>
    <name>Cashier</name>
    <message>
        <source>这一步要有人登录：谁给的优惠、谁退的钱，交班看得到。</source>
        <translation>Somebody has to be signed in for this: the shift shows who gave and who refunded.</translation>
    </message>
    <message>
        <source>{0} 已离店，待清洁</source>
        <translation>{0} has left, to clean</translation>
    </message>
    <message>
        <source>{0} 已清洁，待确认</source>
        <translation>{0} cleaned, to confirm</translation>
    </message>
    <message>
        <source>没有连上服务器</source>
        <translation>Not connected to the server</translation>
    </message>
    <message>
        <source>未收 ¥{0}</source>
        <translation>¥{0} unpaid</translation>
    </message>
    <message>
        <source>未退 ¥{0}</source>
        <translation>¥{0} to refund</translation>
    </message>
    <message>
        <source>{0} 已收 ¥{1}</source>
        <translation>{0}: ¥{1} received</translation>
    </message>
    <message>
        <source>，找零 ¥{0}</source>
        <translation>, change ¥{0}</translation>
    </message>
    <message>
        <source>还差 ¥{0}</source>
        <translation>¥{0} to go</translation>
    </message>
    <message>
        <source>钱不够，还差 ¥{0}</source>
        <translation>Not enough, ¥{0} to go</translation>
    </message>
    <message>
        <source>找零 ¥{0}</source>
        <translation>Change ¥{0}</translation>
    </message>
    <message>
        <source>客人给的（可不填，即刚好）</source>
        <translation>Cash given (empty: exact)</translation>
    </message>
    <message>
        <source>流水号（可不填）</source>
        <translation>Reference (optional)</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>收多少</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>确认收款</source>
        <translation>Take payment</translation>
    </message>
    <message>
        <source>手工收款已补录</source>
        <translation>Paper payment entered</translation>
    </message>
    <message>
        <source>{0} · 补录手工收款</source>
        <translation>{0} · Enter a paper payment</translation>
    </message>
    <message>
        <source>怎么收的</source>
        <translation>How it was paid</translation>
    </message>
    <message>
        <source>收了多少</source>
        <translation>Amount received</translation>
    </message>
    <message>
        <source>几点收的</source>
        <translation>When</translation>
    </message>
    <message>
        <source>断网时手工收款</source>
        <translation>Taken on paper while offline</translation>
    </message>
    <message>
        <source>补录</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>{0} · 退款 ¥{1}</source>
        <translation>{0} · refunded ¥{1}</translation>
    </message>
    <message>
        <source>已退 ¥{0}</source>
        <translation>¥{0} refunded</translation>
    </message>
    <message>
        <source>{0} · 退款</source>
        <translation>{0} · Refund</translation>
    </message>
    <message>
        <source>从哪一笔退</source>
        <translation>From which payment</translation>
    </message>
    <message>
        <source>退多少</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>为哪些菜退（不选则只退钱）</source>
        <translation>For which dishes (none: money only)</translation>
    </message>
    <message>
        <source>客人退菜</source>
        <translation>Dish sent back</translation>
    </message>
    <message>
        <source>多收了</source>
        <translation>Overcharged</translation>
    </message>
    <message>
        <source>付错方式</source>
        <translation>Wrong method</translation>
    </message>
    <message>
        <source>按住退款</source>
        <translation>Hold to refund</translation>
    </message>
    <message>
        <source>已加 {0}</source>
        <translation>{0} added</translation>
    </message>
    <message>
        <source>房费</source>
        <translation>Room charge</translation>
    </message>
    <message>
        <source>加钟</source>
        <translation>Extension</translation>
    </message>
    <message>
        <source>技师</source>
        <translation>Therapist</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Goods</translation>
    </message>
    <message>
        <source>{0} · 加收费</source>
        <translation>{0} · Add charge</translation>
    </message>
    <message>
        <source>收什么</source>
        <translation>What for</translation>
    </message>
    <message>
        <source>多少</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>加上</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>优惠已记</source>
        <translation>Discount noted</translation>
    </message>
    <message>
        <source>{0} · 整单折扣</source>
        <translation>{0} · Discount</translation>
    </message>
    <message>
        <source>打折</source>
        <translation>Percent off</translation>
    </message>
    <message>
        <source>或减多少</source>
        <translation>Or amount off</translation>
    </message>
    <message>
        <source>老客</source>
        <translation>Regular guest</translation>
    </message>
    <message>
        <source>等太久</source>
        <translation>Long wait</translation>
    </message>
    <message>
        <source>活动</source>
        <translation>Promotion</translation>
    </message>
    <message>
        <source>记优惠</source>
        <translation>Give discount</translation>
    </message>
    <message>
        <source>已抹零</source>
        <translation>Rounded off</translation>
    </message>
    <message>
        <source>抹到角</source>
        <translation>To ¥0.10</translation>
    </message>
    <message>
        <source>抹到元</source>
        <translation>To ¥1</translation>
    </message>
    <message>
        <source>抹到十元</source>
        <translation>To ¥10</translation>
    </message>
    <message>
        <source>抹零</source>
        <translation>Round off</translation>
    </message>
    <message>
        <source>{0} · 抹零</source>
        <translation>{0} · Round off</translation>
    </message>
    <message>
        <source>抹到</source>
        <translation>Round off</translation>
    </message>
    <message>
        <source>已免单</source>
        <translation>Comped</translation>
    </message>
    <message>
        <source>{0} · 免单</source>
        <translation>{0} · Comp</translation>
    </message>
    <message>
        <source>免哪些</source>
        <translation>Which dishes</translation>
    </message>
    <message>
        <source>菜有问题</source>
        <translation>Something wrong</translation>
    </message>
    <message>
        <source>客人没要</source>
        <translation>Not ordered</translation>
    </message>
    <message>
        <source>按住免单</source>
        <translation>Hold to comp</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>{0} · 撤销优惠或收费</source>
        <translation>{0} · Take back a discount or charge</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>记错了</source>
        <translation>Entered wrong</translation>
    </message>
    <message>
        <source>{0} · {1} ¥{2}</source>
        <translation>{0} · {1} ¥{2}</translation>
    </message>
    <message>
        <source>一半</source>
        <translation>Half</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>房客</source>
        <translation>Guests</translation>
    </message>
    <message>
        <source>与 {0} 合并结账</source>
        <translation>One bill with {0}</translation>
    </message>
    <message>
        <source>{0} 入住</source>
        <translation>{0} · Check-in</translation>
    </message>
    <message>
        <source>{0} 人</source>
        <translation>Guests: {0}</translation>
    </message>
    <message>
        <source>未登记</source>
        <translation>Not checked in</translation>
    </message>
    <message>
        <source>手牌 {0}</source>
        <translation>Tag {0}</translation>
    </message>
    <message>
        <source>还有 {0} 道菜没送到</source>
        <translation>Not delivered yet: {0}</translation>
    </message>
    <message>
        <source>，{0} 已超时</source>
        <translation>, {0} late</translation>
    </message>
    <message>
        <source>已离店</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Remake</translation>
    </message>
    <message>
        <source>停做</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>应退</source>
        <translation>To refund</translation>
    </message>
    <message>
        <source>已结清</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>应收</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>收费 {0}</source>
        <translation>Charges {0}</translation>
    </message>
    <message>
        <source>餐饮 {0}</source>
        <translation>Food {0}</translation>
    </message>
    <message>
        <source>优惠 {0}</source>
        <translation>Off {0}</translation>
    </message>
    <message>
        <source>已收 {0}</source>
        <translation>Paid {0}</translation>
    </message>
    <message>
        <source>久未处理 · {0}</source>
        <translation>Long wait · {0}</translation>
    </message>
    <message>
        <source>已等 {0}</source>
        <translation>Waiting {0}</translation>
    </message>
    <message>
        <source>{0} 去了 · 已等 {1}</source>
        <translation>{0} is going · {1}</translation>
    </message>
    <message>
        <source>已响应 · 已等 {0}</source>
        <translation>Accepted · {0}</translation>
    </message>
    <message>
        <source>{0} 已送达</source>
        <translation>{0} delivered</translation>
    </message>
    <message>
        <source>已叫 {0}</source>
        <translation>Called {0}</translation>
    </message>
    <message>
        <source>已好 {0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>叫号 {0} 次</source>
        <translation>Called ×{0}</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>加单 {0}</source>
        <translation>Add-on {0}</translation>
    </message>
    <message>
        <source>Zaotai 灶台</source>
        <translation>Zaotai</translation>
    </message>
    <message>
        <source>告诉{0}</source>
        <translation>Tell: {0}</translation>
    </message>
    <message>
        <source>说什么（按房号）</source>
        <translation>Sentence (by room)</translation>
    </message>
    <message>
        <source>说什么（按手牌）</source>
        <translation>Sentence (by tag)</translation>
    </message>
    <message>
        <source>念出来（关掉就只显示）</source>
        <translation>Say it aloud (off: only show)</translation>
    </message>
    <message>
        <source>说几遍</source>
        <translation>How often</translation>
    </message>
    <message>
        <source>每遍隔多久</source>
        <translation>Pause between</translation>
    </message>
    <message>
        <source>过多久才说</source>
        <translation>Delay</translation>
    </message>
    <message>
        <source>慢</source>
        <translation>Slow</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>快</source>
        <translation>Fast</translation>
    </message>
    <message>
        <source>先响什么</source>
        <translation>Chime</translation>
    </message>
    <message>
        <source>语速</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>先后（0 最先，9 最后）</source>
        <translation>Priority (0 first, 9 last)</translation>
    </message>
    <message>
        <source>安静时段从（只显示，不播报；可不填）</source>
        <translation>Quiet from (shown, not said; optional)</translation>
    </message>
    <message>
        <source>安静时段到</source>
        <translation>Quiet until</translation>
    </message>
    <message>
        <source>多久没人播报就换别处提醒</source>
        <translation>Unheard: say elsewhere after</translation>
    </message>
    <message>
        <source>多久以后只显示，不再播报</source>
        <translation>Only show after</translation>
    </message>
    <message>
        <source>只限哪里下的单（不选：都算）</source>
        <translation>Only orders from (none: all)</translation>
    </message>
    <message>
        <source>{0} 秒</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>秒</source>
        <translation>s</translation>
    </message>
    <message>
        <source>要在 {0} 和 {1} 之间</source>
        <translation>Must be between {0} and {1}</translation>
    </message>
    <message>
        <source>两个时间都要填，或都不填</source>
        <translation>Fill in both times or neither</translation>
    </message>
    <message>
        <source>填得不对</source>
        <translation>Not valid</translation>
    </message>
    <message>
        <source>不能空着</source>
        <translation>Must not be empty</translation>
    </message>
    <message>
        <source>最多 {0} 个字</source>
        <translation>At most {0} characters</translation>
    </message>
    <message>
        <source>第 {0} 个字：没有 {1} 这个词</source>
        <translation>Character {0}: there is no word {1}</translation>
    </message>
    <message>
        <source>第 {0} 个字：括号没有关上</source>
        <translation>Character {0}: bracket not closed</translation>
    </message>
    <message>
        <source>第 {0} 个字：多了一个括号</source>
        <translation>Character {0}: one bracket too many</translation>
    </message>
    <message>
        <source>第 {0} 个字：客人不一定有{1}，这里不能用</source>
        <translation>Character {0}: a guest may have no {1}, not allowed here</translation>
    </message>
    <message>
        <source>告诉</source>
        <translation>Tell</translation>
    </message>
    <message>
        <source>播报</source>
        <translation>Say</translation>
    </message>
    <message>
        <source>本店改过</source>
        <translation>Changed here</translation>
    </message>
    <message>
        <source>没有这样的消息</source>
        <translation>No such messages</translation>
    </message>
    <message>
        <source>换个词搜索</source>
        <translation>Try another word</translation>
    </message>
    <message>
        <source>全店的说话方式</source>
        <translation>How the shop speaks</translation>
    </message>
    <message>
        <source>连着下单怎么合并，屏幕离线多久告诉收银台</source>
        <translation>Merging of orders in a row; when a missing screen is reported</translation>
    </message>
    <message>
        <source>全店</source>
        <translation>Whole shop</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>现在用的</source>
        <translation>In use now</translation>
    </message>
    <message>
        <source>恢复默认</source>
        <translation>Back to default</translation>
    </message>
    <message>
        <source>{0} 已保存</source>
        <translation>{0} saved</translation>
    </message>
    <message>
        <source>{0} 已恢复默认</source>
        <translation>{0} back to default</translation>
    </message>
    <message>
        <source>没有播出来，请看顶栏的语音灯</source>
        <translation>Not heard, see the voice light in the top bar</translation>
    </message>
    <message>
        <source>按房号</source>
        <translation>By room</translation>
    </message>
    <message>
        <source>按手牌</source>
        <translation>By tag</translation>
    </message>
    <message>
        <source>这样说</source>
        <translation>Sounds like</translation>
    </message>
    <message>
        <source>不告诉</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>只显示</source>
        <translation>Only show</translation>
    </message>
    <message>
        <source>没有连上服务器，次序没有改</source>
        <translation>Not connected: the order did not change</translation>
    </message>
    <message>
        <source>谁，哪天</source>
        <translation>Who, which day</translation>
    </message>
    <message>
        <source>已筛选</source>
        <translation>Filtered</translation>
    </message>
    <message>
        <source>全部记录</source>
        <translation>All entries</translation>
    </message>
    <message>
        <source>谁（不选是所有人）</source>
        <translation>Who (none: everybody)</translation>
    </message>
    <message>
        <source>营业日（不填是所有日子）</source>
        <translation>Business day (empty: all days)</translation>
    </message>
    <message>
        <source>看谁的、哪天的记录</source>
        <translation>Whose entries, which day</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>没有这样的记录</source>
        <translation>No such entries</translation>
    </message>
    <message>
        <source>菜单、房间、设备、员工、营业时间的每次修改都记在这里</source>
        <translation>Every change to menu, rooms, devices, staff and hours is kept here</translation>
    </message>
    <message>
        <source>在哪台设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>门店资料</source>
        <translation>Shop details</translation>
    </message>
    <message>
        <source>营业时间</source>
        <translation>Opening hours</translation>
    </message>
    <message>
        <source>临时歇业</source>
        <translation>Closings</translation>
    </message>
    <message>
        <source>房间</source>
        <translation>Rooms</translation>
    </message>
    <message>
        <source>档口</source>
        <translation>Stations</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>分类</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>菜品</source>
        <translation>Dishes</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>播报设置</source>
        <translation>Announcements</translation>
    </message>
    <message>
        <source>播报模板</source>
        <translation>Announcement wording</translation>
    </message>
    <message>
        <source>短信</source>
        <translation>Texts</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>来自</source>
        <translation>From</translation>
    </message>
    <message>
        <source>播报启用</source>
        <translation>Announced</translation>
    </message>
    <message>
        <source>出声</source>
        <translation>Aloud</translation>
    </message>
    <message>
        <source>按房间的句子</source>
        <translation>Sentence by room</translation>
    </message>
    <message>
        <source>按手牌的句子</source>
        <translation>Sentence by tag</translation>
    </message>
    <message>
        <source>下单来源</source>
        <translation>Order source</translation>
    </message>
    <message>
        <source>延迟（秒）</source>
        <translation>Delay (s)</translation>
    </message>
    <message>
        <source>播报次数</source>
        <translation>Times said</translation>
    </message>
    <message>
        <source>间隔（秒）</source>
        <translation>Interval (s)</translation>
    </message>
    <message>
        <source>优先级</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>提示音</source>
        <translation>Chime</translation>
    </message>
    <message>
        <source>过期（秒）</source>
        <translation>Expires (s)</translation>
    </message>
    <message>
        <source>多久没播就升级（秒）</source>
        <translation>Raised after (s)</translation>
    </message>
    <message>
        <source>安静时段</source>
        <translation>Quiet hours</translation>
    </message>
    <message>
        <source>合并（秒）</source>
        <translation>Merge (s)</translation>
    </message>
    <message>
        <source>1 读作幺</source>
        <translation>1 read as 幺</translation>
    </message>
    <message>
        <source>后厨屏失联提醒（秒）</source>
        <translation>Kitchen missed after (s)</translation>
    </message>
    <message>
        <source>叫号屏失联提醒（秒）</source>
        <translation>Calling screen missed after (s)</translation>
    </message>
    <message>
        <source>收银台失联提醒（秒）</source>
        <translation>Desk missed after (s)</translation>
    </message>
    <message>
        <source>平板失联提醒（秒）</source>
        <translation>Pad missed after (s)</translation>
    </message>
    <message>
        <source>服务员端失联提醒（秒）</source>
        <translation>Waiter missed after (s)</translation>
    </message>
    <message>
        <source>按钮</source>
        <translation>Button</translation>
    </message>
    <message>
        <source>播报的话</source>
        <translation>What is said</translation>
    </message>
    <message>
        <source>显示按钮</source>
        <translation>Shown</translation>
    </message>
    <message>
        <source>只播这些</source>
        <translation>Only these</translation>
    </message>
    <message>
        <source>楼层</source>
        <translation>Floor</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>次序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>播报区</source>
        <translation>Speech zone</translation>
    </message>
    <message>
        <source>登录账号</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>职位</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>可以登录</source>
        <translation>May sign in</translation>
    </message>
    <message>
        <source>纸宽（列）</source>
        <translation>Paper width (columns)</translation>
    </message>
    <message>
        <source>打小票</source>
        <translation>Prints receipts</translation>
    </message>
    <message>
        <source>收清后自动打</source>
        <translation>Prints once paid</translation>
    </message>
    <message>
        <source>弹开钱箱</source>
        <translation>Opens the drawer</translation>
    </message>
    <message>
        <source>时区</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>出餐承诺（分钟）</source>
        <translation>Kitchen promise (min)</translation>
    </message>
    <message>
        <source>送餐另加（分钟）</source>
        <translation>Delivery adds (min)</translation>
    </message>
    <message>
        <source>取餐提示</source>
        <translation>Pickup hint</translation>
    </message>
    <message>
        <source>呼叫按钮</source>
        <translation>Call buttons</translation>
    </message>
    <message>
        <source>收银员让利上限</source>
        <translation>Cashier&apos;s limit for discounts</translation>
    </message>
    <message>
        <source>客人可在平板上留手机号</source>
        <translation>Guests may leave a number</translation>
    </message>
    <message>
        <source>新设备登录要验证码</source>
        <translation>Code on new devices</translation>
    </message>
    <message>
        <source>每周营业时间</source>
        <translation>Weekly hours</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>End</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>直到</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>介绍</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>价格</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>在菜单上</source>
        <translation>On the menu</translation>
    </message>
    <message>
        <source>过敏原</source>
        <translation>Allergens</translation>
    </message>
    <message>
        <source>选项</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>底色</source>
        <translation>Tint</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>空</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>有</source>
        <translation>set</translation>
    </message>
    <message>
        <source>服务器命令行</source>
        <translation>Server command line</translation>
    </message>
    <message>
        <source>生成了配对码（{0}）</source>
        <translation>Made a pairing code ({0})</translation>
    </message>
    <message>
        <source>新加了{0}</source>
        <translation>Added {0}</translation>
    </message>
    <message>
        <source>删除了{0}</source>
        <translation>Deleted {0}</translation>
    </message>
    <message>
        <source>用配对码连上了</source>
        <translation>Joined with a pairing code</translation>
    </message>
    <message>
        <source>停用了{0}</source>
        <translation>Took {0} out of use</translation>
    </message>
    <message>
        <source>设了{0}的 PIN</source>
        <translation>Set the PIN of {0}</translation>
    </message>
    <message>
        <source>恢复使用{0}</source>
        <translation>Put {0} back in use</translation>
    </message>
    <message>
        <source>改回按营业时间</source>
        <translation>Back to opening hours</translation>
    </message>
    <message>
        <source>手动设为营业</source>
        <translation>Opened by hand</translation>
    </message>
    <message>
        <source>手动打烊</source>
        <translation>Closed by hand</translation>
    </message>
    <message>
        <source>改了{0}</source>
        <translation>Changed {0}</translation>
    </message>
    <message>
        <source>把{0}改名为 {1}</source>
        <translation>Renamed {0} to {1}</translation>
    </message>
    <message>
        <source>{0}改为 {1}</source>
        <translation>{0} to {1}</translation>
    </message>
    <message>
        <source>另改 {0} 项</source>
        <translation>{0} more</translation>
    </message>
    <message>
        <source>把{0}的</source>
        <translation>{0}: </translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>（{0}）</source>
        <translation> ({0})</translation>
    </message>
    <message>
        <source>加分类</source>
        <translation>Add category</translation>
    </message>
    <message>
        <source>还没有分类</source>
        <translation>No categories yet</translation>
    </message>
    <message>
        <source>先加一个，菜要放在里面</source>
        <translation>Add one first: dishes go into it</translation>
    </message>
    <message>
        <source>{0} 道菜</source>
        <translation>Dishes: {0}</translation>
    </message>
    <message>
        <source>，另有 {0} 道已下架</source>
        <translation>, {0} off the menu</translation>
    </message>
    <message>
        <source>新分类</source>
        <translation>New category</translation>
    </message>
    <message>
        <source>里面的菜</source>
        <translation>Its dishes</translation>
    </message>
    <message>
        <source>{0} 道在菜单上，{1} 道已下架</source>
        <translation>{0} on the menu, {1} off</translation>
    </message>
    <message>
        <source>麦黄</source>
        <translation>Wheat</translation>
    </message>
    <message>
        <source>松绿</source>
        <translation>Pine</translation>
    </message>
    <message>
        <source>陶红</source>
        <translation>Clay</translation>
    </message>
    <message>
        <source>石青</source>
        <translation>Slate</translation>
    </message>
    <message>
        <source>茶褐</source>
        <translation>Tea</translation>
    </message>
    <message>
        <source>一句介绍（可不填）</source>
        <translation>One line (optional)</translation>
    </message>
    <message>
        <source>没有照片时的底色</source>
        <translation>Tint without a photo</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>{0} 已删除</source>
        <translation>{0} deleted</translation>
    </message>
    <message>
        <source>店长页要店长登录，离开时会自动退出。</source>
        <translation>The manager&apos;s pages need a manager, who is signed out on leaving.</translation>
    </message>
    <message>
        <source>现在登录的人不是店长。</source>
        <translation>Who is signed in is no manager.</translation>
    </message>
    <message>
        <source>店长登录</source>
        <translation>Manager sign-in</translation>
    </message>
    <message>
        <source>店长已退出登录</source>
        <translation>The manager is signed out</translation>
    </message>
    <message>
        <source>店长的登录已经失效，请关闭后重新登录</source>
        <translation>The manager&apos;s sign-in has expired: close and sign in again</translation>
    </message>
    <message>
        <source>是什么</source>
        <translation>What it is</translation>
    </message>
    <message>
        <source>放在哪间房（只有客房平板要选）</source>
        <translation>Which room (room pads only)</translation>
    </message>
    <message>
        <source>显示哪些档口（后厨屏；不选是全部）</source>
        <translation>Which stations (kitchen display; none: all)</translation>
    </message>
    <message>
        <source>名字</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>放在哪间房</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>播报区（同一区只有一台说话）</source>
        <translation>Speech zone (one of a zone speaks)</translation>
    </message>
    <message>
        <source>显示哪些档口（不选是全部）</source>
        <translation>Stations (none: all)</translation>
    </message>
    <message>
        <source>房号</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>刚才</source>
        <translation>Just now</translation>
    </message>
    <message>
        <source>{0} 分前</source>
        <translation>{0} min ago</translation>
    </message>
    <message>
        <source>{0} 小时前</source>
        <translation>{0} h ago</translation>
    </message>
    <message>
        <source>{0} 天前</source>
        <translation>{0} d ago</translation>
    </message>
    <message>
        <source>{0} 已配对</source>
        <translation>{0} paired</translation>
    </message>
    <message>
        <source>配对新设备</source>
        <translation>Pair a new device</translation>
    </message>
    <message>
        <source>没有这样的设备</source>
        <translation>No such devices</translation>
    </message>
    <message>
        <source>不在线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>等待配对</source>
        <translation>Waiting to pair</translation>
    </message>
    <message>
        <source>{0} 前有效</source>
        <translation>Valid until {0}</translation>
    </message>
    <message>
        <source>所有档口</source>
        <translation>All stations</translation>
    </message>
    <message>
        <source>配对码已生成</source>
        <translation>Pairing code made</translation>
    </message>
    <message>
        <source>生成配对码</source>
        <translation>Make pairing code</translation>
    </message>
    <message>
        <source>生成一个配对码，15 分钟内在新设备上输入。</source>
        <translation>Makes a pairing code, to be typed on the new device within 15 minutes.</translation>
    </message>
    <message>
        <source>{0} 已停用</source>
        <translation>{0} out of use</translation>
    </message>
    <message>
        <source>重新配对</source>
        <translation>Pair again</translation>
    </message>
    <message>
        <source>按住停用</source>
        <translation>Hold to take out of use</translation>
    </message>
    <message>
        <source>用手机相机扫一扫，或打开下面的网址输入这个码。</source>
        <translation>Scan it with the phone&apos;s camera, or open the address below and type this code.</translation>
    </message>
    <message>
        <source>在新设备上输入这个码。</source>
        <translation>Type this code on the new device.</translation>
    </message>
    <message>
        <source>配对码</source>
        <translation>Pairing code</translation>
    </message>
    <message>
        <source>配对后这里会自动换成那台设备。</source>
        <translation>Once paired, the device stands here instead.</translation>
    </message>
    <message>
        <source>有效到</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>还剩</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>最后连上</source>
        <translation>Last seen</translation>
    </message>
    <message>
        <source>配对于</source>
        <translation>Paired</translation>
    </message>
    <message>
        <source>程序版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>已停用</source>
        <translation>Out of use</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>菜名</source>
        <translation>Dish name</translation>
    </message>
    <message>
        <source>在哪个档口做（可选几个）</source>
        <translation>Stations (one or more)</translation>
    </message>
    <message>
        <source>还没有档口，先在 档口 页加一个</source>
        <translation>No stations yet: add one on the Stations page</translation>
    </message>
    <message>
        <source>承诺多久做好（空着按门店的）</source>
        <translation>Promise (empty: the shop&apos;s)</translation>
    </message>
    <message>
        <source>分</source>
        <translation>min</translation>
    </message>
    <message>
        <source>口味与加料（一行一组）</source>
        <translation>Options (one group a line)</translation>
    </message>
    <message>
        <source>辣度 选1：不辣、微辣、特辣</source>
        <translation>Heat 选1: mild, medium, hot</translation>
    </message>
    <message>
        <source>介绍（可不填）</source>
        <translation>Description (optional)</translation>
    </message>
    <message>
        <source>没有照片时显示的字</source>
        <translation>Letter without a photo</translation>
    </message>
    <message>
        <source>招牌菜</source>
        <translation>Signature dish</translation>
    </message>
    <message>
        <source>名称后面要有冒号</source>
        <translation>The name needs a colon after it</translation>
    </message>
    <message>
        <source>少了一个名称</source>
        <translation>A name is missing</translation>
    </message>
    <message>
        <source>“{0}” 太长，最多 20 个字</source>
        <translation>“{0}” is too long: at most 20 characters</translation>
    </message>
    <message>
        <source>“{0}” 的加价不是金额</source>
        <translation>The extra price of “{0}” is no amount</translation>
    </message>
    <message>
        <source>“{0}” 写了两次</source>
        <translation>“{0}” stands there twice</translation>
    </message>
    <message>
        <source>太多了，最多到 {0}</source>
        <translation>Too many, at most {0}</translation>
    </message>
    <message>
        <source>“{0}” 没有那么多可选</source>
        <translation>“{0}” has not that many choices</translation>
    </message>
    <message>
        <source>第 {0} 行：{1}</source>
        <translation>Line {0}: {1}</translation>
    </message>
    <message>
        <source>加一道菜</source>
        <translation>Add dish</translation>
    </message>
    <message>
        <source>没有这样的菜</source>
        <translation>No such dishes</translation>
    </message>
    <message>
        <source>换个词搜索，或加一道</source>
        <translation>Try another word, or add one</translation>
    </message>
    <message>
        <source>沽清</source>
        <translation>86&apos;d</translation>
    </message>
    <message>
        <source>已下架</source>
        <translation>Off the menu</translation>
    </message>
    <message>
        <source>新菜</source>
        <translation>New dish</translation>
    </message>
    <message>
        <source>恢复供应</source>
        <translation>Back on</translation>
    </message>
    <message>
        <source>沽清…</source>
        <translation>86…</translation>
    </message>
    <message>
        <source>还剩几份…</source>
        <translation>Left…</translation>
    </message>
    <message>
        <source>去掉照片</source>
        <translation>Remove photo</translation>
    </message>
    <message>
        <source>{0} 恢复供应</source>
        <translation>{0} is back on</translation>
    </message>
    <message>
        <source>{0} 没有照片了</source>
        <translation>{0} has no photo now</translation>
    </message>
    <message>
        <source>{0} 今日售罄</source>
        <translation>{0} sold out today</translation>
    </message>
    <message>
        <source>照样做</source>
        <translation>Make them</translation>
    </message>
    <message>
        <source>取消，并告诉客人</source>
        <translation>Cancel, tell the guests</translation>
    </message>
    <message>
        <source>已经点了、还没开始做的</source>
        <translation>Ordered and not fired</translation>
    </message>
    <message>
        <source>{0} 沽清</source>
        <translation>86 {0}</translation>
    </message>
    <message>
        <source>{0} 不再数份数</source>
        <translation>{0} is not counted now</translation>
    </message>
    <message>
        <source>{0} 还剩 {1}{2}</source>
        <translation>{0}: {1} {2} left</translation>
    </message>
    <message>
        <source>还剩几份（空着就不数）</source>
        <translation>How many left (empty: not counted)</translation>
    </message>
    <message>
        <source>今日售罄</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>仅剩 {0}{1}</source>
        <translation>{0} {1} left</translation>
    </message>
    <message>
        <source>招牌</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>供应中</source>
        <translation>On</translation>
    </message>
    <message>
        <source>加临时歇业</source>
        <translation>Add closing</translation>
    </message>
    <message>
        <source>还没有取到营业时间</source>
        <translation>Opening hours not fetched yet</translation>
    </message>
    <message>
        <source>营业中</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打烊</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>手动</source>
        <translation>By hand</translation>
    </message>
    <message>
        <source>营业</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>营业时间已保存</source>
        <translation>Opening hours saved</translation>
    </message>
    <message>
        <source>打烊时间早于开门时间，就是到第二天</source>
        <translation>A closing time before the opening time is on the next day</translation>
    </message>
    <message>
        <source>按营业时间开门和打烊</source>
        <translation>Opens and closes by the hours</translation>
    </message>
    <message>
        <source>已设为营业</source>
        <translation>Open now</translation>
    </message>
    <message>
        <source>已打烊，各屏马上知道</source>
        <translation>Closed; every screen knows</translation>
    </message>
    <message>
        <source>门店</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>按营业时间</source>
        <translation>By the hours</translation>
    </message>
    <message>
        <source>原因（客人看得到，可不填）</source>
        <translation>Reason (guests see it, optional)</translation>
    </message>
    <message>
        <source>到哪天为止（不填：直到有人改）</source>
        <translation>Until which day (empty: until changed)</translation>
    </message>
    <message>
        <source>到几点为止</source>
        <translation>Until what time</translation>
    </message>
    <message>
        <source>现在营业还是打烊</source>
        <translation>Open or closed now</translation>
    </message>
    <message>
        <source>日期和时间要一起填</source>
        <translation>Date and time go together</translation>
    </message>
    <message>
        <source>这个时间已经过了</source>
        <translation>That time is past</translation>
    </message>
    <message>
        <source>临时歇业已加上</source>
        <translation>Closing added</translation>
    </message>
    <message>
        <source>结束要晚于开始</source>
        <translation>The end must be after the start</translation>
    </message>
    <message>
        <source>歇业之后 {0} 再开门</source>
        <translation>Opens again {0}</translation>
    </message>
    <message>
        <source>不歇业了</source>
        <translation>Closing cancelled</translation>
    </message>
    <message>
        <source>没有写</source>
        <translation>none given</translation>
    </message>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>按住取消歇业</source>
        <translation>Hold to cancel closing</translation>
    </message>
    <message>
        <source>这天营业</source>
        <translation>Open on this day</translation>
    </message>
    <message>
        <source>开门</source>
        <translation>Opens</translation>
    </message>
    <message>
        <source>第二段开门（可不填）</source>
        <translation>Opens again (optional)</translation>
    </message>
    <message>
        <source>第二段打烊</source>
        <translation>Closes again</translation>
    </message>
    <message>
        <source>同样用于</source>
        <translation>Same for</translation>
    </message>
    <message>
        <source>从哪天</source>
        <translation>From day</translation>
    </message>
    <message>
        <source>几点</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>Until day</translation>
    </message>
    <message>
        <source>不能每天都休息；要关店请用上面的“打烊”</source>
        <translation>Not every day can be closed; to shut the shop use “Closed” above</translation>
    </message>
    <message>
        <source>第二段要有开门和打烊</source>
        <translation>The second span needs both times</translation>
    </message>
    <message>
        <source>两段时间重叠了</source>
        <translation>The two spans overlap</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>现在营业，一直不打烊</source>
        <translation>Open, never closes</translation>
    </message>
    <message>
        <source>现在打烊，直到有人改回来</source>
        <translation>Closed until somebody changes it</translation>
    </message>
    <message>
        <source>现在打烊，{0} 开门</source>
        <translation>Closed, opens {0}</translation>
    </message>
    <message>
        <source>现在营业，{0} 打烊</source>
        <translation>Open, closes {0}</translation>
    </message>
    <message>
        <source>，{0} 再开门</source>
        <translation>, opens again {0}</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>tomorrow</translation>
    </message>
    <message>
        <source>多少秒内连着下的单合成一句（0：每单一句）</source>
        <translation>Seconds within which orders make one sentence (0: one each)</translation>
    </message>
    <message>
        <source>房号里的 1 念“幺”（全品牌）</source>
        <translation>Read 1 in room numbers as yāo (whole brand)</translation>
    </message>
    <message>
        <source>说话方式已保存</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>0 是不提醒，否则 {0} 到 {1}</source>
        <translation>0 for never, else {0} to {1}</translation>
    </message>
    <message>
        <source>{0}多久没有上线就告诉收银台（0：不提醒）</source>
        <translation>{0}: tell the desk when missing for (0: never)</translation>
    </message>
    <message>
        <source>{0} 分</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>不提醒</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>没人听到</source>
        <translation>Unheard</translation>
    </message>
    <message>
        <source>已播报</source>
        <translation>Said</translation>
    </message>
    <message>
        <source>路上</source>
        <translation>On its way</translation>
    </message>
    <message>
        <source>不必再播</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>换个词或筛选再看</source>
        <translation>Try another word or filter</translation>
    </message>
    <message>
        <source>第 {0} 遍</source>
        <translation>Time {0}</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>为什么再说</source>
        <translation>Why again</translation>
    </message>
    <message>
        <source>谁播的</source>
        <translation>Said by</translation>
    </message>
    <message>
        <source>告诉谁</source>
        <translation>Told to</translation>
    </message>
    <message>
        <source>什么事</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>第几遍</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>念的是</source>
        <translation>Spoken</translation>
    </message>
    <message>
        <source>只显示，不念</source>
        <translation>shown, not said</translation>
    </message>
    <message>
        <source>把记录存成表格</source>
        <translation>Save as a table</translation>
    </message>
    <message>
        <source>定下</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>发出</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>送到</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>过期</source>
        <translation>Expires</translation>
    </message>
    <message>
        <source>下单</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>加单</source>
        <translation>Add-on</translation>
    </message>
    <message>
        <source>取消菜</source>
        <translation>Dish cancelled</translation>
    </message>
    <message>
        <source>叫人取餐</source>
        <translation>Call for pickup</translation>
    </message>
    <message>
        <source>催菜</source>
        <translation>Rush</translation>
    </message>
    <message>
        <source>客人呼叫</source>
        <translation>Guest calls</translation>
    </message>
    <message>
        <source>换房</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>屏幕没有播报</source>
        <translation>Screen kept silent</translation>
    </message>
    <message>
        <source>短信余额低</source>
        <translation>Few texts left</translation>
    </message>
    <message>
        <source>后厨</source>
        <translation>Kitchen</translation>
    </message>
    <message>
        <source>叫号屏</source>
        <translation>Calling screen</translation>
    </message>
    <message>
        <source>收银台</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>房间平板</source>
        <translation>Room pads</translation>
    </message>
    <message>
        <source>服务员</source>
        <translation>Waiters</translation>
    </message>
    <message>
        <source>本店设置</source>
        <translation>This shop</translation>
    </message>
    <message>
        <source>品牌设置</source>
        <translation>Brand</translation>
    </message>
    <message>
        <source>出厂设置</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>手牌</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>两声上行</source>
        <translation>Two notes up</translation>
    </message>
    <message>
        <source>三声上行</source>
        <translation>Three notes up</translation>
    </message>
    <message>
        <source>敲两下</source>
        <translation>Double knock</translation>
    </message>
    <message>
        <source>门铃</source>
        <translation>Doorbell</translation>
    </message>
    <message>
        <source>一声低音</source>
        <translation>Low note</translation>
    </message>
    <message>
        <source>长低音</source>
        <translation>Long low note</translation>
    </message>
    <message>
        <source>一声轻音</source>
        <translation>Soft note</translation>
    </message>
    <message>
        <source>单号</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>份数</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>呼叫内容</source>
        <translation>What is called for</translation>
    </message>
    <message>
        <source>原来的房</source>
        <translation>Old room</translation>
    </message>
    <message>
        <source>新的房</source>
        <translation>New room</translation>
    </message>
    <message>
        <source>屏幕名</source>
        <translation>Screen</translation>
    </message>
    <message>
        <source>余额</source>
        <translation>Balance</translation>
    </message>
    <message>
        <source>还没到时间</source>
        <translation>Not due yet</translation>
    </message>
    <message>
        <source>已发出</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>已送到</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>没播出来</source>
        <translation>Not heard</translation>
    </message>
    <message>
        <source>后厨已经开始做了</source>
        <translation>The kitchen has started it</translation>
    </message>
    <message>
        <source>订单已取消或已完成</source>
        <translation>Order cancelled or completed</translation>
    </message>
    <message>
        <source>客人已经离店</source>
        <translation>The guests have left</translation>
    </message>
    <message>
        <source>这台屏幕不收这类消息</source>
        <translation>This screen does not take these</translation>
    </message>
    <message>
        <source>平板已不在那间房</source>
        <translation>The pad is not in that room now</translation>
    </message>
    <message>
        <source>技师已经下钟</source>
        <translation>The therapist is off the clock</translation>
    </message>
    <message>
        <source>已经有人去了</source>
        <translation>Somebody is going</translation>
    </message>
    <message>
        <source>已经过了时间</source>
        <translation>Too late</translation>
    </message>
    <message>
        <source>这类消息已关闭</source>
        <translation>These are turned off</translation>
    </message>
    <message>
        <source>只刷新画面，不播报</source>
        <translation>Refresh only, not said</translation>
    </message>
    <message>
        <source>由后一遍代替</source>
        <translation>Replaced by a later one</translation>
    </message>
    <message>
        <source>没人听到，换别的屏幕再播</source>
        <translation>Unheard, said by another screen</translation>
    </message>
    <message>
        <source>只显示，不播报</source>
        <translation>Shown, not said</translation>
    </message>
    <message>
        <source>没有屏幕播报</source>
        <translation>No screen said it</translation>
    </message>
    <message>
        <source>由另一台屏幕播报了</source>
        <translation>Another screen said it</translation>
    </message>
    <message>
        <source>播到一半程序停了</source>
        <translation>The program stopped halfway</translation>
    </message>
    <message>
        <source>没有语音引擎</source>
        <translation>No speech engine</translation>
    </message>
    <message>
        <source>没有中文语音</source>
        <translation>No Chinese voice</translation>
    </message>
    <message>
        <source>没有音箱</source>
        <translation>No speaker</translation>
    </message>
    <message>
        <source>语音没有声音</source>
        <translation>The voice made no sound</translation>
    </message>
    <message>
        <source>语音卡住了</source>
        <translation>The voice hung</translation>
    </message>
    <message>
        <source>语音程序停了</source>
        <translation>The voice stopped</translation>
    </message>
    <message>
        <source>按设置重复</source>
        <translation>Repeated as set</translation>
    </message>
    <message>
        <source>再次提醒：之前没人听到</source>
        <translation>Raised again: unheard before</translation>
    </message>
    <message>
        <source>加按钮</source>
        <translation>Add button</translation>
    </message>
    <message>
        <source>没有这样的按钮</source>
        <translation>No such buttons</translation>
    </message>
    <message>
        <source>换个词搜索，或加一个</source>
        <translation>Try another word, or add one</translation>
    </message>
    <message>
        <source>本店写的</source>
        <translation>Own</translation>
    </message>
    <message>
        <source>平板上有</source>
        <translation>On pads</translation>
    </message>
    <message>
        <source>不显示</source>
        <translation>Hidden</translation>
    </message>
    <message>
        <source>新按钮</source>
        <translation>New button</translation>
    </message>
    <message>
        <source>出厂的</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>这个按钮</source>
        <translation>This button</translation>
    </message>
    <message>
        <source>念出来是</source>
        <translation>Said as</translation>
    </message>
    <message>
        <source>需要热水</source>
        <translation>e.g. needs hot water</translation>
    </message>
    <message>
        <source>需要毛巾</source>
        <translation>e.g. needs towels</translation>
    </message>
    <message>
        <source>空调不凉</source>
        <translation>e.g. air-con not cool</translation>
    </message>
    <message>
        <source>按钮上的字</source>
        <translation>On the button</translation>
    </message>
    <message>
        <source>念什么（前面会加上房号）</source>
        <translation>What is said (after the room)</translation>
    </message>
    <message>
        <source>放在客人的平板上</source>
        <translation>Shown on guests&apos; pads</translation>
    </message>
    <message>
        <source>删除，或恢复出厂的字</source>
        <translation>Delete, or default wording</translation>
    </message>
    <message>
        <source>{0} 已加上</source>
        <translation>{0} added</translation>
    </message>
    <message>
        <source>801房间{0}</source>
        <translation>Room 801: {0}</translation>
    </message>
    <message>
        <source>没有连上服务器，这里可能不是最新的</source>
        <translation>Not connected: this may be out of date</translation>
    </message>
    <message>
        <source>短信与群发</source>
        <translation>Texts and batches</translation>
    </message>
    <message>
        <source>余额与套餐</source>
        <translation>Credits</translation>
    </message>
    <message>
        <source>短信模板</source>
        <translation>Text templates</translation>
    </message>
    <message>
        <source>黑名单</source>
        <translation>Blacklist</translation>
    </message>
    <message>
        <source>播报记录</source>
        <translation>Message log</translation>
    </message>
    <message>
        <source>操作记录</source>
        <translation>Audit trail</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>People</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>加打印机</source>
        <translation>Add printer</translation>
    </message>
    <message>
        <source>还没有打印机</source>
        <translation>No printers yet</translation>
    </message>
    <message>
        <source>插上网线，看打印机自检页上的 IP，再加一台</source>
        <translation>Plug in the cable, read the IP on its self-test page, then add it</translation>
    </message>
    <message>
        <source>新打印机</source>
        <translation>New printer</translation>
    </message>
    <message>
        <source>测试页已排队打印</source>
        <translation>Test page queued</translation>
    </message>
    <message>
        <source>{0} 已撤掉</source>
        <translation>{0} removed</translation>
    </message>
    <message>
        <source>打测试页</source>
        <translation>Print test page</translation>
    </message>
    <message>
        <source>撤掉这台</source>
        <translation>Remove printer</translation>
    </message>
    <message>
        <source>网络</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>接在这台收银台上</source>
        <translation>On this desk</translation>
    </message>
    <message>
        <source>名称，如 前台小票机</source>
        <translation>Name, e.g. Front desk</translation>
    </message>
    <message>
        <source>怎么接</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>IP 地址；接在收银台上的填设备路径</source>
        <translation>IP address; for one on the desk its device path</translation>
    </message>
    <message>
        <source>纸宽</source>
        <translation>Paper width</translation>
    </message>
    <message>
        <source>打预结单和小票</source>
        <translation>Prints pre-bills and receipts</translation>
    </message>
    <message>
        <source>收清后自动打小票</source>
        <translation>Prints the receipt once paid</translation>
    </message>
    <message>
        <source>收现金时弹开钱箱</source>
        <translation>Opens the drawer for cash</translation>
    </message>
    <message>
        <source>屏幕没显示时，替这些档口打单</source>
        <translation>Prints for these stations when no screen shows it</translation>
    </message>
    <message>
        <source>80 毫米</source>
        <translation>80 mm</translation>
    </message>
    <message>
        <source>80 毫米（42 列）</source>
        <translation>80 mm (42 columns)</translation>
    </message>
    <message>
        <source>58 毫米</source>
        <translation>58 mm</translation>
    </message>
    <message>
        <source>这不是地址，如 192.168.1.50</source>
        <translation>Not an address, e.g. 192.168.1.50</translation>
    </message>
    <message>
        <source>这台设备装的是另一个程序，请重新配对</source>
        <translation>Another program runs on this device: pair it again</translation>
    </message>
    <message>
        <source>这台设备已经停用</source>
        <translation>This device is out of use</translation>
    </message>
    <message>
        <source>没有这台设备了</source>
        <translation>This device is gone</translation>
    </message>
    <message>
        <source>客房平板要选一间房</source>
        <translation>A room pad needs a room</translation>
    </message>
    <message>
        <source>这个账号已经有人用了</source>
        <translation>This login is taken</translation>
    </message>
    <message>
        <source>他是最后一位能登录的店长，不能停用或改职位</source>
        <translation>The last manager who can sign in: may not be locked out or get another role</translation>
    </message>
    <message>
        <source>没有这位员工了</source>
        <translation>This person is gone</translation>
    </message>
    <message>
        <source>没有这位技师了</source>
        <translation>This therapist is gone</translation>
    </message>
    <message>
        <source>没有这个时区</source>
        <translation>No such time zone</translation>
    </message>
    <message>
        <source>临时歇业太多了，先删掉几个</source>
        <translation>Too many closings, delete some first</translation>
    </message>
    <message>
        <source>这次歇业已经取消了</source>
        <translation>This closing is cancelled already</translation>
    </message>
    <message>
        <source>没有这一天</source>
        <translation>No such day</translation>
    </message>
    <message>
        <source>这位员工不是店长，不能打开店长页</source>
        <translation>Only a manager may open the manager&apos;s pages</translation>
    </message>
    <message>
        <source>已经有一间叫 {0}</source>
        <translation>There is a room {0} already</translation>
    </message>
    <message>
        <source>没有这间房了</source>
        <translation>This room is gone</translation>
    </message>
    <message>
        <source>里面还有菜，先把菜移走</source>
        <translation>It has dishes, move them first</translation>
    </message>
    <message>
        <source>没有这个分类了</source>
        <translation>This category is gone</translation>
    </message>
    <message>
        <source>这样没法选</source>
        <translation>No choice fits that</translation>
    </message>
    <message>
        <source>这个文件不是照片，或已损坏</source>
        <translation>This file is no photo, or is damaged</translation>
    </message>
    <message>
        <source>照片太大</source>
        <translation>The photo is too large</translation>
    </message>
    <message>
        <source>照片太小，边长至少 64 像素</source>
        <translation>The photo is too small: at least 64 pixels a side</translation>
    </message>
    <message>
        <source>已经有一个叫 {0}</source>
        <translation>There is one named {0} already</translation>
    </message>
    <message>
        <source>已经有一个按钮写着这些字</source>
        <translation>A button with these words exists</translation>
    </message>
    <message>
        <source>按钮太多了</source>
        <translation>Too many buttons</translation>
    </message>
    <message>
        <source>没有这个按钮了</source>
        <translation>This button is gone</translation>
    </message>
    <message>
        <source>这类消息只刷新画面，不能播报</source>
        <translation>These refresh screens only and cannot be said</translation>
    </message>
    <message>
        <source>超出了范围</source>
        <translation>Out of range</translation>
    </message>
    <message>
        <source>这类消息不能设置</source>
        <translation>These cannot be set</translation>
    </message>
    <message>
        <source>里面没有手机号</source>
        <translation>No mobile numbers in it</translation>
    </message>
    <message>
        <source>这个文件读不了，或者太大</source>
        <translation>This file cannot be read, or is too large</translation>
    </message>
    <message>
        <source>号码太多</source>
        <translation>Too many numbers</translation>
    </message>
    <message>
        <source>开头要有 【签名】，2 到 30 个字</source>
        <translation>Must begin with a 【signature】 of 2 to 30 characters</translation>
    </message>
    <message>
        <source>内容太长，或没有内容</source>
        <translation>Too long, or empty</translation>
    </message>
    <message>
        <source>不是手机号</source>
        <translation>No mobile number</translation>
    </message>
    <message>
        <source>短信余额不够</source>
        <translation>Not enough texts left</translation>
    </message>
    <message>
        <source>花括号写得不对</source>
        <translation>The curly brackets are not right</translation>
    </message>
    <message>
        <source>这个付款单号用过了，金额不同</source>
        <translation>This payment number was used with another amount</translation>
    </message>
    <message>
        <source>没有这个套餐了</source>
        <translation>This package is gone</translation>
    </message>
    <message>
        <source>没有这个档口了</source>
        <translation>This station is gone</translation>
    </message>
    <message>
        <source>里面有客人</source>
        <translation>Guests are in it</translation>
    </message>
    <message>
        <source>还没清洁</source>
        <translation>Not cleaned yet</translation>
    </message>
    <message>
        <source>先移走或停用平板 {0}</source>
        <translation>Move or retire the pad {0} first</translation>
    </message>
    <message>
        <source>{0} 还在上钟</source>
        <translation>{0} is on the clock</translation>
    </message>
    <message>
        <source>不能停用：</source>
        <translation>Cannot be taken out of use: </translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>还有菜在这里做：{0}</source>
        <translation>Dishes are made here: {0}</translation>
    </message>
    <message>
        <source>还有屏显示它：{0}</source>
        <translation>Screens show it: {0}</translation>
    </message>
    <message>
        <source>不能删除：</source>
        <translation>Cannot be deleted: </translation>
    </message>
    <message>
        <source> 等 {0} 个</source>
        <translation> and more, {0} in all</translation>
    </message>
    <message>
        <source>加房间</source>
        <translation>Add room</translation>
    </message>
    <message>
        <source>没有这样的房间</source>
        <translation>No such rooms</translation>
    </message>
    <message>
        <source>换个词搜索，或加一间</source>
        <translation>Try another word, or add one</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>Vacant</translation>
    </message>
    <message>
        <source>使用中</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Out of use</translation>
    </message>
    <message>
        <source>新房间</source>
        <translation>New room</translation>
    </message>
    <message>
        <source>{0} 恢复使用</source>
        <translation>{0} is back in use</translation>
    </message>
    <message>
        <source>恢复使用</source>
        <translation>Put back in use</translation>
    </message>
    <message>
        <source>客人</source>
        <translation>Guests</translation>
    </message>
    <message>
        <source>楼层（可不填）</source>
        <translation>Floor (optional)</translation>
    </message>
    <message>
        <source>房型（可不填）</source>
        <translation>Type (optional)</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>待清洁</source>
        <translation>To clean</translation>
    </message>
    <message>
        <source>门店资料已保存，各屏马上更新</source>
        <translation>Shop details saved, every screen has them</translation>
    </message>
    <message>
        <source>门店代号 {0}</source>
        <translation>Shop code {0}</translation>
    </message>
    <message>
        <source>平板呼叫按钮</source>
        <translation>Pad call buttons</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>min</translation>
    </message>
    <message>
        <source>店名</source>
        <translation>Shop name</translation>
    </message>
    <message>
        <source>电话（可不填）</source>
        <translation>Phone (optional)</translation>
    </message>
    <message>
        <source>地址（可不填）</source>
        <translation>Address (optional)</translation>
    </message>
    <message>
        <source>出餐承诺（没有单独设的菜）</source>
        <translation>Kitchen promise (dishes without their own)</translation>
    </message>
    <message>
        <source>送到房间另加</source>
        <translation>Delivery to the room adds</translation>
    </message>
    <message>
        <source>取餐提示（叫号屏和平板）</source>
        <translation>Pickup hint (calling screen and pads)</translation>
    </message>
    <message>
        <source>例如：请到二楼吧台取餐</source>
        <translation>e.g. Please collect at the bar, 2nd floor</translation>
    </message>
    <message>
        <source>收银员一张账单最多可让利（超过要店长同意）</source>
        <translation>A cashier may give away per bill (more needs a manager)</translation>
    </message>
    <message>
        <source>客人可在平板上留手机号，餐好收短信（每单一条）</source>
        <translation>Guests may leave a number on the pad for a text when ready (one per order)</translation>
    </message>
    <message>
        <source>员工在新设备登录要短信验证码</source>
        <translation>Sign-in on a new device asks for a text code</translation>
    </message>
    <message>
        <source>没有这样的</source>
        <translation>None like this</translation>
    </message>
    <message>
        <source>{0}，付款后 {1} 天有效</source>
        <translation>{0}, valid {1} days once paid</translation>
    </message>
    <message>
        <source>可以买的套餐</source>
        <translation>Packages on offer</translation>
    </message>
    <message>
        <source>可用 {0}</source>
        <translation>Free {0}</translation>
    </message>
    <message>
        <source>冻结 {0}</source>
        <translation>Held {0}</translation>
    </message>
    <message>
        <source>偏低</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>够用</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>{0} 条在等</source>
        <translation>{0} waiting</translation>
    </message>
    <message>
        <source>停着</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>在发</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>发送通道</source>
        <translation>Lanes</translation>
    </message>
    <message>
        <source>{0} 的套餐</source>
        <translation>Package of {0}</translation>
    </message>
    <message>
        <source>{0} 到期</source>
        <translation>Ends {0}</translation>
    </message>
    <message>
        <source>剩 {0}</source>
        <translation>{0} left</translation>
    </message>
    <message>
        <source>已到期</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>买过的套餐</source>
        <translation>Bought packages</translation>
    </message>
    <message>
        <source>可用</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>冻结</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>已用</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>低于多少提醒</source>
        <translation>Warn below</translation>
    </message>
    <message>
        <source>欠账</source>
        <translation>Debt</translation>
    </message>
    <message>
        <source>短信余额</source>
        <translation>Texts</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Ends</translation>
    </message>
    <message>
        <source>买了</source>
        <translation>Bought</translation>
    </message>
    <message>
        <source>收回</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>在等的</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>从何时停着</source>
        <translation>Paused since</translation>
    </message>
    <message>
        <source>继续发送</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>里面有</source>
        <translation>Contains</translation>
    </message>
    <message>
        <source>付款后有效</source>
        <translation>Valid once paid</translation>
    </message>
    <message>
        <source>{0} 天</source>
        <translation>{0} days</translation>
    </message>
    <message>
        <source>买这个套餐…</source>
        <translation>Buy…</translation>
    </message>
    <message>
        <source>已到账 {0}</source>
        <translation>{0} credited</translation>
    </message>
    <message>
        <source>已记下，付款确认后到账</source>
        <translation>Noted; credited once payment is confirmed</translation>
    </message>
    <message>
        <source>付款单号</source>
        <translation>Payment number</translation>
    </message>
    <message>
        <source>记下这笔购买</source>
        <translation>Note purchase</translation>
    </message>
    <message>
        <source>付款时写上这个单号；收到支付方确认后，条数自动到账，这里不能自己加</source>
        <translation>Pay with this number; the texts are credited once the payment provider confirms. Nobody adds them here</translation>
    </message>
    <message>
        <source>{0} 继续发送</source>
        <translation>{0} resumed</translation>
    </message>
    <message>
        <source>批量</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>单条</source>
        <translation>Single</translation>
    </message>
    <message>
        <source>内容（开头写 【签名】）</source>
        <translation>Text (begins with a 【signature】)</translation>
    </message>
    <message>
        <source>【云麓汤泉】本周三泉水检修，照常营业</source>
        <translation>【Cloud Spa】Works on Wednesday, we are open</translation>
    </message>
    <message>
        <source>手机号（一行一个，或整段粘贴）</source>
        <translation>Mobile numbers (one a line, or paste)</translation>
    </message>
    <message>
        <source>{0} 个号码，已经排队发送</source>
        <translation>Numbers queued: {0}</translation>
    </message>
    <message>
        <source>发给 {0} 个号码？</source>
        <translation>Send to {0}?</translation>
    </message>
    <message>
        <source>按住发送</source>
        <translation>Hold to send</translation>
    </message>
    <message>
        <source>每个号码 {0}，共 {1}；余额 {2}，发完剩 {3}</source>
        <translation>{0} each, {1} in all; balance {2}, {3} afterwards</translation>
    </message>
    <message>
        <source>现在不是营销短信的时间：明早 08:00 发出，到时再冻结</source>
        <translation>Not the hour for offers: goes out at 08:00 tomorrow, held then</translation>
    </message>
    <message>
        <source>余额不够，还差 {0}</source>
        <translation>Balance too low by {0}</translation>
    </message>
    <message>
        <source>还有 {0} 个号码不发</source>
        <translation>{0} more are left out</translation>
    </message>
    <message>
        <source>加号码</source>
        <translation>Add number</translation>
    </message>
    <message>
        <source>没有这样的号码</source>
        <translation>No such numbers</translation>
    </message>
    <message>
        <source>名单里的号码不会收到短信</source>
        <translation>Numbers listed here get no texts</translation>
    </message>
    <message>
        <source>手机号</source>
        <translation>Mobile number</translation>
    </message>
    <message>
        <source>为什么（可不填）</source>
        <translation>Why (optional)</translation>
    </message>
    <message>
        <source>不再发给</source>
        <translation>Block number</translation>
    </message>
    <message>
        <source>加进黑名单</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>何时</source>
        <translation>When</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>客人自己退订的，只有客人要求时才移出</source>
        <translation>Opted out by themselves: take off only when they ask</translation>
    </message>
    <message>
        <source>移出黑名单</source>
        <translation>Unblock</translation>
    </message>
    <message>
        <source>{0} 不会再收到短信</source>
        <translation>{0} gets no more texts</translation>
    </message>
    <message>
        <source>{0} 移出了黑名单</source>
        <translation>{0} unblocked</translation>
    </message>
    <message>
        <source>店里加的</source>
        <translation>By the shop</translation>
    </message>
    <message>
        <source>客人退订</source>
        <translation>Opted out</translation>
    </message>
    <message>
        <source>群发</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>没有这样的短信</source>
        <translation>No such texts</translation>
    </message>
    <message>
        <source>换个词搜索，或发一条</source>
        <translation>Try another word, or send one</translation>
    </message>
    <message>
        <source>没到</source>
        <translation>Not delivered</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>用了</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Submitted</translation>
    </message>
    <message>
        <source>导出这一天</source>
        <translation>Export this day</translation>
    </message>
    <message>
        <source>还有 {0} 个号码，导出可看</source>
        <translation>{0} more numbers, export to see them</translation>
    </message>
    <message>
        <source>群发短信</source>
        <translation>Send texts</translation>
    </message>
    <message>
        <source>看看要多少条</source>
        <translation>See the cost</translation>
    </message>
    <message>
        <source>从文件读号码…</source>
        <translation>From a file…</translation>
    </message>
    <message>
        <source>还没有发送，请先核对</source>
        <translation>Nothing sent yet, please check</translation>
    </message>
    <message>
        <source>没有找到 CSV 或 TXT 文件</source>
        <translation>No CSV or TXT files found</translation>
    </message>
    <message>
        <source>最近的表格（CSV 或 TXT）</source>
        <translation>Latest tables (CSV or TXT)</translation>
    </message>
    <message>
        <source>从文件读号码</source>
        <translation>Numbers from a file</translation>
    </message>
    <message>
        <source>读入</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>读到 {0} 个号码</source>
        <translation>Numbers read: {0}</translation>
    </message>
    <message>
        <source>送达 {0} / {1}</source>
        <translation>Delivered {0} / {1}</translation>
    </message>
    <message>
        <source>未送达 {0}</source>
        <translation>failed {0}</translation>
    </message>
    <message>
        <source>没发 {0}</source>
        <translation>left out {0}</translation>
    </message>
    <message>
        <source>未完 {0}</source>
        <translation>open {0}</translation>
    </message>
    <message>
        <source>购入</source>
        <translation>Bought</translation>
    </message>
    <message>
        <source>扣费</source>
        <translation>Charged</translation>
    </message>
    <message>
        <source>取消冻结</source>
        <translation>Released</translation>
    </message>
    <message>
        <source>冻结超时退回</source>
        <translation>Hold timed out</translation>
    </message>
    <message>
        <source>退回</source>
        <translation>Given back</translation>
    </message>
    <message>
        <source>付款撤销收回</source>
        <translation>Payment reversed</translation>
    </message>
    <message>
        <source>抵欠账</source>
        <translation>Debt settled</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0} SMS</translation>
    </message>
    <message>
        <source>加模板</source>
        <translation>Add template</translation>
    </message>
    <message>
        <source>还没有模板</source>
        <translation>No templates yet</translation>
    </message>
    <message>
        <source>常发的内容存在这里</source>
        <translation>Texts that are sent often are kept here</translation>
    </message>
    <message>
        <source>名称（程序用它来找）</source>
        <translation>Name (programs find it by)</translation>
    </message>
    <message>
        <source>新模板</source>
        <translation>New template</translation>
    </message>
    <message>
        <source>不算占位 {0}</source>
        <translation>{0} without placeholders</translation>
    </message>
    <message>
        <source>每个号码</source>
        <translation>Each number</translation>
    </message>
    <message>
        <source>内容（开头写 【签名】，会变的写 {name}）</source>
        <translation>Text (begins with a 【signature】, {name} for what varies)</translation>
    </message>
    <message>
        <source>【云麓汤泉】您点的餐好了，单号 {number}</source>
        <translation>【Cloud Spa】Your order {number} is ready</translation>
    </message>
    <message>
        <source>其中是数目的（可不填）</source>
        <translation>Which are counts (optional)</translation>
    </message>
    <message>
        <source>其中是验证码的（可不填）</source>
        <translation>Which are codes (optional)</translation>
    </message>
    <message>
        <source>内容里没有 {0}</source>
        <translation>The text has no {0}</translation>
    </message>
    <message>
        <source>花括号里要写英文小写的名字，如 {0}</source>
        <translation>Curly brackets hold a lower-case name, e.g. {0}</translation>
    </message>
    <message>
        <source>加员工</source>
        <translation>Add person</translation>
    </message>
    <message>
        <source>没有这样的员工</source>
        <translation>No such people</translation>
    </message>
    <message>
        <source>在职</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>字母、数字，例如 lijing</source>
        <translation>Letters and digits, e.g. lijing</translation>
    </message>
    <message>
        <source>新员工</source>
        <translation>New person</translation>
    </message>
    <message>
        <source>登录账号 {0}</source>
        <translation>Login {0}</translation>
    </message>
    <message>
        <source>重设 PIN</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>设 PIN</source>
        <translation>Set PIN</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>还没有，不能登录</source>
        <translation>None yet, cannot sign in</translation>
    </message>
    <message>
        <source>输错太多次，锁到 {0}</source>
        <translation>Too many tries, locked until {0}</translation>
    </message>
    <message>
        <source>已设</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>{0} 的 PIN 已设</source>
        <translation>PIN of {0} set</translation>
    </message>
    <message>
        <source>{0} 的 PIN</source>
        <translation>PIN of {0}</translation>
    </message>
    <message>
        <source>新 PIN（4 到 12 位数字）</source>
        <translation>New PIN (4 to 12 digits)</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>设好后，他在别处的登录会退出。</source>
        <translation>Signs them out everywhere else.</translation>
    </message>
    <message>
        <source>{0} 的手机号已保存</source>
        <translation>Mobile number of {0} saved</translation>
    </message>
    <message>
        <source>手机号（不填就删掉）</source>
        <translation>Mobile number (empty: deleted)</translation>
    </message>
    <message>
        <source>{0} 的手机号</source>
        <translation>Mobile number of {0}</translation>
    </message>
    <message>
        <source>在新设备上登录时，验证码发到这个号码。</source>
        <translation>Codes for signing in on a new device go to this number.</translation>
    </message>
    <message>
        <source>{0} 已加上，再给他设 PIN</source>
        <translation>{0} added; now set a PIN</translation>
    </message>
    <message>
        <source>没有 PIN</source>
        <translation>No PIN</translation>
    </message>
    <message>
        <source>锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>加档口</source>
        <translation>Add station</translation>
    </message>
    <message>
        <source>还没有档口</source>
        <translation>No stations yet</translation>
    </message>
    <message>
        <source>档口决定一道菜出现在哪块后厨屏上</source>
        <translation>A station decides which kitchen display shows a dish</translation>
    </message>
    <message>
        <source>{0} 道菜 · {1} 块屏</source>
        <translation>Dishes {0} · screens {1}</translation>
    </message>
    <message>
        <source>没有屏</source>
        <translation>No screen</translation>
    </message>
    <message>
        <source>新档口</source>
        <translation>New station</translation>
    </message>
    <message>
        <source>显示的屏</source>
        <translation>Screens</translation>
    </message>
    <message>
        <source>这里做的菜</source>
        <translation>Dishes made here</translation>
    </message>
    <message>
        <source>按住删除</source>
        <translation>Hold to delete</translation>
    </message>
    <message>
        <source>档口名</source>
        <translation>Station name</translation>
    </message>
    <message>
        <source>客房平板</source>
        <translation>Room pad</translation>
    </message>
    <message>
        <source>后厨屏</source>
        <translation>Kitchen display</translation>
    </message>
    <message>
        <source>服务员手机</source>
        <translation>Waiter&apos;s phone</translation>
    </message>
    <message>
        <source>收银员</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>店长</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>品牌管理员</source>
        <translation>Brand admin</translation>
    </message>
    <message>
        <source>厨房</source>
        <translation>Kitchen</translation>
    </message>
    <message>
        <source>大堂</source>
        <translation>Lobby</translation>
    </message>
    <message>
        <source>前台</source>
        <translation>Front desk</translation>
    </message>
    <message>
        <source>加技师</source>
        <translation>Add therapist</translation>
    </message>
    <message>
        <source>没有这样的技师</source>
        <translation>No such therapists</translation>
    </message>
    <message>
        <source>上钟</source>
        <translation>On the clock</translation>
    </message>
    <message>
        <source>下钟</source>
        <translation>Off the clock</translation>
    </message>
    <message>
        <source>新技师</source>
        <translation>New therapist</translation>
    </message>
    <message>
        <source>{0} 已下钟</source>
        <translation>{0} off the clock</translation>
    </message>
    <message>
        <source>{0} 上钟</source>
        <translation>{0}: clock on</translation>
    </message>
    <message>
        <source>{0} 开始</source>
        <translation>Since {0}</translation>
    </message>
    <message>
        <source>没有找到 {0}</source>
        <translation>{0} not found</translation>
    </message>
    <message>
        <source>先选一间有客人的房或一个手牌</source>
        <translation>First choose an occupied room or a tag</translation>
    </message>
    <message>
        <source>没有要收的钱</source>
        <translation>Nothing to collect</translation>
    </message>
    <message>
        <source>现在不能这样做</source>
        <translation>Not possible now</translation>
    </message>
    <message>
        <source>客人不要了</source>
        <translation>Guest changed mind</translation>
    </message>
    <message>
        <source>点错了</source>
        <translation>Order error</translation>
    </message>
    <message>
        <source>没有了</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>{0} · 取消没开始做的菜</source>
        <translation>{0} · Cancel dishes not fired</translation>
    </message>
    <message>
        <source>哪些菜</source>
        <translation>Which dishes</translation>
    </message>
    <message>
        <source>取消这些菜</source>
        <translation>Cancel these</translation>
    </message>
    <message>
        <source>已请厨房停做</source>
        <translation>The kitchen was asked to stop</translation>
    </message>
    <message>
        <source>{0} · 停做</source>
        <translation>{0} · Stop</translation>
    </message>
    <message>
        <source>请厨房停做</source>
        <translation>Ask kitchen to stop</translation>
    </message>
    <message>
        <source>已开始做的菜不能取消：厨房停做后，钱由你免单或照收。</source>
        <translation>Fired dishes cannot be cancelled: once stopped, comp them or charge them.</translation>
    </message>
    <message>
        <source>已催厨房</source>
        <translation>Kitchen rushed</translation>
    </message>
    <message>
        <source>{0} · 还没送到的菜</source>
        <translation>{0} · Dishes not delivered</translation>
    </message>
    <message>
        <source>催哪些</source>
        <translation>Which to rush</translation>
    </message>
    <message>
        <source>厨房会重做 {0}</source>
        <translation>The kitchen remakes {0}</translation>
    </message>
    <message>
        <source>只点了 {0} 份</source>
        <translation>Only {0} were ordered</translation>
    </message>
    <message>
        <source>{0} · 重做</source>
        <translation>{0} · Remake</translation>
    </message>
    <message>
        <source>哪道菜</source>
        <translation>Which dish</translation>
    </message>
    <message>
        <source>几份</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>味道不对</source>
        <translation>Tastes wrong</translation>
    </message>
    <message>
        <source>上错了</source>
        <translation>Wrong dish</translation>
    </message>
    <message>
        <source>有异物</source>
        <translation>Foreign object</translation>
    </message>
    <message>
        <source>请厨房重做</source>
        <translation>Ask for a remake</translation>
    </message>
    <message>
        <source>重做不另收钱，排在最前面。</source>
        <translation>A remake is free and first in line.</translation>
    </message>
    <message>
        <source>超时 {0} 分</source>
        <translation>{0} min late</translation>
    </message>
    <message>
        <source>没有收到回答。再按一次会接着问同一笔，不会重复</source>
        <translation>No answer. Press again to ask for the same one; it is not doubled</translation>
    </message>
    <message>
        <source>{0}：{1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>扫到 {0}，这里不填编码</source>
        <translation>Scanned {0}; codes do not go here</translation>
    </message>
    <message>
        <source>没有连上服务器，账单截至 {0}，暂时不能收款</source>
        <translation>Offline since {0}: no payments</translation>
    </message>
    <message>
        <source>没有连上服务器，内容截至 {0}，只能看，不能改</source>
        <translation>Not connected: as of {0}, read only</translation>
    </message>
    <message>
        <source>{0} 秒前</source>
        <translation>{0} s ago</translation>
    </message>
    <message>
        <source>已连接</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>变慢</source>
        <translation>Slow</translation>
    </message>
    <message>
        <source>已断开</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>厨房没看到 {0} 的菜 {1}</source>
        <translation>The kitchen has not seen {0}: {1}</translation>
    </message>
    <message>
        <source>没有屏幕确认，也没有厨房打印机：请去告诉厨房</source>
        <translation>No screen confirmed and no kitchen printer: please go and tell them</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>没能及时送到厨房，还要送吗？</source>
        <translation>Did not reach the kitchen in time. Still send it?</translation>
    </message>
    <message>
        <source>不送了</source>
        <translation>No</translation>
    </message>
    <message>
        <source>还要送</source>
        <translation>Send it</translation>
    </message>
    <message>
        <source>{0} 入住没有生效</source>
        <translation>Check-in of {0} did not go through</translation>
    </message>
    <message>
        <source>{0} 离店没有生效</source>
        <translation>Leaving of {0} did not go through</translation>
    </message>
    <message>
        <source>{0} 清洁没有生效</source>
        <translation>Cleaning of {0} did not go through</translation>
    </message>
    <message>
        <source>点单没有生效</source>
        <translation>Order did not go through</translation>
    </message>
    <message>
        <source>1 条操作没有生效</source>
        <translation>1 action did not go through</translation>
    </message>
    <message>
        <source>{0} 已下单</source>
        <translation>{0}: ordered</translation>
    </message>
    <message>
        <source>仅剩 {0}</source>
        <translation>{0} left</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>客人过敏</source>
        <translation>Allergies</translation>
    </message>
    <message>
        <source>补打 {0}</source>
        <translation>Reprint {0}</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>已排队打印</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>不打了</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>记为已打印</source>
        <translation>Mark printed</translation>
    </message>
    <message>
        <source>小票机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>未设置</source>
        <translation>None</translation>
    </message>
    <message>
        <source>不知道</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source> {0} 张待打</source>
        <translation> {0} waiting</translation>
    </message>
    <message>
        <source>{0} 张要看</source>
        <translation>{0} to check</translation>
    </message>
    <message>
        <source>{0} 张在打</source>
        <translation>{0} printing</translation>
    </message>
    <message>
        <source>预结单</source>
        <translation>Pre-bill</translation>
    </message>
    <message>
        <source>结账小票</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>厨房单</source>
        <translation>Kitchen ticket</translation>
    </message>
    <message>
        <source>打印测试</source>
        <translation>Print test</translation>
    </message>
    <message>
        <source>检查中</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>缺纸</source>
        <translation>No paper</translation>
    </message>
    <message>
        <source>盖子没盖好</source>
        <translation>Cover open</translation>
    </message>
    <message>
        <source>连不上</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>故障</source>
        <translation>Fault</translation>
    </message>
    <message>
        <source>待打</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>已打印</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>可能已打印</source>
        <translation>May be printed</translation>
    </message>
    <message>
        <source>没有打印</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>没有给它的打印机</source>
        <translation>No printer for it</translation>
    </message>
    <message>
        <source>打印机已撤掉</source>
        <translation>Printer removed</translation>
    </message>
    <message>
        <source>等了超过 10 分钟，没有自动打</source>
        <translation>Waited over 10 minutes, not printed by itself</translation>
    </message>
    <message>
        <source>打到一半断了，请看纸出来没有</source>
        <translation>Cut off: did it come out?</translation>
    </message>
    <message>
        <source>厨房屏幕已显示</source>
        <translation>A kitchen screen showed it</translation>
    </message>
    <message>
        <source>小票</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>厨房单 {0}</source>
        <translation>Kitchen tickets {0}</translation>
    </message>
    <message>
        <source>没有用途</source>
        <translation>No use</translation>
    </message>
    <message>
        <source>打印{0}</source>
        <translation>Print: {0}</translation>
    </message>
    <message>
        <source>收的比应收的多，账单可能刚被另一台收过</source>
        <translation>More than is due; another desk may just have been paid</translation>
    </message>
    <message>
        <source>退的比收的多</source>
        <translation>More than was paid</translation>
    </message>
    <message>
        <source>还没有开班，请先开班（F11）</source>
        <translation>No shift yet: open one first (F11)</translation>
    </message>
    <message>
        <source>已经开班了</source>
        <translation>The shift is open already</translation>
    </message>
    <message>
        <source>超过权限，需要经理授权</source>
        <translation>Over your limit, a manager has to approve</translation>
    </message>
    <message>
        <source>要经理同意</source>
        <translation>A manager has to approve</translation>
    </message>
    <message>
        <source>经理账号或 PIN 不对</source>
        <translation>Manager&apos;s login or PIN is wrong</translation>
    </message>
    <message>
        <source>请先登录员工（F11）</source>
        <translation>Sign in first (F11)</translation>
    </message>
    <message>
        <source>选中的菜不能这样优惠</source>
        <translation>Not possible for these dishes</translation>
    </message>
    <message>
        <source>优惠的数目不对</source>
        <translation>The discount is not right</translation>
    </message>
    <message>
        <source>已经收过款，不能撤销</source>
        <translation>Paid already, cannot be taken back</translation>
    </message>
    <message>
        <source>已经撤销过了</source>
        <translation>Taken back already</translation>
    </message>
    <message>
        <source>客人给的不够</source>
        <translation>Not enough cash given</translation>
    </message>
    <message>
        <source>收款时间不对</source>
        <translation>The time is not right</translation>
    </message>
    <message>
        <source>没有这个权限，请先登录员工</source>
        <translation>Not allowed: sign in first</translation>
    </message>
    <message>
        <source>还没有买过短信，不能发</source>
        <translation>No texts bought yet</translation>
    </message>
    <message>
        <source>不是有效的手机号</source>
        <translation>No valid mobile number</translation>
    </message>
    <message>
        <source>这台设备第一次登录：验证码已发到 {0}</source>
        <translation>First sign-in here: a code went to {0}</translation>
    </message>
    <message>
        <source>验证码不对或已过期，清空后可重新获取</source>
        <translation>Wrong or expired code; clear it to get another</translation>
    </message>
    <message>
        <source>验证码发得太频繁，请稍后再试</source>
        <translation>Too many codes, please try later</translation>
    </message>
    <message>
        <source>账号或 PIN 不对</source>
        <translation>Login or PIN is wrong</translation>
    </message>
    <message>
        <source>试了太多次，请稍后再试</source>
        <translation>Too many tries, please try later</translation>
    </message>
    <message>
        <source>客人已经离店，账单已结束</source>
        <translation>The guests have left, the bill is closed</translation>
    </message>
    <message>
        <source>客人已经换了</source>
        <translation>Other guests by now</translation>
    </message>
    <message>
        <source>已经收过款，不能拆开</source>
        <translation>Paid already, cannot be split</translation>
    </message>
    <message>
        <source>客人还在</source>
        <translation>The guests are still there</translation>
    </message>
    <message>
        <source>有房间，请清洁房间</source>
        <translation>They have a room: clean the room</translation>
    </message>
    <message>
        <source>对方的账单已经并到别处</source>
        <translation>That bill is merged elsewhere</translation>
    </message>
    <message>
        <source>这张账单已经并了别人的</source>
        <translation>This bill holds others already</translation>
    </message>
    <message>
        <source>那间房已有客人</source>
        <translation>That room is occupied</translation>
    </message>
    <message>
        <source>那间房还没清洁</source>
        <translation>That room is not cleaned</translation>
    </message>
    <message>
        <source>那间房停用了</source>
        <translation>That room is out of use</translation>
    </message>
    <message>
        <source>房间已经有新客人，不能恢复</source>
        <translation>New guests are in, cannot be restored</translation>
    </message>
    <message>
        <source>手牌 {0} 正在使用</source>
        <translation>Tag {0} is in use</translation>
    </message>
    <message>
        <source>手牌 {0} 已挂失</source>
        <translation>Tag {0} is reported lost</translation>
    </message>
    <message>
        <source>这位客人没有手牌 {0}</source>
        <translation>This guest has no tag {0}</translation>
    </message>
    <message>
        <source>这个手牌没有入住</source>
        <translation>This tag is not checked in</translation>
    </message>
    <message>
        <source>有菜已售罄</source>
        <translation>A dish is sold out</translation>
    </message>
    <message>
        <source>菜价变了，请重新点</source>
        <translation>Prices changed, please order again</translation>
    </message>
    <message>
        <source>已经开始制作，不能取消</source>
        <translation>Fired already, cannot be cancelled</translation>
    </message>
    <message>
        <source>这道菜的状态已经变了</source>
        <translation>This dish has moved on</translation>
    </message>
    <message>
        <source>还没有设置小票打印机（店长页）</source>
        <translation>No receipt printer set (manager&apos;s pages)</translation>
    </message>
    <message>
        <source>这张单的状态已经变了</source>
        <translation>This print has moved on</translation>
    </message>
    <message>
        <source>这张单已由另一台在打</source>
        <translation>Another desk prints it</translation>
    </message>
    <message>
        <source>账单上还没有东西</source>
        <translation>Nothing on the bill yet</translation>
    </message>
    <message>
        <source>还没有收款，先打预结单</source>
        <translation>Not paid yet: print a pre-bill</translation>
    </message>
    <message>
        <source>打印机地址不对，如 192.168.1.50</source>
        <translation>Not a printer address, e.g. 192.168.1.50</translation>
    </message>
    <message>
        <source>这台打印机要接在收银台上</source>
        <translation>This printer has to be on a desk</translation>
    </message>
    <message>
        <source>正在打印，稍后再删</source>
        <translation>Printing, delete it later</translation>
    </message>
    <message>
        <source>打印机太多了</source>
        <translation>Too many printers</translation>
    </message>
    <message>
        <source>来不及了，厨房已经开始做</source>
        <translation>Too late: the kitchen has started</translation>
    </message>
    <message>
        <source>还没有点菜</source>
        <translation>Nothing ordered yet</translation>
    </message>
    <message>
        <source>一次点得太多，请分两次下单</source>
        <translation>Too much at once: please place two orders</translation>
    </message>
    <message>
        <source>账单上的项目太多，请先结一部分</source>
        <translation>Too many items on the bill: settle a part first</translation>
    </message>
    <message>
        <source>还没到时间，刚催过的菜过几分钟再催</source>
        <translation>Too soon: rush a dish again in a few minutes</translation>
    </message>
    <message>
        <source>这个呼叫已经有人处理了</source>
        <translation>Somebody has accepted this call</translation>
    </message>
    <message>
        <source>请写原因</source>
        <translation>Please give a reason</translation>
    </message>
    <message>
        <source>门店已打烊</source>
        <translation>The shop is closed</translation>
    </message>
    <message>
        <source>存了超过 7 天，没有发送</source>
        <translation>Kept for over 7 days, not sent</translation>
    </message>
    <message>
        <source>这台设备换过位置，之前的操作没有发送</source>
        <translation>This device was moved; earlier actions were not sent</translation>
    </message>
    <message>
        <source>没有这个配对码</source>
        <translation>No such pairing code</translation>
    </message>
    <message>
        <source>配对码过期了</source>
        <translation>The code has expired</translation>
    </message>
    <message>
        <source>这个配对码已经用过了</source>
        <translation>The code has been used</translation>
    </message>
    <message>
        <source>已经不在了，可能刚被别人改掉，请重新选（{0}）</source>
        <translation>Gone, perhaps changed by somebody just now: choose again ({0})</translation>
    </message>
    <message>
        <source>没有成功，请再试一次；还不行请告诉店长（{0}）</source>
        <translation>That did not work: try again, else tell the manager ({0})</translation>
    </message>
    <message>
        <source>错了太多次，请稍后再试，或请店长重设 PIN</source>
        <translation>Too many tries: try later, or have a manager set a new PIN</translation>
    </message>
    <message>
        <source>错了太多次，{0} 分钟后再试，或请店长重设 PIN</source>
        <translation>Too many tries: try again in {0} min, or have a manager set a new PIN</translation>
    </message>
    <message>
        <source>还有 {0} 道菜没送到：{1}</source>
        <translation>Not delivered, {0}: {1}</translation>
    </message>
    <message>
        <source>账单未结清 {0}</source>
        <translation>Unpaid {0}</translation>
    </message>
    <message>
        <source>已等 {0} 分</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>餐品 {0} 道</source>
        <translation>Food: {0}</translation>
    </message>
    <message>
        <source>全部房间</source>
        <translation>All rooms</translation>
    </message>
    <message>
        <source>有未完成餐品</source>
        <translation>With open food</translation>
    </message>
    <message>
        <source>存不到 {0}</source>
        <translation>Cannot save to {0}</translation>
    </message>
    <message>
        <source>已存到 {0}</source>
        <translation>Saved to {0}</translation>
    </message>
    <message>
        <source>房间 · 空闲</source>
        <translation>Room · vacant</translation>
    </message>
    <message>
        <source>{0} 已登录</source>
        <translation>{0} signed in</translation>
    </message>
    <message>
        <source>员工登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>已开班</source>
        <translation>Shift opened</translation>
    </message>
    <message>
        <source>开班</source>
        <translation>Open shift</translation>
    </message>
    <message>
        <source>钱箱里的备用金</source>
        <translation>Float in the drawer</translation>
    </message>
    <message>
        <source>已交班，账实相符</source>
        <translation>Shift closed, cash is right</translation>
    </message>
    <message>
        <source>已交班，相差 ¥{0}</source>
        <translation>Shift closed, off by ¥{0}</translation>
    </message>
    <message>
        <source>交班</source>
        <translation>Close shift</translation>
    </message>
    <message>
        <source>数出来的现金</source>
        <translation>Cash counted</translation>
    </message>
    <message>
        <source>备注（可不填）</source>
        <translation>Note (optional)</translation>
    </message>
    <message>
        <source>按住交班</source>
        <translation>Hold to close</translation>
    </message>
    <message>
        <source>短信验证码</source>
        <translation>Text code</translation>
    </message>
    <message>
        <source>未开通</source>
        <translation>Not set up</translation>
    </message>
    <message>
        <source>{0} · 已用完</source>
        <translation>{0} · none left</translation>
    </message>
    <message>
        <source>{0} · 偏低</source>
        <translation>{0} · low</translation>
    </message>
    <message>
        <source>{0} 笔</source>
        <translation>×{0}</translation>
    </message>
    <message>
        <source>{0} 未结 ¥{1} · {2}</source>
        <translation>{0} unpaid ¥{1} · {2}</translation>
    </message>
    <message>
        <source>{0} 已入住</source>
        <translation>{0} checked in</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>Guests</translation>
    </message>
    <message>
        <source>手牌（可不填）</source>
        <translation>Tags (optional)</translation>
    </message>
    <message>
        <source>入住</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>手牌 {0} 已发</source>
        <translation>Tag {0} given out</translation>
    </message>
    <message>
        <source>{0} 加手牌客人</source>
        <translation>{0} · Add a guest with a tag</translation>
    </message>
    <message>
        <source>手牌号，多个用空格分开</source>
        <translation>Tags, spaces between</translation>
    </message>
    <message>
        <source>发手牌</source>
        <translation>Give tag</translation>
    </message>
    <message>
        <source>这位客人单独记账；要一起付，用并账。</source>
        <translation>This guest has a bill of their own; to pay together, merge.</translation>
    </message>
    <message>
        <source>手牌已更新</source>
        <translation>Tags updated</translation>
    </message>
    <message>
        <source>挂失（旧牌作废）</source>
        <translation>Lost (the old tag is void)</translation>
    </message>
    <message>
        <source>{0} 的手牌</source>
        <translation>Tags of {0}</translation>
    </message>
    <message>
        <source>新发手牌，多个用空格分开</source>
        <translation>New tags, spaces between</translation>
    </message>
    <message>
        <source>更新手牌</source>
        <translation>Update tags</translation>
    </message>
    <message>
        <source>不再发短信</source>
        <translation>No more texts</translation>
    </message>
    <message>
        <source>餐好了发短信到 {0}</source>
        <translation>A text goes to {0} when ready</translation>
    </message>
    <message>
        <source>全部菜叫号后发一条，用一条短信额度。客人离店后号码自动删除。</source>
        <translation>One text once all dishes are called, one credit. The number is deleted when the guests leave.</translation>
    </message>
    <message>
        <source>现在发到 {0}，留空即取消。</source>
        <translation>Goes to {0} now; empty to cancel.</translation>
    </message>
    <message>
        <source>{0} 餐好发短信</source>
        <translation>{0} · Text when ready</translation>
    </message>
    <message>
        <source>客人手机号</source>
        <translation>Guest&apos;s mobile number</translation>
    </message>
    <message>
        <source>已换房，厨房会看到</source>
        <translation>Moved; the kitchen sees it</translation>
    </message>
    <message>
        <source>{0} 换到</source>
        <translation>{0} · Move to</translation>
    </message>
    <message>
        <source>空房</source>
        <translation>Vacant room</translation>
    </message>
    <message>
        <source>两间房已对换</source>
        <translation>Rooms swapped</translation>
    </message>
    <message>
        <source>{0} 与谁对换</source>
        <translation>{0} · Swap with</translation>
    </message>
    <message>
        <source>对换</source>
        <translation>Swap</translation>
    </message>
    <message>
        <source>账单已合并</source>
        <translation>Bills merged</translation>
    </message>
    <message>
        <source>{0} 的账单并到</source>
        <translation>{0} · Merge bill into</translation>
    </message>
    <message>
        <source>由谁付</source>
        <translation>Who pays</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>账单已拆开</source>
        <translation>Bills parted</translation>
    </message>
    <message>
        <source>{0} 单独结账</source>
        <translation>{0} · Pay apart</translation>
    </message>
    <message>
        <source>客人要分开付</source>
        <translation>Guests pay apart</translation>
    </message>
    <message>
        <source>并错了</source>
        <translation>Merged wrong</translation>
    </message>
    <message>
        <source>拆开账单</source>
        <translation>Split bills</translation>
    </message>
    <message>
        <source>已转给对方，厨房会看到</source>
        <translation>Transferred; the kitchen sees it</translation>
    </message>
    <message>
        <source>{0} 的点单转给别人</source>
        <translation>{0} · Transfer an order</translation>
    </message>
    <message>
        <source>哪一次点单</source>
        <translation>Which order</translation>
    </message>
    <message>
        <source>转给</source>
        <translation>Transfer to</translation>
    </message>
    <message>
        <source>点错房间</source>
        <translation>Wrong room</translation>
    </message>
    <message>
        <source>客人换了座</source>
        <translation>Guest moved</translation>
    </message>
    <message>
        <source>转单</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>{0} 已清洁，待服务器确认</source>
        <translation>{0} cleaned, waiting for the server</translation>
    </message>
    <message>
        <source>{0} 还不能清洁</source>
        <translation>{0} cannot be cleaned yet</translation>
    </message>
    <message>
        <source>客人已走</source>
        <translation>Guests gone</translation>
    </message>
    <message>
        <source>挂账</source>
        <translation>On account</translation>
    </message>
    <message>
        <source>按住强制清洁</source>
        <translation>Hold to force clean</translation>
    </message>
    <message>
        <source>强制清洁会取消没开始做的菜，其余让厨房停做，未结的钱记入交班。</source>
        <translation>Forcing it cancels what is not fired, stops the rest, and notes what is unpaid on the shift.</translation>
    </message>
    <message>
        <source>{0} 已离店</source>
        <translation>{0} has left</translation>
    </message>
    <message>
        <source>{0} 离店</source>
        <translation>{0} · Leave</translation>
    </message>
    <message>
        <source>按住强制离店</source>
        <translation>Hold to force leaving</translation>
    </message>
    <message>
        <source>收回手牌，离店</source>
        <translation>Collect tag, leave</translation>
    </message>
    <message>
        <source>已恢复</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>{0} 恢复上一位客人</source>
        <translation>{0} · Restore the last guests</translation>
    </message>
    <message>
        <source>清洁点错了</source>
        <translation>Cleaned by mistake</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>这间房没有可以恢复的客人</source>
        <translation>No guests to restore here</translation>
    </message>
    <message>
        <source>经理账号</source>
        <translation>Manager&apos;s login</translation>
    </message>
    <message>
        <source>经理 PIN</source>
        <translation>Manager&apos;s PIN</translation>
    </message>
    <message>
        <source>已付</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>还没有点单</source>
        <translation>No order yet</translation>
    </message>
    <message>
        <source>{0} · 过号</source>
        <translation>{0} · missed</translation>
    </message>
    <message>
        <source>请取餐</source>
        <translation>Collect</translation>
    </message>
    <message>
        <source>已取餐</source>
        <translation>Picked up</translation>
    </message>
    <message>
        <source>余 {0} 分</source>
        <translation>{0} min left</translation>
    </message>
    <message>
        <source>制作完成</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>等叫号</source>
        <translation>Wait for call</translation>
    </message>
    <message>
        <source>待制作</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>制作中 {0}/{1}</source>
        <translation>Cooking {0}/{1}</translation>
    </message>
    <message>
        <source>已入账：{0}</source>
        <translation>Booked: {0}</translation>
    </message>
    <message>
        <source>还不知道：{0}</source>
        <translation>Not known yet: {0}</translation>
    </message>
    <message>
        <source>没有等到服务器的回答，连上后会查。先不要再收一次</source>
        <translation>No answer from the server; looked up once connected. Do not take it again</translation>
    </message>
    <message>
        <source>当时没有等到回答，服务器已经记下这一笔，不要再收</source>
        <translation>There was no answer, but the server booked it. Do not take it again</translation>
    </message>
    <message>
        <source>没有入账：{0}</source>
        <translation>Not booked: {0}</translation>
    </message>
    <message>
        <source>当时没有等到回答，服务器没有记这一笔。钱收了就再记一次</source>
        <translation>There was no answer and the server did not book it. If you took the money, book it again</translation>
    </message>
    <message>
        <source>钱没有收</source>
        <translation>Not taken</translation>
    </message>
    <message>
        <source>再记一次</source>
        <translation>Book again</translation>
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
        <source>静音 {0}</source>
        <translation>Muted {0}</translation>
    </message>
    <message>
        <source>已静音，还剩 {0}</source>
        <translation>Muted, {0} left</translation>
    </message>
    <message>
        <source>没有声音</source>
        <translation>No sound</translation>
    </message>
    <message>
        <source>上一句没有播出声音，请检查音箱</source>
        <translation>The last sentence made no sound, check the speaker</translation>
    </message>
    <message>
        <source>正在播报：{0}</source>
        <translation>Saying: {0}</translation>
    </message>
    <message>
        <source>开着，等着播报 {0} 句</source>
        <translation>On, {0} waiting</translation>
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
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>银行卡</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>免单</source>
        <translation>Comp</translation>
    </message>
    <message>
        <source>减免</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>{0} 折</source>
        <translation>{1}% off</translation>
    </message>
    <message>
        <source>退菜款</source>
        <translation>Refund for a dish</translation>
    </message>
    <message>
        <source>等厨房收到</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>制作中</source>
        <translation>Cooking</translation>
    </message>
    <message>
        <source>送餐中</source>
        <translation>On its way</translation>
    </message>
</context>
<context>
    <name>CollectList</name>
    <message>
        <source>再叫 %1</source>
        <translation>Call %1 again</translation>
    </message>
    <message>
        <source>送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>%1 送达</source>
        <translation>%1 delivered</translation>
    </message>
    <message>
        <source>没有待取的餐</source>
        <translation>Nothing to collect</translation>
    </message>
</context>
<context>
    <name>CornerAsk</name>
    <message>
        <source>继续编辑</source>
        <translation>Keep editing</translation>
    </message>
    <message>
        <source>有修改还没保存</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>“%1” 改过的内容要保存吗？</source>
        <translation>Save the changes to “%1”?</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>不保存</source>
        <translation>Discard</translation>
    </message>
</context>
<context>
    <name>CornerBar</name>
    <message>
        <source>收银台</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>店长页</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>服务呼叫 %1</source>
        <translation>Calls %1</translation>
    </message>
    <message>
        <source>截至 %1</source>
        <translation>As of %1</translation>
    </message>
</context>
<context>
    <name>CornerEditor</name>
    <message>
        <source>选一项来修改</source>
        <translation>Choose one to edit</translation>
    </message>
    <message>
        <source>未保存</source>
        <translation>Unsaved</translation>
    </message>
    <message>
        <source>正在送出</source>
        <translation>Sending</translation>
    </message>
</context>
<context>
    <name>CornerGrip</name>
    <message>
        <source>%1 上移</source>
        <translation>Move %1 up</translation>
    </message>
    <message>
        <source>%1 下移</source>
        <translation>Move %1 down</translation>
    </message>
    <message>
        <source>拖动 %1 换位置</source>
        <translation>Drag %1 to move it</translation>
    </message>
</context>
<context>
    <name>CornerList</name>
    <message>
        <source>正在取</source>
        <translation>Fetching</translation>
    </message>
</context>
<context>
    <name>CornerPictures</name>
    <message>
        <source>选一张照片</source>
        <translation>Choose a photo</translation>
    </message>
    <message>
        <source>正在找…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>重新找</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>图片、下载、桌面和 U 盘里最新的；也可以把文件拖到这里</source>
        <translation>The newest in Pictures, Downloads, Desktop and USB sticks; or drop a file here</translation>
    </message>
    <message>
        <source>这个文件不是照片</source>
        <translation>This file is no photo</translation>
    </message>
    <message>
        <source>没有找到照片</source>
        <translation>No photos found</translation>
    </message>
    <message>
        <source>插上 U 盘，再按“重新找”</source>
        <translation>Plug in a USB stick, then “Look again”</translation>
    </message>
</context>
<context>
    <name>CornerQr</name>
    <message>
        <source>二维码：%1</source>
        <translation>QR code: %1</translation>
    </message>
</context>
<context>
    <name>CornerSample</name>
    <message>
        <source>听听看</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>句子里有写错的地方，改好了再听</source>
        <translation>Mend the sentence before you listen</translation>
    </message>
    <message>
        <source>选一条消息，这里显示它怎么写、怎么念</source>
        <translation>Choose a message to see how it reads and sounds</translation>
    </message>
    <message>
        <source>只显示，不念</source>
        <translation>shown, not said</translation>
    </message>
    <message>
        <source>试听</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>句子里能放的词，点一下加到最后</source>
        <translation>Words for the sentence: tap to add at the end</translation>
    </message>
</context>
<context>
    <name>CornerSearch</name>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
</context>
<context>
    <name>DeskPairing</name>
    <message>
        <source>配对这台收银台</source>
        <translation>Pair this desk</translation>
    </message>
    <message>
        <source>服务器不认识这台收银台了，请要一个新的配对码。</source>
        <translation>The server no longer knows this desk: ask for a new pairing code.</translation>
    </message>
    <message>
        <source>请经理给收银台要一个配对码，在这里输入。</source>
        <translation>Ask a manager for a pairing code for this desk and type it here.</translation>
    </message>
    <message>
        <source>配对码</source>
        <translation>Pairing code</translation>
    </message>
    <message>
        <source>正在配对</source>
        <translation>Pairing</translation>
    </message>
    <message>
        <source>配对</source>
        <translation>Pair</translation>
    </message>
</context>
<context>
    <name>DeskTopBar</name>
    <message>
        <source>未发送</source>
        <translation>Unsent</translation>
    </message>
    <message>
        <source>截至 %1</source>
        <translation>As of %1</translation>
    </message>
    <message>
        <source>短信余额</source>
        <translation>Texts</translation>
    </message>
    <message>
        <source>声音：%1</source>
        <translation>Voice: %1</translation>
    </message>
    <message>
        <source>店长页</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>未登录</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>当班</source>
        <translation>On shift</translation>
    </message>
    <message>
        <source>未开班</source>
        <translation>No shift</translation>
    </message>
    <message>
        <source>没交班</source>
        <translation>Shift open</translation>
    </message>
</context>
<context>
    <name>FeedList</name>
    <message>
        <source>新</source>
        <translation>New</translation>
    </message>
    <message>
        <source>厨房已收到</source>
        <translation>Kitchen has it</translation>
    </message>
    <message>
        <source>等厨房收到</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>还没有订单</source>
        <translation>No orders yet</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>没有可选的</source>
        <translation>Nothing to choose</translation>
    </message>
</context>
<context>
    <name>FormImage</name>
    <message>
        <source>选一张照片</source>
        <translation>Choose a photo</translation>
    </message>
</context>
<context>
    <name>FormInput</name>
    <message>
        <source>%1 早一点</source>
        <translation>%1 earlier</translation>
    </message>
    <message>
        <source>%1 晚一点</source>
        <translation>%1 later</translation>
    </message>
</context>
<context>
    <name>FormSheet</name>
    <message>
        <source>正在送出</source>
        <translation>Sending</translation>
    </message>
</context>
<context>
    <name>FormSwitch</name>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>搜索房号、手牌、单号；直接输入或扫码也行</source>
        <translation>Search rooms, tags, orders; or just type or scan</translation>
    </message>
    <message>
        <source>点单；在点单里下单</source>
        <translation>Order; place it while ordering</translation>
    </message>
    <message>
        <source>入住；有客人时离店</source>
        <translation>Check in; leave when occupied</translation>
    </message>
    <message>
        <source>清洁；手牌客人离店</source>
        <translation>Clean; leave for a tag</translation>
    </message>
    <message>
        <source>微信收款</source>
        <translation>Take WeChat</translation>
    </message>
    <message>
        <source>支付宝收款</source>
        <translation>Take Alipay</translation>
    </message>
    <message>
        <source>现金收款</source>
        <translation>Take cash</translation>
    </message>
    <message>
        <source>银行卡收款</source>
        <translation>Take card</translation>
    </message>
    <message>
        <source>处理等得最久的呼叫</source>
        <translation>Accept the oldest call</translation>
    </message>
    <message>
        <source>更多：换房、手牌、并账、转单、催菜、重做、退款</source>
        <translation>More: move, tags, merge, transfer, rush, remake, refund</translation>
    </message>
    <message>
        <source>登录、开班、交班</source>
        <translation>Sign in, open and close shifts</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>声音：静音、音量、试听</source>
        <translation>Voice: mute, volume, test</translation>
    </message>
    <message>
        <source>店长页：菜单、门店、人员、设备</source>
        <translation>Manager: menu, shop, people, devices</translation>
    </message>
    <message>
        <source>手牌：新发、挂失</source>
        <translation>Tags: new, lost</translation>
    </message>
    <message>
        <source>打印预结单；收清后打印小票</source>
        <translation>Print the pre-bill; once paid the receipt</translation>
    </message>
    <message>
        <source>打印机和打印的单</source>
        <translation>Printers and prints</translation>
    </message>
    <message>
        <source>选旁边的房间；店长页里选上下一项</source>
        <translation>Next room; next item on the manager&apos;s pages</translation>
    </message>
    <message>
        <source>店长页里把这一项上移、下移</source>
        <translation>Move this item up, down (manager)</translation>
    </message>
    <message>
        <source>店长页里新加一项</source>
        <translation>Add an item (manager)</translation>
    </message>
    <message>
        <source>店长页里保存</source>
        <translation>Save (manager)</translation>
    </message>
    <message>
        <source>店长页里翻页</source>
        <translation>Turn pages (manager)</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>MoreSheet</name>
    <message>
        <source>换房</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>两房对换</source>
        <translation>Swap rooms</translation>
    </message>
    <message>
        <source>本房加手牌客人</source>
        <translation>Add a guest with a tag</translation>
    </message>
    <message>
        <source>手牌：新发、挂失</source>
        <translation>Tags: new, lost</translation>
    </message>
    <message>
        <source>餐好发短信</source>
        <translation>Text when ready</translation>
    </message>
    <message>
        <source>并账</source>
        <translation>Merge bills</translation>
    </message>
    <message>
        <source>拆账</source>
        <translation>Split bills</translation>
    </message>
    <message>
        <source>转单</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>催菜</source>
        <translation>Rush</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Remake</translation>
    </message>
    <message>
        <source>取消没开始的菜</source>
        <translation>Cancel not fired</translation>
    </message>
    <message>
        <source>停做</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>退款</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>撤销优惠或收费</source>
        <translation>Undo adjustment</translation>
    </message>
    <message>
        <source>补录手工收款</source>
        <translation>Paper payment</translation>
    </message>
    <message>
        <source>恢复上一位客人</source>
        <translation>Restore last guests</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>先选一间房或一个手牌</source>
        <translation>First choose a room or a tag</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>删去一个</source>
        <translation>Delete one</translation>
    </message>
</context>
<context>
    <name>OrderSheet</name>
    <message>
        <source>%1 点单</source>
        <translation>%1 · Order</translation>
    </message>
    <message>
        <source>找菜</source>
        <translation>Find a dish</translation>
    </message>
    <message>
        <source>菜名，回车加第一个</source>
        <translation>Name; Enter adds the first</translation>
    </message>
    <message>
        <source>还没选菜</source>
        <translation>Nothing chosen yet</translation>
    </message>
    <message>
        <source>下单 ¥%1</source>
        <translation>Place order ¥%1</translation>
    </message>
</context>
<context>
    <name>PickCard</name>
    <message>
        <source>%1 · 请选</source>
        <translation>%1 · Please choose</translation>
    </message>
    <message>
        <source>%1 备注</source>
        <translation>%1 note</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>PrintJobLine</name>
    <message>
        <source>纸出来了</source>
        <translation>It came out</translation>
    </message>
    <message>
        <source>不打了</source>
        <translation>Drop</translation>
    </message>
</context>
<context>
    <name>PrintSheet</name>
    <message>
        <source>打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>还没有打印机</source>
        <translation>No printers yet</translation>
    </message>
    <message>
        <source>在店长页的“打印机”里添加</source>
        <translation>Add one on the manager&apos;s Printers page</translation>
    </message>
    <message>
        <source>没有要打的单</source>
        <translation>Nothing to print</translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message>
        <source>收款方式</source>
        <translation>Payment methods</translation>
    </message>
    <message>
        <source>其他收费</source>
        <translation>Other charges</translation>
    </message>
    <message>
        <source>卖得最多的菜</source>
        <translation>Best sellers</translation>
    </message>
    <message>
        <source>按小时</source>
        <translation>By hour</translation>
    </message>
    <message>
        <source>房间、手牌</source>
        <translation>Rooms, tags</translation>
    </message>
    <message>
        <source>收银员</source>
        <translation>Cashier</translation>
    </message>
</context>
<context>
    <name>ReportSheet</name>
    <message>
        <source>营业日报 %1</source>
        <translation>Day report %1</translation>
    </message>
    <message>
        <source>前一天</source>
        <translation>Day before</translation>
    </message>
    <message>
        <source>后一天</source>
        <translation>Day after</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>存 CSV</source>
        <translation>Save CSV</translation>
    </message>
    <message>
        <source>存 Excel</source>
        <translation>Save Excel</translation>
    </message>
    <message>
        <source>营业额 · 实收 %1 · 退 %2 · 优惠 %3 · %4 单 · %5 人</source>
        <translation>Sales · received %1 · refunded %2 · discounts %3 · orders %4 · guests %5</translation>
    </message>
    <message>
        <source>怎么付、卖什么</source>
        <translation>Payments, dishes</translation>
    </message>
    <message>
        <source>时段</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>房间、人</source>
        <translation>Rooms, people</translation>
    </message>
</context>
<context>
    <name>RoomGrid</name>
    <message>
        <source>没有这样的房间</source>
        <translation>No such rooms</translation>
    </message>
    <message>
        <source>还没有房间</source>
        <translation>No rooms yet</translation>
    </message>
    <message>
        <source>再点一次筛选，看全部房间</source>
        <translation>Tap the filter again to see all rooms</translation>
    </message>
    <message>
        <source>店长在店长页里加房间（Ctrl+,）</source>
        <translation>The manager adds them on the manager&apos;s pages (Ctrl+,)</translation>
    </message>
</context>
<context>
    <name>RoomTile</name>
    <message>
        <source>超时 %1 分</source>
        <translation>%1 min late</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>To confirm</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>房号、手牌、单号，或扫描手牌</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
</context>
<context>
    <name>ShiftSheet</name>
    <message>
        <source>当班与交班</source>
        <translation>Shifts</translation>
    </message>
    <message>
        <source>没有登录员工</source>
        <translation>Nobody is signed in</translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>员工登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>%1 开班 · 备用金 ¥%2</source>
        <translation>Since %1 · float ¥%2</translation>
    </message>
    <message>
        <source>还没有开班，不能收款</source>
        <translation>No shift yet, no payments</translation>
    </message>
    <message>
        <source>上一个营业日的班还没有交，请先交班再开新班</source>
        <translation>The last business day&apos;s shift is still open: close it first</translation>
    </message>
    <message>
        <source>收 %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>退 %1</source>
        <translation>Out %1</translation>
    </message>
    <message>
        <source>应有 %1</source>
        <translation>Expected %1</translation>
    </message>
    <message>
        <source>本班存 CSV</source>
        <translation>Shift as CSV</translation>
    </message>
    <message>
        <source>本班存 Excel</source>
        <translation>Shift as Excel</translation>
    </message>
    <message>
        <source>营业日报</source>
        <translation>Day report</translation>
    </message>
    <message>
        <source>交班：数钱</source>
        <translation>Close shift: count</translation>
    </message>
    <message>
        <source>开班</source>
        <translation>Open shift</translation>
    </message>
</context>
<context>
    <name>SmsWords</name>
    <message>
        <source>定时待发</source>
        <translation>Scheduled</translation>
    </message>
    <message>
        <source>排队中</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>已扣费,等待重试</source>
        <translation>Charged, to retry</translation>
    </message>
    <message>
        <source>提交中</source>
        <translation>Submitting</translation>
    </message>
    <message>
        <source>已提交,待回执</source>
        <translation>Submitted</translation>
    </message>
    <message>
        <source>提交结果未知</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>未送达,已退</source>
        <translation>Failed, credited</translation>
    </message>
    <message>
        <source>无回执,已结束</source>
        <translation>No receipt, closed</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>提交失败,已退</source>
        <translation>Refused, credited</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>未发送</source>
        <translation>Unsent</translation>
    </message>
    <message>
        <source>验证码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>通知</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>营销</source>
        <translation>Offer</translation>
    </message>
    <message>
        <source>短信余额不足</source>
        <translation>Not enough texts left</translation>
    </message>
    <message>
        <source>不是有效的手机号</source>
        <translation>No valid mobile number</translation>
    </message>
    <message>
        <source>号码重复</source>
        <translation>Number twice</translation>
    </message>
    <message>
        <source>在黑名单中</source>
        <translation>On the blacklist</translation>
    </message>
    <message>
        <source>客人已退订</source>
        <translation>Opted out</translation>
    </message>
    <message>
        <source>验证码发送过于频繁</source>
        <translation>Too many codes</translation>
    </message>
    <message>
        <source>超过可发送时间</source>
        <translation>Too late to send</translation>
    </message>
    <message>
        <source>发送中断,不知是否已发出</source>
        <translation>Cut off, may have gone out</translation>
    </message>
    <message>
        <source>一直没有收到回执</source>
        <translation>No receipt came</translation>
    </message>
    <message>
        <source>还没有开始发送</source>
        <translation>Sending has not begun</translation>
    </message>
</context>
<context>
    <name>TagList</name>
    <message>
        <source>未付 %1</source>
        <translation>Unpaid %1</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>手牌都付清了</source>
        <translation>All tags are paid</translation>
    </message>
    <message>
        <source>没有手牌客人</source>
        <translation>No guests with tags</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>手牌 %1</source>
        <translation>Tag %1</translation>
    </message>
</context>
<context>
    <name>VoiceSheet</name>
    <message>
        <source>声音</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>试听</source>
        <translation>Test</translation>
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
    <message>
        <source>最近的播报</source>
        <translation>Latest announcements</translation>
    </message>
    <message>
        <source>重播 %1</source>
        <translation>Replay %1</translation>
    </message>
    <message>
        <source>还没有播报</source>
        <translation>None yet</translation>
    </message>
</context>
<context>
    <name>WaitingPanel</name>
    <message>
        <source>手牌</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>待取餐</source>
        <translation>Pickup</translation>
    </message>
    <message>
        <source>新单</source>
        <translation>New</translation>
    </message>
    <message>
        <source>发牌</source>
        <translation>Tag</translation>
    </message>
</context>
</TS>
