"""`create_app`: routers, errors and timing put together; the market is opened when the server starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from marketplace.api import (
    carts,
    catalog,
    health,
    metrics,
    openapi,
    orders,
    problems,
    recommendations,
    reviews,
    search,
)
from marketplace.api.metrics import Measured, Metrics
from marketplace.api.middleware import BodyLimit, Head, SafeHeaders
from marketplace.api.negotiation import negotiate
from marketplace.api.timing import ServerTiming
from marketplace.market import Market
from marketplace.settings import Settings
from marketplace.stores.health import Watch

DESCRIPTION = """\
A marketplace for handmade goods on PostgreSQL, MongoDB, Redis and Neo4j.

**Who you are is what you say.** This is a demonstration: there are no passwords yet. The header `X-Shopper-Id` names
the shopper that carts, orders, reviews and recommendations act for (`U0001`, for example; *Authorize* sets it for this
page). Do not put this on a network that you do not trust.

Every answer says in `Server-Timing` which stores were asked and for how long. Errors are
[problem details](https://www.rfc-editor.org/rfc/rfc9457): `detail` says what happened and what to do. Money is a string
of decimal digits in euros; times are UTC.
"""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application. Its stores are opened when it starts, and given up when it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with Market.open(settings) as market:
            watch = Watch(
                {
                    "postgres": market.postgres.version,
                    "mongo": market.mongo.version,
                    "redis": market.redis.version,
                    "neo4j": market.graph.version,
                }
            )
            app.state.market, app.state.watch = market, watch
            shop = metrics.Shop(market, watch)
            app.state.metrics.registry.register(shop)
            market.search.warm()
            try:
                yield
            finally:
                app.state.metrics.registry.unregister(shop)
                watch.close()

    app = FastAPIOffline(
        title="ArtisanMarket",
        version="0.1.0",
        description=DESCRIPTION,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: "_".join(map(str, [*route.tags, route.name])),
        # Swagger UI otherwise sends the document to a validator on the internet.
        swagger_ui_parameters={"validatorUrl": None, "persistAuthorization": True, "displayRequestDuration": True},
    )
    features = (catalog, search, carts, orders, reviews, recommendations, health, metrics)
    app.state.routes = [route for each in features for route in each.router.routes if isinstance(route, APIRoute)]
    app.state.metrics = Metrics()
    # From the inside out: what is added last meets a request first.
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    app.add_middleware(ServerTiming)
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(Head)
    problems.install(app)
    for each in features:
        app.include_router(each.router, dependencies=[Depends(negotiate)])
    openapi.install(app, app.state.routes)
    return app
