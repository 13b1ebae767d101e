"""The waiter's page: a terminal in a phone's browser, without a build step.

`static/` holds the page as it is served; `made.py` what is made of the house's own tables and tokens,
so that no rule and no colour is written twice; `routes.py` serves both.
"""
