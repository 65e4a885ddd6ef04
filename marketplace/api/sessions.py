"""Signing in and out, and the sessions a shopper has open."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field

from marketplace.accounts.models import Session, SignedIn
from marketplace.accounts.passwords import DEMO_PASSWORD
from marketplace.accounts.passwords import MOST as MAX_PASSWORD
from marketplace.accounts.service import MAX_LOGIN
from marketplace.api import identity
from marketplace.api.dependencies import ID, Body, Id, OpenMarket
from marketplace.api.identity import FROM_HERE, Guest, SignedInSession, Token
from marketplace.api.limits import Limited
from marketplace.api.problems import refusals
from marketplace.carts.models import LeftBehind
from marketplace.errors import StoreUnavailable

log = logging.getLogger(__name__)
router = APIRouter(tags=["sessions"])


class Credentials(Body):
    """Who one is, and the proof."""

    login: Annotated[
        str,
        Field(min_length=1, max_length=MAX_LOGIN, description="A shopper's id or e-mail address.", examples=["U0001"]),
    ]
    password: Annotated[str, Field(min_length=1, max_length=MAX_PASSWORD, examples=[DEMO_PASSWORD])]


class Welcome(SignedIn):
    """Who has signed in, and what of their cart as a guest did not fit into the cart they had."""

    left_behind: list[LeftBehind]


class Somebody(Body):
    """Whom to shop as."""

    user_id: Annotated[Id, Field(examples=["U0002"])]


@router.post(
    "/session",
    status_code=HTTPStatus.CREATED,
    dependencies=[FROM_HERE],
    responses=refusals(
        UNAUTHORIZED="Login and password do not belong together.", TOO_MANY_REQUESTS="Too many attempts."
    ),
)
def sign_in(
    request: Request, response: Response, market: OpenMarket, guest: Guest, credentials: Credentials
) -> Welcome:
    """Sign in: the token in the answer is for programs, the cookie for browsers. A guest's cart is taken along."""
    signed_in = market.accounts.sign_in(
        credentials.login,
        credentials.password,
        agent=request.headers.get("user-agent", ""),
        address=identity.address(request),
    )
    return _welcome(request, response, market, guest, signed_in)


@router.post(
    "/session/as",
    status_code=HTTPStatus.CREATED,
    dependencies=[Depends(Limited("sign_in"))],
    responses=refusals(FORBIDDEN="It is switched off here.", NOT_FOUND="There is no such shopper."),
)
def sign_in_as(request: Request, response: Response, market: OpenMarket, guest: Guest, somebody: Somebody) -> Welcome:
    """Sign in as any shopper without a password: a demonstration's switch (MARKETPLACE_SIGN_IN_AS)."""
    signed_in = market.accounts.sign_in_as(somebody.user_id, agent=request.headers.get("user-agent", ""))
    return _welcome(request, response, market, guest, signed_in)


def _welcome(request: Request, response: Response, market: OpenMarket, guest: str | None, now: SignedIn) -> Welcome:
    """What follows from having signed in: the cookie, the end of the session it had before, and the guest's cart."""
    identity.keep(request, response, identity.SESSION, now.token, now.session.expires_in)
    if before := request.cookies.get(identity.SESSION):
        market.accounts.sign_out(before)
    left_behind: list[LeftBehind] = []
    try:
        left_behind = market.carts.merge(guest, now.session.user_id).left_behind
        if guest is not None:
            identity.forget(request, response, identity.GUEST)
    except StoreUnavailable as error:
        log.warning("a guest's cart is taken along at the next sign-in: %s", error)
    return Welcome(**dict(now), left_behind=left_behind)


@router.get("/session")
def current(session: SignedInSession) -> Session:
    """Who I am, and how long I stay signed in if I do nothing more."""
    return session


@router.delete("/session", status_code=HTTPStatus.NO_CONTENT, response_class=Response)
def sign_out(request: Request, response: Response, market: OpenMarket, session: SignedInSession, token: Token) -> None:
    """Sign out: the token opens nothing any more, and the cookie goes."""
    market.accounts.sign_out(token or "")
    identity.forget(request, response, identity.SESSION)


@router.get("/sessions")
def sessions(market: OpenMarket, session: SignedInSession) -> list[Session]:
    """Everywhere I am signed in, the last used first. `GET /session` says which of them this is."""
    return market.accounts.sessions(session.user_id)


@router.delete(
    "/sessions/{session_id}",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=refusals(NOT_FOUND="The shopper has no such session."),
)
def revoke(
    request: Request,
    response: Response,
    market: OpenMarket,
    session: SignedInSession,
    session_id: Annotated[str, ID, Path(description="A session's id, as `GET /sessions` says it.")],
) -> None:
    """Sign out there: in a browser one has left open, say."""
    market.accounts.revoke(session.user_id, session_id)
    if session_id == session.id:
        identity.forget(request, response, identity.SESSION)


@router.delete("/sessions", status_code=HTTPStatus.NO_CONTENT, response_class=Response)
def revoke_all(request: Request, response: Response, market: OpenMarket, session: SignedInSession) -> None:
    """Sign out everywhere, here too."""
    market.accounts.revoke_all(session.user_id)
    identity.forget(request, response, identity.SESSION)
