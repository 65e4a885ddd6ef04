"""The command line: `marketplace COMMAND`. Exit 0 done, 1 the work failed, 2 wrong usage."""

from __future__ import annotations

import logging
import sys

import typer

from marketplace.cli import accounts, bench, data, evaluate, events, serve, shop, simulate, stores, trials
from marketplace.cli.output import errors
from marketplace.errors import MarketplaceError

app = typer.Typer(
    help="ArtisanMarket: handmade goods on PostgreSQL, MongoDB, Redis and Neo4j.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (serve, stores, data, shop, simulate, accounts, events, bench, evaluate, trials):
    module.register(app)


def main() -> None:
    """Run one command. Our own errors are told in their own words; any other is a fault of ours and shows itself."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # The pool tells of each of its attempts at a store that is down; we say so once, in a sentence.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    try:
        app()
    except MarketplaceError as error:
        errors.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
