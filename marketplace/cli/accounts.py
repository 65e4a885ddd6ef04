"""`password`, `sessions`: a shopper's way in, and where they are signed in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from marketplace.cli.output import Json, console, open_market, show_json, show_table
from marketplace.cli.shop import User


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("password")(password)
    app.command("sessions")(sessions)


def password(user: User, json: Json = False) -> None:
    """Set a shopper's password, asked for unseen on a terminal, else read from standard input; all sessions end."""
    with open_market() as market:
        market.accounts.shopper(user)
        market.accounts.set_password(user, _asked())
    if json:
        show_json({"user_id": user, "password": "set"})
    else:
        console.print(f"{user} has a new password, and is signed in nowhere.", highlight=False)


def _asked() -> str:
    if sys.stdin.isatty():
        asked: str = typer.prompt("New password", hide_input=True, confirmation_prompt="Once more", err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


def sessions(
    user: User,
    revoke: Annotated[str | None, typer.Option(help="End the session with this id, or all of them: all.")] = None,
    json: Json = False,
) -> None:
    """Where a shopper is signed in, the last used first; or end one of these sessions, or all."""
    with open_market() as market:
        market.accounts.shopper(user)
        if revoke is None:
            found = market.accounts.sessions(user)
        elif revoke == "all":
            ended = market.accounts.revoke_all(user)
        else:
            market.accounts.revoke(user, revoke)
            ended = 1
    if revoke is not None:
        if json:
            show_json({"user_id": user, "ended": ended})
        else:
            console.print(f"{ended} sessions ended." if ended != 1 else "1 session ended.", highlight=False)
        return
    if json:
        show_json(found)
        return
    rows = [
        [each.id, each.agent, f"{each.created_at:%Y-%m-%d %H:%M}", f"{each.last_seen_at:%Y-%m-%d %H:%M}"]
        for each in found
    ]
    show_table(["id", "agent", "since (UTC)", "last used (UTC)"], rows)
