"""For the type checker alone, which reads our settings: an address and a secret, and no database behind them."""

import os

from mypy.plugin import Plugin

os.environ["HUSTINGS_SECRET_KEY"] = "a secret for the type checker alone, which opens nothing"
os.environ["HUSTINGS_DATABASE_ROLE"] = "web"
os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"


def plugin(_version: str) -> type[Plugin]:
    """Give mypy a plugin that does nothing else; it stands before the one that reads the settings."""
    return Plugin
