<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>BasketEmpty</name>
    <message>
        <source>还没选菜</source>
        <translation>Nothing chosen yet</translation>
    </message>
    <message>
        <source>先看看招牌菜</source>
        <translation>Try our signature dishes</translation>
    </message>
    <message>
        <source>加入 %1</source>
        <translation>Add %1</translation>
    </message>
</context>
<context>
    <name>BasketFoot</name>
    <message>
        <source>%1过敏</source>
        <translation>%1 allergy</translation>
    </message>
    <message>
        <source>过敏或备注</source>
        <translation>Allergies or notes</translation>
    </message>
    <message>
        <source>例：花生过敏，不要辣</source>
        <translation>e.g. peanut allergy, no chilli</translation>
    </message>
    <message>
        <source>%1 含%2</source>
        <translation>%1 contains %2</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>记入 %1 房账单，退房时结算</source>
        <translation>To room %1, paid at check-out</translation>
    </message>
    <message>
        <source>正在下单</source>
        <translation>Placing order</translation>
    </message>
    <message>
        <source>下单 · 约 %1 送达</source>
        <translation>Order · here by %1</translation>
    </message>
    <message>
        <source>厨房开始制作前可取消</source>
        <translation>You can cancel until the kitchen starts</translation>
    </message>
</context>
<context>
    <name>BasketPanel</name>
    <message>
        <source>已选菜品</source>
        <translation>Your dishes</translation>
    </message>
    <message>
        <source>已选 %1 份</source>
        <translation>%1 chosen</translation>
    </message>
    <message>
        <source>按住清空</source>
        <translation>Hold to clear</translation>
    </message>
</context>
<context>
    <name>BasketRow</name>
    <message>
        <source>%1过敏</source>
        <translation>%1 allergy</translation>
    </message>
    <message>
        <source>不够了，请减少或去掉</source>
        <translation>Not enough left: take fewer or none</translation>
    </message>
    <message>
        <source>可选口味 ›</source>
        <translation>Options ›</translation>
    </message>
</context>
<context>
    <name>BatchCard</name>
    <message>
        <source>%1 下单 · 已送达</source>
        <translation>Ordered %1 · delivered</translation>
    </message>
    <message>
        <source>%1 下单 · 正在送到厨房</source>
        <translation>Ordered %1 · on its way to the kitchen</translation>
    </message>
    <message>
        <source>%1 下单 · 还没送到厨房</source>
        <translation>Ordered %1 · not yet at the kitchen</translation>
    </message>
    <message>
        <source>%1 刚下单 · 预计 %2 送达</source>
        <translation>Ordered just now, %1 · here by %2</translation>
    </message>
    <message>
        <source>%1 下单 · 预计 %2 送达</source>
        <translation>Ordered %1 · here by %2</translation>
    </message>
    <message>
        <source>加单 %1</source>
        <translation>Add-on %1</translation>
    </message>
    <message>
        <source>首单 %1</source>
        <translation>First order %1</translation>
    </message>
    <message>
        <source>晚 %1 分钟</source>
        <translation>%1 min late</translation>
    </message>
    <message>
        <source>正在等厨房收到；厨房开始制作前可取消</source>
        <translation>Waiting for the kitchen; you can cancel until it starts</translation>
    </message>
    <message>
        <source>取消这次加单</source>
        <translation>Cancel this add-on</translation>
    </message>
</context>
<context>
    <name>BillBatch</name>
    <message>
        <source>新订单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>%1 加单 %2</source>
        <translation>%1 add-on %2</translation>
    </message>
    <message>
        <source>%1 下单</source>
        <translation>Ordered %1</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
