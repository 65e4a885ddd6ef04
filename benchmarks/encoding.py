"""How fast many texts are encoded, beside a plain `encode` of the same model, and whether the vectors search as well.

    python benchmarks/encoding.py [--data DIR --queries FILE --judgments FILE]

Texts of forty words, drawn from the shipped catalogue, in turns; texts a second, and their ratio. With a judged
collection its texts are encoded both ways, and nDCG@10 of exact search by cosine is told for each.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from marketplace.evaluation.searching import read_judgments, read_queries
from marketplace.evaluation.searching.metrics import ndcg
from marketplace.loading.load import shipped_folder
from marketplace.loading.reader import read_folder
from marketplace.loading.vectors.content import content
from marketplace.search.encoder import Encoder, Vectors

TEXTS, WORDS, ROUNDS, DEPTH = 600, 40, 5, 10

Encode = Callable[[Sequence[str]], Vectors]


def texts_of(folder: Path) -> dict[str, str]:
    """Names and descriptions of a folder's products, by id, as they are encoded."""
    products = read_folder(folder).products.fillna("")
    columns = zip(products["id"], products["name"], products["description"], strict=True)
    return {id: content({"name": name, "craft": None, "tags": [], "description": text}) for id, name, text in columns}


def speed(encoder: Encoder, texts: Sequence[str]) -> None:
    """Both ways in turns."""
    words = " ".join(texts).split()
    cut = [" ".join(words[start : start + WORDS]) for start in range(0, TEXTS * WORDS, WORDS)]
    plain = encoder.load()
    rates: list[tuple[float, float]] = []
    with encoder.bulk(cut) as bulk:
        for _ in range(ROUNDS):
            rates.append((_rate(lambda part: plain.encode(list(part)), cut), _rate(bulk, cut)))
    for name, column in zip(("plain", "bulk"), zip(*rates, strict=True), strict=True):
        print(f"{name}: {median(column):.0f} texts of {WORDS} words a second")  # noqa: T201
    print(f"ratio: {median(ours / theirs for theirs, ours in rates):.2f}")  # noqa: T201


def quality(encoder: Encoder, texts: dict[str, str], queries: Path, judgments: Path) -> None:
    """nDCG@10 of exact search over vectors made both ways. The queries are encoded as a search encodes them."""
    ids, judged = list(texts), read_judgments(judgments)
    asked = {id: text for id, text in read_queries(queries).items() if id in judged}
    vectors = encoder.encode(list(asked.values()))
    by_length = sorted(ids, key=lambda id: len(texts[id]))
    with encoder.bulk(list(texts.values())) as bulk:
        for name, encode in (("as they are", encoder.encode), ("bulk", bulk)):
            began = time.perf_counter()
            stored = encode([texts[id] for id in by_length])
            seconds = time.perf_counter() - began
            order = np.argsort(-(vectors @ stored.T), axis=1, kind="stable")[:, :DEPTH]
            found = [[by_length[n] for n in row] for row in order.tolist()]
            mean = np.mean([ndcg(row, judged[id], DEPTH) for row, id in zip(found, asked, strict=True)])
            print(f"{name}: nDCG@{DEPTH} {mean:.4f}, {len(ids)} texts in {seconds:.0f} s")  # noqa: T201


def _rate(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    began = time.perf_counter()
    encode(texts)
    return len(texts) / (time.perf_counter() - began)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--data", type=Path, help="a folder of products that the judgments are of")
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--judgments", type=Path)
    arguments = parser.parse_args()
    encoder = Encoder()
    with shipped_folder() as folder:
        speed(encoder, list(texts_of(folder).values()))
    if arguments.data:
        quality(encoder, texts_of(arguments.data), arguments.queries, arguments.judgments)


if __name__ == "__main__":
    main()
