"""Every error the marketplace raises on purpose. Each message says what happened and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


class MarketplaceError(Exception):
    """Base of all our errors: a caller that shows `str(error)` to a person is always right to do so."""


@dataclass
class StoreUnavailable(MarketplaceError):
    """A store does not answer. `store` is one of postgres, mongo, redis, neo4j."""

    store: str
    reason: str

    def __str__(self) -> str:
        return f"{self.store} does not answer: {self.reason}. `marketplace doctor` says what to do."


@dataclass
class ProcedureFailed(MarketplaceError):
    """The graph's server has no Graph Data Science, or that refuses: too little memory, a graph that is not there."""

    reason: str

    def __str__(self) -> str:
        return (
            f"Graph Data Science could not do it: {self.reason}. It is a plugin of Neo4j, and has to be there; the "
            "server that `marketplace up` starts has it."
        )


@dataclass
class EmbeddedStoreError(MarketplaceError):
    """An embedded server cannot be prepared, started or stopped."""

    store: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.store}: {self.reason}. {self.remedy}"


@dataclass
class NotFound(MarketplaceError):
    """Nothing has this id. `kind` is what was looked for: product, shopper, review, maker."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"There is no {self.kind} with the id {self.id!r}."


class InvalidInput(MarketplaceError):
    """A value a person or program gave us cannot be used; the message names the value and what would do."""


class NotPossible(InvalidInput):
    """A value that is in order, and cannot be used as things stand in the shop; the message says what would do."""


@dataclass(frozen=True)
class Shortfall:
    """One product of a cart that cannot be sold as wanted."""

    product_id: str
    name: str
    wanted: int
    available: int


@dataclass
class OutOfStock(MarketplaceError):
    """Some of what was wanted is not there; every shortfall is listed, and nothing was sold."""

    shortfalls: list[Shortfall]

    def __str__(self) -> str:
        lines = (f"{s.name}: wanted {s.wanted}, only {s.available} left" for s in self.shortfalls)
        return "Not enough in stock. " + "; ".join(lines) + ". Change the cart and try again."


class EmptyCart(MarketplaceError):
    """Checkout of a cart with nothing in it."""

    def __str__(self) -> str:
        return "The cart is empty: add something before checking out."


@dataclass
class RateLimited(MarketplaceError):
    """Somebody did something too often. `retry_after`: whole seconds until it can be done once more, at least 1."""

    action: str
    limit: int
    retry_after: int

    def __str__(self) -> str:
        action = self.action.replace("_", " ")
        return f"Too many times ({action}): {self.limit} are allowed. Try again in {self.retry_after} s."


@dataclass
class NotCancellable(MarketplaceError):
    """An order that is under way, or came back, cannot be cancelled. `status` is what it is."""

    order_id: str
    status: str

    def __str__(self) -> str:
        return f"Order {self.order_id} is {self.status}: only an order that is paid and not yet sent can be cancelled."
