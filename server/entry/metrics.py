"""Figures for Prometheus; each application has its own registry."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

MEDIA_TYPE: Final = "text/plain; version=0.0.4"
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "zaotai_http_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "zaotai_http_seconds",
            "From a request's first byte to its answer's last",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.sockets: Final = Gauge(
            "zaotai_push_sockets", "Open push sockets", registry=self._registry
        )
        self.redis_heard: Final = Gauge(
            "zaotai_redis_heard",
            "1 while this process hears the others' pokes over Redis",
            registry=self._registry,
        )
        self.receipts_unmatched: Final = Gauge(
            "zaotai_sms_receipts_unmatched",
            "Receipts of text messages that match no message for over an hour",
            registry=self._registry,
        )

    def request(self, method: str, route: str, status: int, took_s: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(took_s)

    def text(self) -> bytes:
        return generate_latest(self._registry)