</context>
<context>
    <name>BillPage</name>
    <message>
        <source>连上以后再显示账单</source>
        <translation>Your bill shows again once we are connected</translation>
    </message>
    <message>
        <source>还没有消费</source>
        <translation>Nothing on the bill yet</translation>
    </message>
    <message>
        <source>点的菜会记在这里</source>
        <translation>What you order is listed here</translation>
    </message>
    <message>
        <source>%1 房餐饮合计</source>
        <translation>Room %1, food and drinks</translation>
    </message>
    <message>
        <source>在前台结账，退房时一起付清。如有疑问请呼叫服务员，我们当面核对。</source>
        <translation>Pay at the front desk when you check out. Any questions? Call us and we will go through it with you.</translation>
    </message>
    <message>
        <source>截至 %1，之后的可能还没算进来</source>
        <translation>As of %1; later orders may be missing</translation>
    </message>
</context>
<context>
    <name>ClosedCard</name>
    <message>
        <source>厨房休息中</source>
        <translation>The kitchen is closed</translation>
    </message>
    <message>
        <source>暂时不能点餐，可以呼叫服务员</source>
        <translation>No orders for now, but you can call us</translation>
    </message>
    <message>
        <source>明日 %1 开始点餐</source>
        <translation>Orders from %1 tomorrow</translation>
    </message>
    <message>
        <source>%1 开始点餐</source>
        <translation>Orders from %1</translation>
    </message>
</context>
<context>
    <name>DishCard</name>
    <message>
        <source>招牌</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>仅剩 %1</source>
        <translation>%1 left</translation>
    </message>
    <message>
        <source>加入 %1</source>
        <translation>Add %1</translation>
    </message>
</context>
<context>
    <name>DishSheet</name>
    <message>
        <source>含：%1</source>
        <translation>Contains: %1</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>过敏，会醒目地告诉厨房</source>
        <translation>Allergies: the kitchen is told in bold</translation>
    </message>
    <message>
        <source>这道菜含%1，请确认</source>
        <translation>This dish contains %1. Please check</translation>
    </message>
    <message>
        <source>请选%1</source>
        <translation>Choose: %1</translation>
    </message>
    <message>
        <source>改好了 · ¥%1</source>
        <translation>Update · ¥%1</translation>
    </message>
    <message>
        <source>加入 · ¥%1</source>
        <translation>Add · ¥%1</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>删去一个</source>
        <translation>Delete one</translation>
    </message>
</context>
<context>
    <name>LinePill</name>
    <message>
        <source>正在送到厨房</source>
        <translation>Sending to kitchen</translation>
    </message>
    <message>
        <source>还没送到厨房</source>
        <translation>Not sent yet</translation>
    </message>
    <message>
        <source>等厨房收到</source>
        <translation>Waiting for kitchen</translation>
    </message>
    <message>
        <source>厨房已收到</source>
        <translation>Kitchen has it</translation>
    </message>
    <message>
        <source>制作中</source>
        <translation>Cooking</translation>
    </message>
    <message>
        <source>已出餐</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>正在送来</source>
        <translation>On its way</translation>
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
    <name>LinkStrip</name>
    <message>
        <source>已连上，正在送出 %1 / %2</source>
        <translation>Connected, sending %1 / %2</translation>
    </message>
    <message>
        <source>暂时联系不上厨房 · 内容截至 %1</source>
        <translation>Cannot reach the kitchen for now · as of %1</translation>
    </message>
    <message>
        <source>暂时联系不上厨房 · 内容截至 %1 · %2 条等待送出，连上后自动送</source>
        <translation>Cannot reach the kitchen for now · as of %1 · %2 waiting to be sent once connected</translation>
    </message>
    <message>
        <source>暂时联系不上厨房 · 内容截至 %1 · 可以继续点餐，连上后自动送</source>
        <translation>Cannot reach the kitchen for now · as of %1 · order anyway, it is sent once connected</translation>
    </message>
</context>
<context>
    <name>LoadingPage</name>
    <message>
        <source>正在取菜单，请稍候。一直没有出现的话，请联系服务员。</source>
        <translation>Fetching the menu, one moment. If it does not appear, please ask a member of staff.</translation>
    </message>
