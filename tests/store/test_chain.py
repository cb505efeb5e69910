"""The trail's format: what is hashed, and how (trust.md, What can be proved)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.store import chain

VECTORS = json.loads((Path(__file__).parent / "trail_vectors.json").read_text(encoding="utf-8"))

keys = st.text(st.characters(max_codepoint=127), max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
integers = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
bodies = st.dictionaries(keys, values, max_size=6)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: str(v["seq"]))
def test_an_entry_has_the_body_and_hash_of_the_test_vectors(vector: dict[str, Any]) -> None:
    assert chain.canonical(vector["facts"]) == vector["body"]
    assert chain.entry_hash(vector["seq"], bytes.fromhex(vector["prev"]), vector["body"]).hex() == vector["hash"]


def test_the_vectors_are_a_chain_from_the_beginning() -> None:
    assert bytes.fromhex(VECTORS[0]["prev"]) == chain.GENESIS
    assert [v["prev"] for v in VECTORS[1:]] == [v["hash"] for v in VECTORS[:-1]]


@given(bodies)
def test_a_body_is_canonical_json_by_rfc_8785(body: dict[str, Any]) -> None:
    assert chain.canonical(body).encode() == rfc8785.dumps(body)


@pytest.mark.parametrize(
    "body", [{"x": 1.5}, {"x": float("nan")}, {"档": 1}, {"x": "\ud800"}, {"x": 2**53}, {"x": {1}}, {"x": b"1"}]
)
def test_what_has_no_canonical_form_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(chain.NotCanonical):
        chain.canonical(body)


@given(bodies, bodies)
def test_different_bodies_have_different_hashes(one: dict[str, Any], other: dict[str, Any]) -> None:
    texts = chain.canonical(one), chain.canonical(other)
    hashes = [chain.entry_hash(1, chain.GENESIS, text) for text in texts]
    assert (hashes[0] == hashes[1]) == (texts[0] == texts[1])


def test_a_digest_says_nothing_without_its_salt() -> None:
    record = {"title": "董事会会议记录"}
    assert chain.salted_digest(b"1" * 16, record) != chain.salted_digest(b"2" * 16, record)
