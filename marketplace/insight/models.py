"""What the stores say of themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from marketplace.settings import StoreName

CountKind = Literal["table", "collection", "keys", "label", "relationship"]


class Model(BaseModel):
    """Frozen, as every answer is."""

    model_config = ConfigDict(frozen=True)


class StoreHealth(Model):
    """One store, asked just now. `version` None: it did not answer, for `reason`. `address` holds no password."""

    store: StoreName
    version: str | None
    reason: str | None
    ms: float
    address: str

    @property
    def well(self) -> bool:
        """Whether it answered."""
        return self.version is not None


class Count(Model):
    """How many there are of one kind of thing: rows of a table, documents, nodes, keys of a family."""

    store: StoreName
    kind: CountKind
    name: str
    count: int


class Migration(Model):
    """A schema file that a store has had. `applied_at` is None where the store does not keep the time."""

    store: StoreName
    name: str
    applied_at: datetime | None


class Index(Model):
    """An index. `uses`: reads it has answered since the store began to count; None where the store does not say."""

    on: str
    name: str
    kind: str
    definition: str
    unique: bool
    uses: int | None
    bytes: int | None = None


class Column(Model):
    """A column of a table, its type in PostgreSQL's words."""

    name: str
    type: str
    required: bool
    default: str | None


class Table(Model):
    """A table of PostgreSQL with the rules it keeps."""

    name: str
    rows: int
    bytes: int
    index_bytes: int
    columns: list[Column]
    constraints: list[str]


class Collection(Model):
    """A collection of MongoDB. `validator` is the JSON schema every document of it must meet."""

    name: str
    documents: int
    bytes: int
    index_bytes: int
    validator: dict[str, Any]
    indexes: list[Index]


class KeyFamily(Model):
    """Keys of Redis that differ by what follows the name: `example` is one of them, `seconds` what it has left to live.

    `seconds` None: it does not expire.
    """

    name: str
    meaning: str
    type: str
    keys: int
    example: str
    seconds: int | None


class RedisInsight(Model):
    """Redis as it is: its key families, and what INFO says. `scanned` of `keys` were looked at for the families."""

    families: list[KeyFamily]
    keys: int
    scanned: int
    hits: int
    misses: int
    memory_bytes: int
    commands: int
    clients: int
    uptime_seconds: int
    expired: int
    evicted: int
    appendonly: bool

    @property
    def hit_rate(self) -> float | None:
        """Share of key lookups that found something, since the server began to count; None before the first."""
        asked = self.hits + self.misses
        return self.hits / asked if asked else None


class Constraint(Model):
    """What the graph refuses."""

    name: str
    kind: str
    on: str


class GraphInsight(Model):
    """The graph: nodes a label, relationships a type, constraints, indexes."""

    counts: list[Count]
    constraints: list[Constraint]
    indexes: list[Index]
