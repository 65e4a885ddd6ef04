"""What is asked of both stores, what each answers, and how long it takes."""

from __future__ import annotations

from statistics import median
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from marketplace.statements import Statement, statement

Asked = Literal["postgres", "neo4j"]
"""The two stores that are asked."""


class Model(BaseModel):
    """Frozen, as every answer is."""

    model_config = ConfigDict(frozen=True)


class AlsoBought(Model):
    """A product, and how many people bought it of those who bought the one asked about."""

    id: str
    people: int


class Reached(Model):
    """A product three hops away: by how many people, and how many ways (a product of mine and one of them)."""

    id: str
    people: int
    ways: int


class Way(Model):
    """A shortest way between two shoppers: its hops, and the ids along it, shopper, product, shopper and so on."""

    steps: int
    ids: tuple[str, ...]

    def hops(self) -> dict[str, list[str]]:
        """The purchases it is made of: the nth shopper bought the nth product."""
        pairs = [
            (a, b) if step % 2 == 0 else (b, a) for step, (a, b) in enumerate(zip(self.ids, self.ids[1:], strict=False))
        ]
        return {"shoppers": [one for one, _ in pairs], "products": [two for _, two in pairs]}


Found = TypeVar("Found", AlsoBought, Reached, Way)


class Question(Model, Generic[Found]):
    """A question that has an answer in SQL and one in Cypher, in files of its name; `rows` is what each returns."""

    name: str
    rows: type[Found]

    def statement(self, store: Asked) -> Statement:
        """The file that asks this store."""
        return statement(f"comparison/{self.name}.{'sql' if store == 'postgres' else 'cypher'}")

    def parse(self, rows: list[dict[str, Any]]) -> list[Found]:
        """Rows of either store, as what they are."""
        return [self.rows(**row) for row in rows]


ALSO_BOUGHT = Question[AlsoBought](name="also_bought", rows=AlsoBought)
THREE_HOPS = Question[Reached](name="three_hops", rows=Reached)
WAY = Question[Way](name="way", rows=Way)


class Answer(Model, Generic[Found]):
    """What one store said, and the milliseconds of each run, the first left out."""

    rows: list[Found]
    runs: tuple[float, ...]

    @property
    def ms(self) -> float:
        """The median run."""
        return median(self.runs)


class Compared(Model, Generic[Found]):
    """Both stores' answers to one question. `same`: they agree, of ways see `ComparisonService.way`."""

    question: Question[Found]
    postgres: Answer[Found]
    neo4j: Answer[Found]
    same: bool
