"""Shoppers: their rows in PostgreSQL, their preferences in MongoDB."""

from __future__ import annotations

from typing import Any

from marketplace.accounts.models import Shopper
from marketplace.errors import NotFound
from marketplace.statements import statement
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres


class AccountService:
    """Look shoppers up."""

    def __init__(self, postgres: Postgres, mongo: Mongo) -> None:
        self.postgres, self.mongo = postgres, mongo

    def shopper(self, user_id: str) -> Shopper:
        """One shopper. Raises NotFound."""
        found = self.postgres.all(
            Shopper, statement("accounts/shoppers.sql"), {"id": user_id, "text": None, "limit": 1}
        )
        if not found:
            raise NotFound("shopper", user_id)
        return found[0]

    def shoppers(self, text: str | None = None, limit: int = 50) -> list[Shopper]:
        """Shoppers whose name holds `text`, those with the most orders first."""
        escaped = text and text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("\0", "")
        parameters = {"id": None, "text": escaped or None, "limit": limit}
        return self.postgres.all(Shopper, statement("accounts/shoppers.sql"), parameters)

    def preferences(self, user_id: str) -> dict[str, Any]:
        """What MongoDB knows of a shopper's preferences; empty where nothing is."""
        found = self.mongo.run(statement("accounts/preferences.json"), {"id": user_id})
        return found[0] if found else {}
