"""Entity tags on what everybody may read: a caller that has an answer already is told so, and sent nothing (RFC 9110).

The tags are strong: each is a digest of the very bytes of the answer, and a model is always written the same way, so
that equal tags mean equal bytes. A proxy that compresses an answer weakens its tag, as nginx does; If-None-Match
compares weakly, so such a tag is known again.

Nothing is stored to have them, and no store is asked less: what a 304 saves is the network and the reading. The reading
of the stores is saved by the caches in Redis, which are dropped when something changes; that is why the default is
`no-cache`: keep it, but ask each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

ASK_AGAIN = "public, no-cache"
"""For everybody, to be kept, and not to be shown again without asking: stock and prices change at any moment."""

TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


class Tagged(APIRoute):
    """A route whose answer to a GET is the same for everybody: with a tag, and 304 to who has it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's own handler, and then the tag."""
        handle = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            response = await handle(request)
            if request.method != "GET" or response.status_code != HTTPStatus.OK:
                return response
            return with_tag(response, request.headers.getlist("if-none-match"))

        return tagged


def with_tag(response: Response, known: list[str]) -> Response:
    """The answer with its tag, or 304 without a body where `known` (If-None-Match, as often as sent) names it."""
    response.headers["ETag"] = tag = f'"{blake2b(bytes(response.body), digest_size=16).hexdigest()}"'
    response.headers.setdefault("Cache-Control", ASK_AGAIN)
    # Another Accept may be answered with 406: a cache must not take one for the other.
    response.headers.setdefault("Vary", "Accept")
    if not _named(tag, ", ".join(known)):
        return response
    headers = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)


def _named(tag: str, known: str) -> bool:
    return known.strip() == "*" or tag in TAG.findall(known)