</context>
<context>
    <name>MenuPage</name>
    <message>
        <source>菜单还没有准备好</source>
        <translation>The menu is not ready yet</translation>
    </message>
    <message>
        <source>请稍候，或呼叫服务员</source>
        <translation>One moment, or call us</translation>
    </message>
</context>
<context>
    <name>NeedsCard</name>
    <message>
        <source>需要什么?</source>
        <translation>Need anything?</translation>
    </message>
    <message>
        <source>再加点菜</source>
        <translation>Order more</translation>
    </message>
</context>
<context>
    <name>NoteSheet</name>
    <message>
        <source>过敏或备注</source>
        <translation>Allergies or notes</translation>
    </message>
    <message>
        <source>过敏，会醒目地告诉厨房</source>
        <translation>Allergies: the kitchen is told in bold</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>没有列出的，请呼叫服务员告诉我们</source>
        <translation>Anything not listed? Call us and tell us</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 点的菜还没送到厨房，还要送吗?</source>
        <translation>Your order of %1 has not reached the kitchen. Do you still want it?</translation>
    </message>
    <message>
        <source>%1 的订单没有下成</source>
        <translation>Your order of %1 did not go through</translation>
    </message>
    <message>
        <source>没能取消 %1</source>
        <translation>Could not cancel %1</translation>
    </message>
    <message>
        <source>没能催 %1</source>
        <translation>Could not hurry %1</translation>
    </message>
    <message>
        <source>刚才的操作没有成功</source>
        <translation>That did not work</translation>
    </message>
    <message>
        <source>价格有变：</source>
        <translation>Prices have changed: </translation>
    </message>
    <message>
        <source>%1 ¥%2 → ¥%3</source>
        <translation>%1 ¥%2 → ¥%3</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>%1 只剩 %2 份</source>
        <translation>%1: only %2 left</translation>
    </message>
    <message>
        <source>%1 已售罄</source>
        <translation>%1: sold out</translation>
    </message>
    <message>
        <source>厨房休息中，%1 开始点餐</source>
        <translation>The kitchen is closed; orders from %1</translation>
    </message>
    <message>
        <source>厨房休息中，暂时不能点餐</source>
        <translation>The kitchen is closed, no orders for now</translation>
    </message>
    <message>
        <source>厨房已经开始制作，需要的话请联系服务员</source>
        <translation>The kitchen has started it. Please call us if you need to change it</translation>
    </message>
    <message>
        <source>%1 后可以再催</source>
        <translation>You can ask again after %1</translation>
    </message>
    <message>
        <source>这道菜刚刚下架了</source>
        <translation>This dish has just been taken off the menu</translation>
    </message>
    <message>
        <source>口味选项刚刚变了，请重新选</source>
        <translation>The options have just changed, please choose again</translation>
    </message>
    <message>
        <source>请呼叫服务员，或打前台电话 %1</source>
        <translation>Please call us, or phone the front desk: %1</translation>
    </message>
    <message>
        <source>请呼叫服务员</source>
        <translation>Please call us</translation>
    </message>
    <message>
        <source>不要了</source>
        <translation>No, thanks</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>还要送</source>
        <translation>Yes, please</translation>
    </message>
    <message>
        <source>放回已选，再看看</source>
        <translation>Back to basket</translation>
    </message>
</context>
<context>
    <name>OpenPage</name>
    <message>
        <source>已下单，记在您的手牌上</source>
        <translation>Ordered, on your hand tag</translation>
    </message>
    <message>
        <source>没有成功，请呼叫服务员</source>
        <translation>That did not work, please call us</translation>
    </message>
</context>
<context>
    <name>OptionGroupBox</name>
    <message>
        <source>必选 %1 项</source>
        <translation>Choose %1</translation>
    </message>
    <message>
        <source>选 %1–%2 项</source>
        <translation>Choose %1–%2</translation>
    </message>
    <message>
        <source>可选</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>可选，最多 %1 项</source>
        <translation>Optional, up to %1</translation>
    </message>
