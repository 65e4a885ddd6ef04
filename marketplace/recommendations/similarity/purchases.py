"""Who bought what when, as columns of whole numbers: what similarity is worked out from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Purchases:
    """Parallel columns, by shopper and then by time. `moment` numbers the distinct times of every shopper's history.

    What was bought at one moment has no order within it: a basket, or data that knows no time. `bought`, `buyers` (by
    product) and `shoppers` may count more than the columns hold, where these are a part of all purchases.
    """

    user: Ints
    product: Ints
    moment: Ints
    user_ids: list[str]
    product_ids: list[str]
    bought: Ints
    buyers: Ints
    shoppers: int

    @classmethod
    def of(cls, users: Sequence[str], products: Sequence[str], at: Sequence[int]) -> Self:
        """From rows as columns, in any order; `at` is a time as a number. A row that stands twice counts once."""
        frame = pd.DataFrame({"user": users, "product": products, "at": np.asarray(at, dtype=np.int64)})
        frame = frame.drop_duplicates()
        user, user_ids = pd.factorize(frame["user"], sort=True)
        product, product_ids = pd.factorize(frame["product"], sort=True)
        order = np.lexsort((product, frame["at"].to_numpy(), user))
        time = frame["at"].to_numpy()[order]
        user, product = user[order].astype(np.int64), product[order].astype(np.int64)
        new = np.ones(len(user), dtype=bool)
        new[1:] = (user[1:] != user[:-1]) | (time[1:] != time[:-1])
        pairs = np.unique(user * max(len(product_ids), 1) + product)
        return cls(
            user,
            product,
            np.cumsum(new) - 1,
            list(user_ids),
            list(product_ids),
            np.bincount(product, minlength=len(product_ids)),
            np.bincount(pairs % max(len(product_ids), 1), minlength=len(product_ids)),
            len(user_ids),
        )

    def __len__(self) -> int:
        return len(self.user)

    @property
    def products(self) -> int:
        """How many different ones."""
        return len(self.product_ids)

    def per_user(self) -> Ints:
        """How much each shopper bought."""
        return np.bincount(self.user, minlength=len(self.user_ids))

    def baskets(self) -> tuple[Any, Ints]:
        """[moment, product] of ones, and the shopper of each moment."""
        moments = int(self.moment[-1]) + 1 if len(self) else 0
        of_user = np.zeros(moments, dtype=np.int64)
        of_user[self.moment] = self.user
        ones = np.ones(len(self))
        return sp.csr_matrix((ones, (self.moment, self.product)), shape=(moments, self.products)), of_user

    @cached_property
    def matrix(self) -> Any:
        """[shopper, product] of ones, however often it was bought."""
        shape = (len(self.user_ids), self.products)
        found = sp.csr_matrix((np.ones(len(self), dtype=np.int32), (self.user, self.product)), shape=shape)
        found.data[:] = 1
        return found

    @cached_property
    def by_product(self) -> Any:
        """The same the other way round: [product, shopper]."""
        return self.matrix.T.tocsr()

    def people(self, rows: Ints) -> Any:
        """[product of rows, product]: how many people bought both."""
        return (self.by_product[rows] @ self.matrix).tocsr()
