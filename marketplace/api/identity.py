"""Who calls: a shopper by a token, a guest by a cookie, or else somebody at an address.

A token comes in `Authorization: Bearer` from programs, and in the cookie `session` from browsers. A browser sends
cookies by itself, whoever made it ask; so what changes something, and does not come with a token in the header, must
come from our own pages (`cross_site`). `SameSite=Lax` keeps most other sites' requests from carrying the cookie at all.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from marketplace.accounts.errors import NotSignedIn
from marketplace.accounts.models import Session
from marketplace.api.dependencies import OpenMarket
from marketplace.carts.keys import GUEST as PREFIX
from marketplace.carts.keys import new_guest
from marketplace.errors import MarketplaceError

SESSION, GUEST = "session", "guest"
GUEST_SECONDS = 24 * 3600
"""A guest is known for as long as a cart is kept after it was last touched."""

GUEST_ID = re.compile(rf"{PREFIX}[0-9a-f]{{32}}")
SAFE = {"GET", "HEAD", "OPTIONS"}


class TwoTokens(MarketplaceError):
    """A request with a token in its header and another in its cookie: which of them is meant?"""

    def __str__(self) -> str:
        return "The Authorization header and the session cookie name different sessions. Send one of them."


class CrossSite(MarketplaceError):
    """Another site made a browser ask us to change something."""

    def __str__(self) -> str:
        return "This request comes from another site. A program sends Authorization: Bearer; a page asks its own site."


_bearer = HTTPBearer(scheme_name="Bearer", auto_error=False, description="The `token` that `POST /session` answers.")
_cookie = APIKeyCookie(
    name=SESSION, scheme_name="Cookie", auto_error=False, description="The cookie that `POST /session` sets."
)


def cross_site(request: Request) -> bool:
    """Whether a browser was made by another site to send a request that may change something.

    The algorithm of Go's net/http.CrossOriginProtection (https://words.filippo.io/csrf/): browsers say by themselves
    where a request comes from, and no page can make them lie; what says nothing is no browser.
    """
    if request.method in SAFE:
        return False
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site not in {"same-origin", "none"}
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


async def from_here(request: Request) -> None:
    """A dependency: refuses what another site made a browser send. No site can make it send a header of ours."""
    if "authorization" not in request.headers and cross_site(request):
        raise CrossSite


FROM_HERE = Depends(from_here)


async def _token(
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    cookie: Annotated[str | None, Security(_cookie)],
    _: Annotated[None, FROM_HERE],
) -> str | None:
    sent = bearer.credentials if bearer else None
    if sent and cookie and sent != cookie:
        raise TwoTokens
    return sent or cookie or None


Token = Annotated[str | None, Depends(_token)]


async def _caller(request: Request, response: Response, market: OpenMarket, token: Token) -> Session | None:
    if token is None:
        return None
    try:
        session = await run_in_threadpool(market.accounts.session, token)
    except NotSignedIn:
        # A program should hear that its token is no good; a browser with an old cookie is a guest.
        if "authorization" in request.headers:
            raise
        return None
    if request.cookies.get(SESSION) == token:
        keep(request, response, SESSION, token, session.expires_in)
    return session


Caller = Annotated[Session | None, Depends(_caller)]


async def signed_in(caller: Caller) -> Session:
    """A dependency: the session of who calls. Raises NotSignedIn."""
    if caller is None:
        raise NotSignedIn
    return caller


SignedInSession = Annotated[Session, Depends(signed_in)]


async def _shopper(session: SignedInSession) -> str:
    return session.user_id


ShopperId = Annotated[str, Depends(_shopper)]


async def _guest(request: Request) -> str | None:
    named = request.cookies.get(GUEST, "")
    return named if GUEST_ID.fullmatch(named) else None


Guest = Annotated[str | None, Depends(_guest)]


async def _visitor(request: Request, response: Response, caller: Caller, guest: Guest) -> str:
    if caller is not None:
        return caller.user_id
    visitor = guest or new_guest()
    keep(request, response, GUEST, visitor, GUEST_SECONDS)
    return visitor


Visitor = Annotated[str, Depends(_visitor)]
"""A shopper's id, or a guest's, who is given one where they have none yet."""


def address(request: Request) -> str:
    """Where a request comes from, by its socket: of an IPv6 address the network, for one customer has all of it.

    Headers such as X-Forwarded-For count only where uvicorn was told whom to believe (FORWARDED_ALLOW_IPS).
    """
    host = request.client.host if request.client else "unknown"
    try:
        parsed = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)


async def _who(request: Request, caller: Caller) -> str:
    return caller.user_id if caller else f"address:{address(request)}"


Who = Annotated[str, Depends(_who)]
"""Whose doings are counted."""


def keep(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Have the browser keep a secret: out of reach of scripts, and only over TLS where this request came so."""
    _drop(response, name)
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure)


def forget(request: Request, response: Response, name: str) -> None:
    """Have the browser forget it."""
    _drop(response, name)
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=request.url.scheme == "https")


def _drop(response: Response, name: str) -> None:
    # One answer says one thing of a cookie (RFC 6265, section 4.1.1).
    response.raw_headers[:] = [
        (header, value)
        for header, value in response.raw_headers
        if not (header == b"set-cookie" and value.startswith(f"{name}=".encode()))
    ]
