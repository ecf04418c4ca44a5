"""Throw-away databases: a file in a temporary folder, or a database of its own on a server."""

import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

SQLITE = "sqlite"


def kind_of(server: str) -> str:
    """The kind of database that ``server`` stands for: an address, or ``SQLITE`` for a file."""
    return SQLITE if server == SQLITE else "postgresql"


def server_address(configured: Mapping[str, Any]) -> str:
    """The address of the PostgreSQL server in Django's connection settings; "" for others."""
    if "postgresql" not in configured["ENGINE"]:
        return ""
    words = {"host": configured["HOST"], "port": configured["PORT"]}
    words |= configured.get("OPTIONS", {})
    query = urlencode({name: value for name, value in words.items() if value})
    who = quote(configured["USER"], safe="")
    if configured["PASSWORD"]:
        who += f":{quote(configured['PASSWORD'], safe='')}"
    return f"postgres://{who}@/{quote(configured['NAME'])}?{query}"


@contextmanager
def place(server: str) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    with _file() if server == SQLITE else _database(server) as address:
        yield address


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="guazhi-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


@contextmanager
def _database(server: str) -> Iterator[str]:
    """A database beside the one that ``server`` names, which is only connected to."""
    name = f"guazhi_bench_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
