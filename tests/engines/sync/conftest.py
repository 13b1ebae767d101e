"""The venue of the message centre's tests, on each engine."""

from tests.engines.messaging.conftest import talk

__all__ = ["talk"]
