"""The house's Wi-Fi is what it is: the page says how old it is, and no tap is lost or done twice."""

import pytest

from tests.support.browser import Phone
from tests.support.waiting import until
from tests.ui.waiter.conftest import Floor

pytestmark = pytest.mark.xdist_group("chromium")


async def test_taps_wait_while_the_line_is_cut_and_are_sent_once(floor: Floor) -> None:
    line = await floor.line()
    phone = await floor.waiter(url=line.url)
    order, other = await floor.cooked("801"), await floor.cooked("802")
    await phone.sees(f"#take-{order['id']}")

    line.swallow_answers()  # the first tap is carried out, and nobody hears of it
    await phone.tap(f"#take-{order['id']}")
    await floor.is_now(order, "picked_up")
    line.cut()
    await phone.tap(f"#deliver-{order['id']}")
    await phone.tap(f"#take-{other['id']}")
    await phone.sees(f"#on-way-{other['id']} .corner", "未发送")
    await phone.sees("body.blind", within_s=12.0)
    await phone.sees("#banner-blind", "3 条未发送")
    await phone.sees("#link", "已断开")
    assert await floor.states(other) == ["notified"]

    line.mend()
    await phone.tap("#reconnect")
    await phone.sees("body.fresh")
    await phone.sees_no(".corner")
    await floor.is_now(order, "delivered")
    await floor.is_now(other, "picked_up")
    taken = [await floor.trail(each) for each in (order, other)]
    assert taken == [
        ["start", "finish", "notify", "pick_up", "deliver"],
        ["start", "finish", "notify", "pick_up"],
    ]


async def test_a_tap_undone_before_it_left_the_phone_was_never_made(floor: Floor) -> None:
    line = await floor.line()
    phone = await floor.waiter(url=line.url)
    first, second = await floor.cooked("801"), await floor.cooked("802")
    await phone.sees(f"#take-{second['id']}")

    line.swallow_answers()  # one is in flight at a time: the second waits on the phone
    await phone.tap(f"#take-{first['id']}")
    await floor.is_now(first, "picked_up")
    await phone.tap(f"#take-{second['id']}")
    await phone.sees(f"#on-way-{second['id']} .corner", "未发送")
    await phone.tap("#take-back")
    await phone.sees(f"#take-{second['id']}")
    line.cut()
    line.mend()

    await phone.sees_no(".corner", within_s=15.0)
    assert await floor.trail(second) == ["start", "finish", "notify"]


async def test_a_reload_without_a_line_opens_at_once_on_what_is_known(floor: Floor) -> None:
    line = await floor.line()
    phone = await floor.waiter(url=line.url)
    order = await floor.cooked("801")
    await phone.sees(f"#take-{order['id']}")
    await until_kept(phone)

    line.cut()
    await phone.call("Page.reload")

    await phone.sees("#collect", "801")
    await phone.sees("#banner-as-of", "内容截至 20:0")
    assert await phone.count("body.fresh") == 0
    await phone.tap(f"#take-{order['id']}")
    await phone.sees(f"#on-way-{order['id']} .corner", "未发送")

    await phone.call("Page.reload")  # killed with a tap that waits
    await phone.sees(f"#on-way-{order['id']} .corner", "未发送")
    line.mend()
    await floor.is_now(order, "picked_up")
    await phone.sees_no(".corner")


async def test_the_cache_of_the_shell_holds_no_word_of_a_guest(floor: Floor) -> None:
    phone = await floor.waiter()
    await floor.cooked("801")
    await phone.sees("#collect", "801")
    await until_kept(phone)

    kept = await phone.run(
        "(async () => { const found = [];"
        "for (const name of await caches.keys())"
        "  for (const asked of await (await caches.open(name)).keys()) found.push(asked.url);"
        "return found; })()"
    )
    paths = {url.removeprefix(floor.url) for url in kept}
    assert {"/waiter", "/waiter/app.js", "/waiter/theme.css"} <= paths
    assert [path for path in paths if not path.startswith("/waiter")] == []


async def test_a_phone_that_the_house_shuts_out_says_so_and_forgets(floor: Floor) -> None:
    phone = await floor.waiter()
    await floor.cooked("801")
    await phone.sees("#collect", "801")
    device = await phone.run("app.core.identity.deviceId")

    await floor.api.as_manager().post(f"/v1/devices/{device}/revoke")

    await phone.sees("#banner-out", "这台手机已被停用")
    assert "801" not in await phone.text()
    await phone.call("Page.reload")
    await phone.sees("#banner-out", "这台手机已被停用")
    assert await phone.run("app.core.link === undefined")  # it does not even try

    code = (await floor.api.as_manager().post(f"/v1/devices/{device}/code")).json()["code"]
    await phone.type("#code", code)
    await phone.tap("#pair")
    await phone.sees("#collect", "801")


async def until_kept(phone: Phone) -> None:
    """Until the service worker holds the page."""
    kept = "navigator.serviceWorker.ready.then(() => caches.keys()).then((held) => held.length)"
    await until(lambda: phone.run(kept), what="the page being kept")
