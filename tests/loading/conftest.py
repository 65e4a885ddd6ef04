"""A PostgreSQL and a MongoDB database of these tests' own, beside the shipped catalogue on the same servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from marketplace.market import Market
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres

NAME = "loading_tests"
Folder = Callable[..., Path]


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.fixture(scope="session")
def own_postgres(market: Market) -> Iterator[Postgres]:
    with psycopg.connect(market.urls["postgres"], autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {NAME}")
        postgres = Postgres(_named(market.urls["postgres"], NAME))
        postgres.migrate()
        yield postgres
        postgres.close()
        admin.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture
def postgres(own_postgres: Postgres) -> Postgres:
    """A database with the schema and no rows."""
    with own_postgres.transaction() as session:
        session.connection.execute("TRUNCATE categories, sellers, users, products, orders, outbox CASCADE")
    return own_postgres


@pytest.fixture
def mongo(market: Market) -> Iterator[Mongo]:
    """A database with the collections and no documents."""
    own = Mongo(_named(market.urls["mongo"], NAME))
    own.client.drop_database(NAME)
    own.migrate()
    yield own
    own.client.drop_database(NAME)
    own.close()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes a folder of files: `folder(products="ID,NAME\\n…", reviews=…)`."""

    def write(**texts: str | bytes) -> Path:
        for name, text in texts.items():
            suffix = "csv" if name in ("categories", "sellers", "products", "users", "orders") else "jsonl"
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.{suffix}").write_bytes(data)
        return tmp_path

    return write
