"""Pages of a list, with `Link` headers (RFC 8288) to the others. Their addresses are relative: no host is believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query, Request, Response

MOST_PAGES = 100_000
MOST_ON_A_PAGE = 100

Page = Annotated[int, Query(ge=1, le=MOST_PAGES, description="Which page: the first is 1.")]
Size = Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE, description="How many on a page.")]
Limit = Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE, description="How many at most.")]


def link_pages(request: Request, response: Response, page: int, size: int, total: int) -> None:
    """Links to the first, previous, next and last page of `total` things, `size` on a page."""
    last = min(max(1, -(-total // size)), MOST_PAGES)
    links: dict[str, dict[str, object]] = {"first": {"page": 1}}
    if page > 1:
        links["prev"] = {"page": min(page - 1, last)}
    if page < last:
        links["next"] = {"page": page + 1}
    links["last"] = {"page": last}
    link(request, response, links)


def link(request: Request, response: Response, links: Mapping[str, Mapping[str, object]]) -> None:
    """`Link` headers to this address with other values of some parameters (None: without), by what they are to it."""
    # To a 304 they are added as well: whoever keeps the page keeps them with it.
    addresses = (
        (
            relation,
            request.url.remove_query_params(list(changes)).include_query_params(
                **{name: value for name, value in changes.items() if value is not None}
            ),
        )
        for relation, changes in links.items()
    )
    response.headers["Link"] = ", ".join(
        f'<{address.path}?{address.query}>; rel="{relation}"' for relation, address in addresses
    )
