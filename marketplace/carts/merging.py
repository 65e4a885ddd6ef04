"""A guest's cart joins the shopper's at sign-in.

The two carts live in different slots of a cluster, so no one script can move between them. It takes four, each atomic:

    begin (shopper's slot)  notes that this guest's cart will come; the note is a permit to add it
    take (guest's slot)     the guest's cart becomes what was taken, and says for whom
    receive (shopper's)     the permit is used up, and what was taken is added
    end (guest's)           what was taken is forgotten

A process that dies in between leaves what was taken and the note, or what was taken and no note. The first is finished
by the shopper's next sign-in, anywhere; the second has arrived, and is forgotten by the guest's next one. Two at once
take the same and have one permit: nothing is added twice, and nothing is lost.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from pydantic import BaseModel

from marketplace.carts.goods import MAX_QUANTITY
from marketplace.carts.keys import cart_key, is_guest, merges_key, prices_key, taken_key
from marketplace.carts.models import LeftBehind, Merged
from marketplace.errors import InvalidInput
from marketplace.statements import statement
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis


class Taken(BaseModel):
    """What was taken from a guest: product, pieces and the price then ("" where it is not known)."""

    merge: str
    user_id: str
    lines: list[tuple[str, int, str]]


class Merging:
    """Joins carts. What was taken lives for `seconds`, like the cart it was; its note twice as long."""

    def __init__(self, postgres: Postgres, redis: Redis, seconds: int) -> None:
        self.postgres, self.redis, self.seconds = postgres, redis, seconds

    def merge(self, guest_id: str | None, user_id: str) -> Merged:
        """Finish what was begun for this shopper, then bring the guest's cart in. See `CartService.merge`."""
        if is_guest(user_id) or (guest_id is not None and not is_guest(guest_id)):
            raise InvalidInput("Only a guest's cart joins another, and only a shopper's is joined.")
        mine = f"{uuid4().hex} {guest_id}" if guest_id else ""
        under_way = self.redis.run(statement("carts/merge_begin.lua"), [merges_key(user_id)], [mine, 2 * self.seconds])
        arrived: list[Merged] = []
        for merge in under_way:
            if merge != mine:
                guest = merge.partition(" ")[2]
                left_over = self._take(guest, "", user_id)
                if left_over is not None and left_over.user_id == user_id:
                    arrived.append(self._receive(guest, left_over))
        if guest_id:
            while taken := self._take(guest_id, mine, user_id):
                received = self._receive(guest_id, taken)
                if taken.user_id == user_id:
                    arrived.append(received)
                if taken.merge == mine:
                    break
            else:
                # There was nothing to take, so the permit is for nothing.
                self.redis.commands.zrem(merges_key(user_id), mine)
        return Merged(
            pieces=sum(each.pieces for each in arrived),
            left_behind=[line for each in arrived for line in each.left_behind],
        )

    def _take(self, guest_id: str, merge: str, user_id: str) -> Taken | None:
        keys = [cart_key(guest_id), prices_key(guest_id), taken_key(guest_id)]
        taken = self.redis.run(statement("carts/merge_take.lua"), keys, [merge, user_id, self.seconds])
        return Taken.model_validate_json(taken) if taken else None

    def _receive(self, guest_id: str, taken: Taken) -> Merged:
        ids = [product_id for product_id, _, _ in taken.lines]
        rows = {row["id"]: row for row in self.postgres.rows(statement("carts/products.sql"), {"ids": ids})}
        arguments: list[str | int | float] = [taken.merge, self.seconds]
        for product_id, pieces, price in taken.lines:
            row = rows.get(product_id)
            # What has left the catalogue, or is not for sale any more, stays behind.
            most = min(row["stock"], MAX_QUANTITY) if row and row["price"] is not None else 0
            arguments += [product_id, pieces, most, price or str(row["price"] if row else Decimal(0))]
        user_id = taken.user_id
        keys = [cart_key(user_id), prices_key(user_id), merges_key(user_id)]
        received = self.redis.run(statement("carts/merge_receive.lua"), keys, arguments)
        self.redis.run(statement("carts/merge_end.lua"), [taken_key(guest_id)], [taken.merge])
        if received is None:
            return Merged()
        left_behind = [
            LeftBehind(product_id=id, name=rows[id]["name"] if id in rows else id, pieces=pieces - went_in)
            for (id, pieces, _), went_in in zip(taken.lines, received, strict=True)
            if went_in < pieces
        ]
        return Merged(pieces=sum(received), left_behind=left_behind)