</context>
<context>
    <name>OrderHead</name>
    <message>
        <source>新订单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>订单 %1 · 加单 %2</source>
        <translation>Order %1 · add-on %2</translation>
    </message>
    <message>
        <source>订单 %1</source>
        <translation>Order %1</translation>
    </message>
    <message>
        <source>%1 下单</source>
        <translation>Ordered %1</translation>
    </message>
    <message>
        <source>正在送到厨房</source>
        <translation>Sending to kitchen</translation>
    </message>
    <message>
        <source>还没送到厨房</source>
        <translation>Not sent yet</translation>
    </message>
    <message>
        <source>已全部送达</source>
        <translation>All delivered</translation>
    </message>
    <message>
        <source>预计 %1 送达</source>
        <translation>Here by %1</translation>
    </message>
    <message>
        <source>还需约 %1 分钟</source>
        <translation>About %1 more min</translation>
    </message>
    <message>
        <source>比原定 %1 晚 %2 分钟</source>
        <translation>Promised %1, %2 min late</translation>
    </message>
</context>
<context>
    <name>OrderLine</name>
    <message>
        <source>今日售罄，已取消</source>
        <translation>Sold out, cancelled</translation>
    </message>
    <message>
        <source>店里取消了</source>
        <translation>Cancelled by the house</translation>
    </message>
    <message>
        <source>房间已清</source>
        <translation>Room cleared</translation>
    </message>
    <message>
        <source>%1过敏已告知厨房</source>
        <translation>%1 allergy: kitchen knows</translation>
    </message>
    <message>
        <source>%1过敏</source>
        <translation>%1 allergy</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>重做，不另收费</source>
        <translation>Remade, free of charge</translation>
    </message>
    <message>
        <source>取消这道</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>取消 %1</source>
        <translation>Cancel %1</translation>
    </message>
</context>
<context>
    <name>OrderPage</name>
    <message>
        <source>连上以后再显示您的订单</source>
        <translation>Your order shows again once we are connected</translation>
    </message>
    <message>
        <source>还没有订单</source>
        <translation>No order yet</translation>
    </message>
    <message>
        <source>菜单可以照常看，点了会自动送出</source>
        <translation>You can still read the menu; orders are sent once connected</translation>
    </message>
    <message>
        <source>下单以后，这里看得到每道菜到哪一步了</source>
        <translation>Once you order, you can follow every dish here</translation>
    </message>
    <message>
        <source>去点餐</source>
        <translation>See the menu</translation>
    </message>
</context>
<context>
    <name>Pad</name>
    <message>
        <source>Zaotai 灶台</source>
        <translation>Zaotai</translation>
    </message>
</context>
<context>
    <name>PairingPage</name>
    <message>
        <source>连不上服务器，请检查网络和地址</source>
        <translation>Cannot reach the server: check the network and the address</translation>
    </message>
    <message>
        <source>没有这个配对码，请再看一遍</source>
        <translation>No such pairing code, please look again</translation>
    </message>
    <message>
        <source>配对码过期了，请在前台再要一个</source>
        <translation>The code has expired, ask the desk for another</translation>
    </message>
    <message>
        <source>这个配对码已经用过了，请在前台再要一个</source>
        <translation>The code has been used, ask the desk for another</translation>
    </message>
    <message>
        <source>配对这台平板</source>
        <translation>Pair this pad</translation>
    </message>
    <message>
        <source>服务器不认识这台平板了。请在前台要一个新的配对码。</source>
        <translation>The server no longer knows this pad. Ask the desk for a new pairing code.</translation>
    </message>
    <message>
        <source>在前台或管理页面为这间房要一个配对码，在右边输入。</source>
        <translation>Get a pairing code for this room at the desk or on the manager&apos;s pages and type it on the right.</translation>
    </message>
    <message>
        <source>没有成功：%1</source>
        <translation>That did not work: %1</translation>
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
    <name>PhoneSheet</name>
    <message>
        <source>这不是能收短信的手机号，请再看一遍</source>
        <translation>That is not a mobile number, please look again</translation>
    </message>
    <message>
        <source>现在发不了短信了，餐照常送</source>
        <translation>No texts for now; your food comes as usual</translation>
    </message>
    <message>
        <source>现在连不上，餐照常做，请稍后再试</source>
        <translation>No connection for now; your food is being made. Please try again later</translation>
    </message>
    <message>
        <source>餐好了，发短信告诉您</source>
        <translation>A text when your food is ready</translation>
    </message>
    <message>
        <source>请输入手机号</source>
        <translation>Your mobile number</translation>
    </message>
    <message>
        <source>没有成功，请呼叫服务员</source>
        <translation>That did not work, please call us</translation>
    </message>
    <message>
        <source>每单备好发一条，您不用付费。号码只用来发这条短信，屏幕上不显示全号，退房时自动删除。</source>
        <translation>One text per order, free for you. Your number is used for nothing else, never shown in full, and deleted when you check out.</translation>
    </message>
    <message>
        <source>正在记下</source>
        <translation>Saving</translation>
    </message>
    <message>
        <source>好了发到这个号码</source>
        <translation>Text this number</translation>
    </message>
