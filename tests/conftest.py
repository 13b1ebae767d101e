"""Fixtures that every test may ask for; each is explained where it is defined."""

pytest_plugins = ["tests.support.databases"]
