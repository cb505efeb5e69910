"""Signed checkpoints: an RFC 6962 root, in a signed note that standard tools read."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from archive_tui.store import checkpoint
from archive_tui.store.checkpoint import Checkpoint
from archive_tui.store.faults import StoreFault

# The leaves and roots that implementations of RFC 6962 are commonly tested with.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SAID = Checkpoint("archive-tui/0123456789abcdef", 3, bytes.fromhex(ROOTS[3]))


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_is_that_of_rfc_6962(size: int) -> None:
    leaves = [hashlib.sha256(b"\0" + bytes.fromhex(leaf)).digest() for leaf in LEAVES[:size]]
    assert checkpoint.root_of(leaves).hex() == ROOTS[size]


def recursive_root(leaves: list[bytes]) -> bytes:
    """The definition in RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + recursive_root(leaves[:k]) + recursive_root(leaves[k:])).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70))
def test_the_root_is_that_of_the_definition_for_any_size(leaves: list[bytes]) -> None:
    assert checkpoint.root_of(leaves) == recursive_root(leaves)


def test_a_note_says_what_was_signed() -> None:
    assert checkpoint.read_note(checkpoint.sign(SAID, KEY), KEY) == SAID


def test_a_note_is_checked_with_the_published_key_alone() -> None:
    name, key_id, encoded = checkpoint.verifier_key(SAID.origin, KEY).split("+", 2)
    raw = base64.b64decode(encoded)
    assert raw[:1] == b"\x01"
    text, _, signatures = checkpoint.sign(SAID, KEY).partition("\n\n")
    signature = base64.b64decode(signatures.removeprefix(f"\u2014 {name} ").strip())
    assert signature[:4].hex() == key_id == hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8]
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(signature[4:], (text + "\n").encode())


@pytest.mark.parametrize(("old", "new"), [("\n3\n", "\n4\n"), ("0123", "0124"), ("rra8", "rra9")])
def test_a_note_that_was_altered_is_refused(old: str, new: str) -> None:
    note = checkpoint.sign(SAID, KEY)
    assert old in note
    with pytest.raises(checkpoint.BadNote):
        checkpoint.read_note(note.replace(old, new, 1), KEY)


def test_a_note_by_another_key_is_refused() -> None:
    with pytest.raises(checkpoint.BadNote, match="signature"):
        checkpoint.read_note(checkpoint.sign(SAID, Ed25519PrivateKey.generate()), KEY)


@pytest.mark.parametrize("note", ["", "hello", "a\nb\nc\n", "a\n1\n???\n\n\u2014 a b\n"])
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(checkpoint.BadNote):
        checkpoint.read_note(note, KEY)


def test_the_key_is_made_once_and_is_its_accounts_alone(tmp_path: Path) -> None:
    checkpoint.new_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert len(checkpoint.read_key(tmp_path / "key").private_bytes_raw()) == 32
    with pytest.raises(StoreFault):
        checkpoint.new_key(tmp_path / "key")
