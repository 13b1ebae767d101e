"""What a supervisor, a load balancer and Prometheus are told."""

from tests.support.api import Api, problem


async def test_a_server_that_can_read_is_ready(api: Api) -> None:
    nobody = api.as_nobody()
    assert (await nobody.get("/health/live")).json() == {"status": "live"}
    assert (await nobody.get("/health/ready")).json() == {"status": "ready"}


async def test_a_stopping_server_is_alive_but_not_ready(api: Api) -> None:
    api.app.state.readiness.is_ready = False
    nobody = api.as_nobody()
    assert (await nobody.get("/health/live")).status_code == 200
    answer = await nobody.get("/health/ready")
    problem(answer, 503, "server.unavailable")
    assert answer.headers["retry-after"] == "1"


async def test_metrics_count_by_route_not_by_id(sqlite_api: Api) -> None:
    manager = sqlite_api.as_manager()
    await manager.get("/v1/orders/one")
    await manager.get("/v1/orders/two")
    text = (await sqlite_api.as_nobody().get("/metrics")).text
    counted = (
        'zaotai_http_requests_total{method="GET",route="/v1/orders/{order_id}",status="404"} 2.0'
    )
    assert counted in text
    assert "zaotai_push_sockets 0.0" in text


async def test_the_document_is_served(sqlite_api: Api) -> None:
    served = (await sqlite_api.as_nobody().get("/schema/openapi.json")).json()
    assert served["openapi"].startswith("3.1")
    problems = served["paths"]["/v1/orders"]["post"]["responses"]
    assert {"400", "401", "403", "404", "409", "413", "422", "429", "503"} <= problems.keys()