</context>
<context>
    <name>ReturnWords</name>
    <message>
        <source>%1:%2</source>
        <translation>%1:%2</translation>
    </message>
    <message>
        <source>%1 点</source>
        <translation>%1:00</translation>
    </message>
    <message>
        <source>稍后供应</source>
        <translation>Back later</translation>
    </message>
    <message>
        <source>%1 供应</source>
        <translation>Back %1</translation>
    </message>
    <message>
        <source>明日 %1供应</source>
        <translation>Tomorrow %1</translation>
    </message>
    <message>
        <source>明日供应</source>
        <translation>Back tomorrow</translation>
    </message>
    <message>
        <source>%1供应</source>
        <translation>Back at %1</translation>
    </message>
</context>
<context>
    <name>RushButton</name>
    <message>
        <source>可以再催一次</source>
        <translation>Hurry it again</translation>
    </message>
    <message>
        <source>%1 后可再催</source>
        <translation>Again after %1</translation>
    </message>
    <message>
        <source>已催厨房 · %1 分钟前</source>
        <translation>Asked %1 min ago</translation>
    </message>
    <message>
        <source>已催厨房 · 刚刚</source>
        <translation>Asked just now</translation>
    </message>
    <message>
        <source>催一下厨房</source>
        <translation>Hurry the kitchen</translation>
    </message>
    <message>
        <source>%1 还没到就可以催</source>
        <translation>If not here by %1</translation>
    </message>
    <message>
        <source>已过约定时间</source>
        <translation>Later than promised</translation>
    </message>
    <message>
        <source>等厨房回复，%1</source>
        <translation>No reply yet · %1</translation>
    </message>
    <message>
        <source>厨房 %1 回复：收到；%2</source>
        <translation>Kitchen %1: got it · %2</translation>
    </message>
</context>
<context>
    <name>ServiceSheet</name>
    <message>
        <source>呼叫服务</source>
        <translation>Call us</translation>
    </message>
    <message>
        <source>%1 分钟前呼叫 · 不用了</source>
        <translation>Called %1 min ago · never mind</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>Never mind</translation>
    </message>
    <message>
        <source>不用%1了</source>
        <translation>Never mind: %1</translation>
    </message>
    <message>
        <source>前台电话 %1</source>
        <translation>Front desk %1</translation>
    </message>
</context>
<context>
    <name>ServiceTile</name>
    <message>
        <source>等待送出</source>
        <translation>Waiting to be sent</translation>
    </message>
    <message>
        <source>已呼叫</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>已响应，马上来</source>
        <translation>On our way</translation>
    </message>
