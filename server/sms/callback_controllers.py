"""What providers push to us: kept first, then answered as each of them wants to read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final, Protocol, TypeVar, runtime_checkable

from litestar import Controller, HttpMethod, Response, get, route
from litestar.params import PathParameter

from common.domain.errors import NotFound
from common.domain.roles import Actor, Permission
from common.wire.sms import ProviderBody
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.sms.port import Heard, Push, SmsCallbacks, SmsProvider
from server.lib.commands import AnyRequest
from server.lib.http import PUBLIC, TAKES_NO_KEY
from server.sms import inbox

T = TypeVar("T")

_BOTH: Final = (HttpMethod.GET, HttpMethod.POST)
_Provider = Annotated[str, PathParameter(max_length=20)]
_Secret = Annotated[str, PathParameter(max_length=64)]


@runtime_checkable  # Litestar checks what it injects
class Listening(Protocol):
    def of(self, provider: str, secret: str) -> SmsCallbacks | None:
        """Who may push there; None: nobody, or the secret is wrong."""
        ...


class SmsCallbackController(Controller):
    """A wrong secret looks like an unknown provider. Nothing here moves money: the inbox is
    worked off later, in its own units."""

    path = "/v1/sms/callbacks/{provider:str}/{secret:str}"
    tags = ("sms callbacks",)
    opt = PUBLIC | TAKES_NO_KEY

    @route("/report", http_method=_BOTH, status_code=200, summary="Receipts")
    async def report(
        self,
        request: AnyRequest,
        units: Units,
        sms_listening: Listening,
        provider: _Provider,
        secret: _Secret,
    ) -> Response[bytes]:
        callbacks = _callbacks(sms_listening, provider, secret)
        heard = callbacks.parse_receipts(await _push(request))
        return await _answer(units, callbacks, heard, inbox.keep_receipts)

    @route("/mo", http_method=_BOTH, status_code=200, summary="Replies of guests")
    async def reply(
        self,
        request: AnyRequest,
        units: Units,
        sms_listening: Listening,
        provider: _Provider,
        secret: _Secret,
    ) -> Response[bytes]:
        callbacks = _callbacks(sms_listening, provider, secret)
        heard = callbacks.parse_replies(await _push(request))
        return await _answer(units, callbacks, heard, inbox.keep_replies)


class SmsProviderController(Controller):
    path = "/v1/sms/provider"
    tags = ("sms credits",)

    @get(summary="Who carries the messages; simulated: nobody's phone rings")
    async def provider(self, actor: Actor, sms_provider: SmsProvider) -> ProviderBody:
        actor.require(Permission.SMS_CREDITS)
        return ProviderBody(sms_provider.name, sms_provider.is_simulated, sms_provider.opt_out)


def _callbacks(listening: Listening, provider: str, secret: str) -> SmsCallbacks:
    found = listening.of(provider, secret)
    if found is None:
        raise NotFound("sms.provider_unknown", {"provider": provider})
    return found


async def _push(request: AnyRequest) -> Push:
    return Push(request.method, list(request.query_params.multi_items()), await request.body())


async def _answer(
    units: Units,
    callbacks: SmsCallbacks,
    heard: Heard[T],
    keep: Callable[[Unit, str, Heard[T]], None],
) -> Response[bytes]:
    """After the commit that keeps it. What nobody can read is asked for again: it may have been cut
    on its way."""
    await units.write(lambda unit: keep(unit, callbacks.name, heard))
    answer = callbacks.answer(is_heard=bool(heard.items) or not heard.unread)
    return Response(answer.body, status_code=answer.status, media_type=answer.media_type)
