"""`Market`: opens the stores once and builds the services. The only composition root."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from marketplace import tracing
from marketplace.accounts.service import AccountService
from marketplace.carts.keys import cart_key
from marketplace.carts.service import CartService
from marketplace.catalog.service import CatalogService
from marketplace.comparison.service import ComparisonService
from marketplace.embedded import Lease, attach
from marketplace.errors import MarketplaceError
from marketplace.evaluation.running import EvaluationService
from marketplace.events.activity import Activity
from marketplace.events.handlers import Handlers
from marketplace.events.models import DESTINATIONS
from marketplace.events.relay import Relay
from marketplace.events.views import ViewCarrier
from marketplace.insight.service import InsightService
from marketplace.looks.service import LooksService
from marketplace.orders.service import OrderService
from marketplace.ratelimits.service import RateLimits
from marketplace.recommendations.service import RecommendationService
from marketplace.recommendations.subgraphs import Subgraphs
from marketplace.reviews.service import ReviewService
from marketplace.search.encoder import Encoder
from marketplace.search.service import SearchService
from marketplace.settings import STORES, Settings, StoreName
from marketplace.simulation.service import SimulationService
from marketplace.stores.counts import counts_on
from marketplace.stores.graph import Graph
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis
from marketplace.tastes.service import TasteService
from marketplace.trials.service import TrialService
from marketplace.verification import books, cached, documents, graph, vectors
from marketplace.verification.service import VerificationService


class Market:
    """The whole marketplace. It reads

    >>> market = Market.open()                                      # doctest: +SKIP
    >>> market.search.semantic("a bowl the colour of rain")         # doctest: +SKIP

    A store that cannot be had does not keep the market from opening: what needs it raises StoreUnavailable.
    """

    def __init__(self, urls: dict[StoreName, str], settings: Settings, lease: Lease | None = None) -> None:
        self.settings = settings
        self.urls = urls
        self._lease = lease
        self.postgres = Postgres(urls["postgres"])
        self.mongo = Mongo(urls["mongo"])
        self.redis = Redis(urls["redis"])
        self.graph = Graph(urls["neo4j"])

        self.caches = counts_on(self.redis)
        self.limits = RateLimits(self.redis)
        self.catalog = CatalogService(self.postgres, self.mongo, self.redis)
        self.search = SearchService(
            self.postgres, self.redis, self.catalog.products, self.catalog.generation, Encoder(settings.model)
        )
        self.looks = LooksService(self.postgres, self.catalog.products)
        self.carts = CartService(self.postgres, self.redis)
        self.activity = Activity(self.redis)
        self.reviews = ReviewService(self.postgres, self.mongo, reviewed=self.catalog.reviewed)
        self.recommendations = RecommendationService(
            self.postgres,
            self.graph,
            self.redis,
            products=self.catalog.products,
            hot=self.activity.hot,
            interests=lambda user_id: self.accounts.shopper(user_id).interests,
            looked=self.activity.recently_viewed,
        )
        self.subgraphs = Subgraphs(self.graph)
        self.comparison = ComparisonService(self.postgres, self.graph)
        self.trials = TrialService(
            self.postgres, self.redis, serve=self.recommendations.led_by, ranked=self.recommendations.ranked
        )
        handlers = Handlers(
            self.graph,
            carts=self.carts,
            catalog=self.catalog,
            activity=self.activity,
            reviews=self.reviews,
            forget=self.recommendations.forget,
            learn=self.recommendations.learn,
            tell_trials=self.trials.tell,
        )
        views = ViewCarrier(self.redis, self.graph)
        self.relay = Relay(self.postgres, handlers.by_destination(), views, self.carts)
        self.orders = OrderService(self.postgres, DESTINATIONS, placed=self.relay.placed)
        self.accounts = AccountService(
            self.postgres,
            self.mongo,
            self.redis,
            may_sign_in_as=settings.sign_in_as,
            limit=lambda who: self.limits.hit("sign_in", who),
        )
        self.insight = InsightService(
            self.postgres, self.mongo, self.redis, self.graph, address=self.address, relay=self.relay.status
        )
        self.tastes = TasteService(self.postgres, self.graph, more=self.recommendations.work_out)
        self.simulation = SimulationService(
            self.postgres,
            self.graph,
            carts=self.carts,
            orders=self.orders,
            catalog=self.catalog,
            activity=self.activity,
            carry=self.relay.drain,
        )

        self.evaluation = EvaluationService(
            self.postgres,
            self.graph,
            ranked=lambda text, mode, limit: self.search.ranked(text, mode, limit=limit),
            known=lambda ids: len(self.catalog.products(ids)),
            generation=self.catalog.generation,
        )

        self.verification = VerificationService(
            [
                *books.checks(self.postgres),
                *graph.checks(self.postgres, self.graph),
                *documents.checks(self.postgres, self.mongo),
                *cached.checks(
                    self.postgres, self.redis, kept=self.catalog.kept, hot=self.activity.days, cart_key=cart_key
                ),
                *vectors.checks(self.postgres, self.graph, stale=self._stale_vectors, unlike=self._stale_looks),
            ],
            status=self.relay.status,
        )
        self.verify = self.verification.run

    def _stale_vectors(self) -> dict[str, bool]:
        # Imported here: the loaders bring libraries with them that a shop that is loaded does not need.
        from marketplace.loading.vectors import stale

        return stale(self.postgres, self.search.encoder)

    def _stale_looks(self) -> dict[str, bool]:
        from marketplace.loading.looks import stale

        return stale(self.postgres, self.catalog.specs)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Open every store, starting embedded those without a URL, and build the services. Close it when done."""
        tracing.configure()
        settings = settings or Settings()
        embedded = settings.embedded()
        lease = attach(settings.home, embedded, maven_mirror=settings.maven_mirror) if embedded else None
        urls = {store: settings.url(store) or (lease.urls.get(store) if lease else None) for store in STORES}
        market = cls({store: url or NOWHERE[store] for store, url in urls.items()}, settings, lease)
        # A process that ends without closing: connections go before the servers do, or they would try to come back.
        atexit.register(market.close)
        return market

    def migrate(self) -> dict[StoreName, list[str] | MarketplaceError]:
        """Bring every store's schema up to date: what was applied to each, or why it could not be."""
        migrations: dict[StoreName, Callable[[], list[str]]] = {
            "postgres": self.postgres.migrate,
            "mongo": self.mongo.migrate,
            "neo4j": self.graph.migrate,
        }
        outcome: dict[StoreName, list[str] | MarketplaceError] = {}
        for store, migrate in migrations.items():
            try:
                outcome[store] = migrate()
            except MarketplaceError as error:
                outcome[store] = error
        return outcome

    def address(self, store: StoreName) -> str:
        """Where a store listens, without user and password: "127.0.0.1:5432"."""
        return urlsplit(self.urls[store]).netloc.rpartition("@")[2]

    def start(self, tell: Callable[[str, int], object] = lambda what, many: None) -> None:
        """Begin what goes on in the background until `close`: news is carried (`tell` hears of it, see Relay), what
        orders change is worked out, and tastes are found if settings say so and nobody ever has.
        """
        self.relay.start(tell)
        self.recommendations.start()
        if self.settings.find_tastes:
            self.tastes.begin()

    def close(self) -> None:
        """End what goes on, close every connection, and give up the embedded servers. Idempotent."""
        atexit.unregister(self.close)
        self.evaluation.close()
        self.tastes.close()
        self.simulation.close()
        self.relay.close()
        self.recommendations.close()
        self.trials.close()
        self.caches.close()
        for store in (self.postgres, self.mongo, self.redis, self.graph):
            store.close()
        if self._lease is not None:
            self._lease.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


NOWHERE: dict[StoreName, str] = {
    # Port 9 (discard) on loopback: where a store that could not be started is looked for, and not found. It is known
    # not to be there, so it is hardly waited for.
    "postgres": "postgresql://127.0.0.1:9/none?connect_timeout=1",
    "mongo": "mongodb://127.0.0.1:9/?directConnection=true&serverSelectionTimeoutMS=600",
    "redis": "redis://127.0.0.1:9/0",
    "neo4j": "bolt://127.0.0.1:9?connection_timeout=0.6",
}