</context>
<context>
    <name>ShopWords</name>
    <message>
        <source>不要辣</source>
        <translation>No chilli</translation>
    </message>
    <message>
        <source>少盐</source>
        <translation>Less salt</translation>
    </message>
    <message>
        <source>不要葱</source>
        <translation>No spring onion</translation>
    </message>
    <message>
        <source>不要香菜</source>
        <translation>No coriander</translation>
    </message>
    <message>
        <source>不要蒜</source>
        <translation>No garlic</translation>
    </message>
    <message>
        <source>请趁热送</source>
        <translation>Serve hot</translation>
    </message>
    <message>
        <source>少油</source>
        <translation>Less oil</translation>
    </message>
    <message>
        <source>有孩子</source>
        <translation>With a child</translation>
    </message>
    <message>
        <source>多一套餐具</source>
        <translation>One more place setting</translation>
    </message>
    <message>
        <source>放在门口</source>
        <translation>Leave at the door</translation>
    </message>
    <message>
        <source>一起送来</source>
        <translation>All together</translation>
    </message>
    <message>
        <source>呼叫服务员</source>
        <translation>Call a waiter</translation>
    </message>
    <message>
        <source>加水</source>
        <translation>More water</translation>
    </message>
    <message>
        <source>加热水壶</source>
        <translation>Kettle</translation>
    </message>
    <message>
        <source>送热水</source>
        <translation>Hot water</translation>
    </message>
    <message>
        <source>加餐具</source>
        <translation>More cutlery</translation>
    </message>
    <message>
        <source>收餐具</source>
        <translation>Clear the table</translation>
    </message>
    <message>
        <source>打扫房间</source>
        <translation>Clean the room</translation>
    </message>
    <message>
        <source>加钟</source>
        <translation>Extend session</translation>
    </message>
    <message>
        <source>催菜</source>
        <translation>Hurry my food</translation>
    </message>
    <message>
        <source>收台</source>
        <translation>Clear the table</translation>
    </message>
    <message>
        <source>结账</source>
        <translation>The bill, please</translation>
    </message>
    <message>
        <source>要发票</source>
        <translation>Tax invoice</translation>
    </message>
    <message>
        <source>麸质</source>
        <translation>Gluten</translation>
    </message>
    <message>
        <source>甲壳类</source>
        <translation>Shellfish</translation>
    </message>
    <message>
        <source>鱼</source>
        <translation>Fish</translation>
    </message>
    <message>
        <source>鸡蛋</source>
        <translation>Egg</translation>
    </message>
    <message>
        <source>花生</source>
        <translation>Peanut</translation>
    </message>
    <message>
        <source>大豆</source>
        <translation>Soy</translation>
    </message>
    <message>
        <source>奶</source>
        <translation>Milk</translation>
    </message>
    <message>
        <source>坚果</source>
        <translation>Nuts</translation>
    </message>
    <message>
        <source>虾</source>
        <translation>Prawn</translation>
    </message>
    <message>
        <source>蟹</source>
        <translation>Crab</translation>
    </message>
    <message>
        <source>芝麻</source>
        <translation>Sesame</translation>
    </message>
    <message>
        <source>酒精</source>
        <translation>Alcohol</translation>
    </message>
    <message>
        <source>份</source>
        <translation>portion</translation>
    </message>
    <message>
        <source>碗</source>
        <translation>bowl</translation>
    </message>
    <message>
        <source>笼</source>
        <translation>basket</translation>
    </message>
    <message>
        <source>盘</source>
        <translation>plate</translation>
    </message>
    <message>
        <source>例</source>
        <translation>portion</translation>
    </message>
    <message>
        <source>只</source>
        <translation>piece</translation>
    </message>
    <message>
        <source>杯</source>
        <translation>glass</translation>
    </message>
    <message>
        <source>瓶</source>
        <translation>bottle</translation>
    </message>
    <message>
        <source>壶</source>
        <translation>pot</translation>
    </message>
    <message>
        <source>锅</source>
        <translation>pot</translation>
    </message>
    <message>
        <source>串</source>
        <translation>skewer</translation>
    </message>
</context>
<context>
    <name>SoldStamp</name>
    <message>
        <source>今日</source>
        <translation>Sold</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>out</translation>
    </message>
