"""The four stores asked through their real drivers: write something acknowledged, read it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import neo4j
import psycopg
import pymongo
import redis
from pymongo.collection import Collection

from marketplace.settings import StoreName


def write(urls: dict[StoreName, str], mark: str) -> None:
    """Leave `mark` in every store of `urls`; returns when each has acknowledged it."""
    for store, url in urls.items():
        _WRITERS[store](url, mark)


def read(urls: dict[StoreName, str], mark: str) -> dict[StoreName, int]:
    """How often each store has `mark`."""
    return {store: _READERS[store](url, mark) for store, url in urls.items()}


def _write_postgres(url: str, mark: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS marks (mark text)")
        connection.execute("INSERT INTO marks VALUES (%s)", [mark])


def _read_postgres(url: str, mark: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM marks WHERE mark = %s", [mark]).fetchone()
        assert row is not None
        return int(row[0])


def _write_mongo(url: str, mark: str) -> None:
    client: pymongo.MongoClient[dict[str, Any]]
    with pymongo.MongoClient(url) as client, client.start_session() as session, session.start_transaction():
        marks: Collection[dict[str, Any]] = client.market.marks
        marks.insert_one({"mark": mark}, session=session)


def _read_mongo(url: str, mark: str) -> int:
    client: pymongo.MongoClient[dict[str, Any]]
    with pymongo.MongoClient(url) as client:
        return client.market.marks.count_documents({"mark": mark})


def _write_redis(url: str, mark: str) -> None:
    with redis.Redis.from_url(url) as client:
        client.incr(f"mark:{mark}")


def _read_redis(url: str, mark: str) -> int:
    with redis.Redis.from_url(url) as client:
        return int(client.get(f"mark:{mark}") or 0)


def graph(url: str) -> neo4j.Driver:
    user, password = url.removeprefix("bolt://").rpartition("@")[0].split(":")
    return neo4j.GraphDatabase.driver("bolt://" + url.rpartition("@")[2], auth=(user, password))


def _write_neo4j(url: str, mark: str) -> None:
    with graph(url) as driver:
        driver.execute_query("CREATE (:Mark {mark: $mark})", mark=mark)


def _read_neo4j(url: str, mark: str) -> int:
    with graph(url) as driver:
        return int(driver.execute_query("MATCH (m:Mark {mark: $mark}) RETURN count(m) AS n", mark=mark).records[0]["n"])


_WRITERS: dict[StoreName, Callable[[str, str], None]] = {
    "postgres": _write_postgres,
    "mongo": _write_mongo,
    "redis": _write_redis,
    "neo4j": _write_neo4j,
}
_READERS: dict[StoreName, Callable[[str, str], int]] = {
    "postgres": _read_postgres,
    "mongo": _read_mongo,
    "redis": _read_redis,
    "neo4j": _read_neo4j,
}
