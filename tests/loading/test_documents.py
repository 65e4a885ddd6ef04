from __future__ import annotations

import pytest

from loading.conftest import Folder
from marketplace.errors import StoreUnavailable
from marketplace.loading import LoadRefused, read_folder
from marketplace.loading.documents import load_documents
from marketplace.market import NOWHERE
from marketplace.stores.mongo import Mongo

PRODUCTS = "ID,NAME\nP1,Bowl\nP2,Cup\n"
SPECS = '{"_id":"P1","form":"bowl","materials":["oak"],"attributes":{"diameter_cm":18}}\n{"_id":"P2","form":"cup"}\n'
REVIEW = '{"_id":"R1","product_id":"P1","user_id":"U1","rating":5,"text":"Good","created_at":"2024-01-01T00:00:00Z"}\n'


def test_documents_twice_are_the_same_documents(mongo: Mongo, folder: Folder) -> None:
    data = read_folder(folder(products=PRODUCTS, specs=SPECS, reviews=REVIEW))
    for _ in range(2):
        assert load_documents(mongo, data) == {"reviews": 1, "product_specs": 2}
    assert sorted(mongo.database["product_specs"].distinct("form")) == ["bowl", "cup"]
    assert mongo.database["reviews"].count_documents({}) == 1
    changed = read_folder(folder(specs=SPECS.replace("oak", "elm")))
    load_documents(mongo, changed)
    assert mongo.database["product_specs"].find_one({"_id": "P1"})["materials"] == ["elm"]  # type: ignore[index]


def test_a_document_that_breaks_a_rule_is_named(mongo: Mongo, folder: Folder) -> None:
    data = read_folder(folder(products=PRODUCTS, specs=SPECS.replace('["oak"]', '"oak"')))
    with pytest.raises(LoadRefused, match="1 documents of product_specs; the first, 'P1'"):
        load_documents(mongo, data)


def test_a_server_that_is_not_there(folder: Folder) -> None:
    data = read_folder(folder(products=PRODUCTS, specs=SPECS))
    nowhere = Mongo(NOWHERE["mongo"])
    with pytest.raises(StoreUnavailable, match="mongo does not answer"):
        load_documents(nowhere, data)
    nowhere.close()