</context>
<context>
    <name>StayTotal</name>
    <message>
        <source>%1 房本次餐饮</source>
        <translation>Room %1, this stay</translation>
    </message>
    <message>
        <source>记入房账单，退房时一起结算</source>
        <translation>On the room bill, paid at check-out</translation>
    </message>
    <message>
        <source>新订单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>%1 加单 %2</source>
        <translation>%1 add-on %2</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1等 %2 道</source>
        <translation>%1 and more, %2 dishes</translation>
    </message>
</context>
<context>
    <name>TagSheet</name>
    <message>
        <source>这一单记在谁的手牌上?</source>
        <translation>Whose hand tag is this order for?</translation>
    </message>
    <message>
        <source>手牌 %1</source>
        <translation>Tag %1</translation>
    </message>
</context>
<context>
    <name>TextsCard</name>
    <message>
        <source>餐好发短信</source>
        <translation>Text alert</translation>
    </message>
    <message>
        <source>没取消成，请再点一次</source>
        <translation>Not cancelled, please tap again</translation>
    </message>
    <message>
        <source>备好了告诉您</source>
        <translation>When it is ready</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>Never mind</translation>
    </message>
    <message>
        <source>留手机号</source>
        <translation>Leave number</translation>
    </message>
    <message>
        <source>不用发短信了</source>
        <translation>No texts, thanks</translation>
    </message>
    <message>
        <source>留手机号，餐好发短信</source>
        <translation>Leave a number for a text when it is ready</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>已下单</source>
        <translation>Ordered</translation>
    </message>
    <message>
        <source>厨房已收到</source>
        <translation>Kitchen has it</translation>
    </message>
    <message>
        <source>制作中</source>
        <translation>Cooking</translation>
    </message>
    <message>
        <source>已出餐</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>%1 道已好 %2 道</source>
        <translation>%2 of %1 ready</translation>
    </message>
    <message>
        <source>约 %1</source>
        <translation>about %1</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>客房点餐 · 送餐到房</source>
        <translation>Order here · served in your room</translation>
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
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>%1 秒前更新</source>
        <translation>%1 s ago</translation>
    </message>
    <message>
        <source>%1 分钟前更新</source>
        <translation>%1 min ago</translation>
    </message>
    <message>
        <source>已响应</source>
        <translation>On our way</translation>
    </message>
    <message>
        <source>已呼叫</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>呼叫服务</source>
        <translation>Call us</translation>
    </message>
</context>
<context>
    <name>UnsentHelp</name>
    <message>
        <source>超过 10 分钟没有送到，要不要送由您决定</source>
        <translation>Not through after 10 minutes: it is up to you</translation>
    </message>
    <message>
        <source>还在联系厨房。可以先取消，或打前台电话 %1</source>
        <translation>Still trying the kitchen. You can cancel, or phone the front desk: %1</translation>
    </message>
    <message>
        <source>还在联系厨房。可以先取消，或到前台下单</source>
        <translation>Still trying the kitchen. You can cancel, or order at the front desk</translation>
    </message>
    <message>
        <source>正在联系厨房，连上后自动送出；10 分钟没送到会先问您</source>
        <translation>Reaching the kitchen; it is sent once connected. After 10 minutes we ask you first</translation>
    </message>
    <message>
        <source>取消这单</source>
        <translation>Cancel this order</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>房间整理中</source>
        <translation>Making up the room</translation>
    </message>
    <message>
        <source>欢迎</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>稍后见。需要帮忙请联系服务员。</source>
        <translation>See you soon. If you need anything, please ask our staff.</translation>
    </message>
    <message>
        <source>想吃点什么? 在这里点，送到 %1 房。</source>
        <translation>Hungry? Order here and we bring it to room %1.</translation>
    </message>
    <message>
        <source>开始点餐</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>前台电话 %1</source>
        <translation>Front desk %1</translation>
    </message>
</context>
</TS>
