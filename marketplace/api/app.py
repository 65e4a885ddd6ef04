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
    looks,
    metrics,
    openapi,
    orders,
    problems,
    recommendations,
    reviews,
    search,
    sessions,
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

**Signing in.** `POST /session` answers a token for programs (`Authorization: Bearer …`; *Authorize* sets it for this
page) and sets a cookie for browsers. Every made-up shopper, `U0001` to `U0440`, has the password `made-by-hand`. A cart
needs nobody signed in: a cookie keeps a guest's, and it is taken along when they sign in.

**Pages.** A list is told in pages of at most 100: `page` and `size`, or, for orders, `before` the last one seen. `Link`
headers lead to the others.

**Limits.** What costs is counted for each shopper, or for each address of guests; `RateLimit` says what is left, and
429 comes with `Retry-After`.

**Caching.** What everybody may read has an `ETag`: send it as `If-None-Match`, and 304 says that nothing has changed.

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
            market.start()
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
    features = (catalog, search, looks, carts, orders, reviews, recommendations, sessions, health, metrics)
    app.state.routes = [route for each in features for route in each.router.routes if isinstance(route, APIRoute)]
    app.state.metrics = Metrics()
    # From the inside out: what is added last meets a request first.
    app.add_middleware(BodyLimit, longer=looks.LONG_BODIES)
    app.add_middleware(SafeHeaders)
    app.add_middleware(ServerTiming)
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(Head)
    problems.install(app)
    for each in features:
        app.include_router(each.router, dependencies=[Depends(negotiate)])
    openapi.install(app, app.state.routes)
    return app
