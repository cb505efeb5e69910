"""Signed checkpoints of the trail, in the form that standard tools read: a C2SP signed note over an RFC 6962 root.

A leaf of the tree is the very text whose SHA-256 is the entry's hash (``chain``). cryptography is imported when a note
is signed or checked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive_tui.store.chain import FORMAT
from archive_tui.store.faults import StoreFault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519 = b"\x01"  # the signature type of the signed-note format


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note says: whose trail (``origin``), how many entries, and the root of the tree over them."""

    origin: str
    size: int
    root: bytes


class BadNote(ValueError):
    """A note that is not of the form, or whose signature is not by this archive's key; ``args[0]`` says which."""


def origin_of(archive_id: str) -> str:
    """Return the name that an archive signs its notes with."""
    return f"archive-tui/{archive_id}"


def leaf_hash(seq: int, prev: bytes, body: str) -> bytes:
    """Return the RFC 6962 leaf hash of one trail entry."""
    return hashlib.sha256(b"\x00" + f"{FORMAT}\n{seq}\n{prev.hex()}\n{body}".encode()).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the RFC 6962 Merkle root over leaf hashes; of none, the hash of nothing.

    Only the roots of the full subtrees so far are held: memory grows with the logarithm of the trail.
    """
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, leaf
        while stack and stack[-1][0] == height:
            node = _node(stack.pop()[1], node)
            height += 1
        stack.append((height, node))
    if not stack:
        return hashlib.sha256(b"").digest()
    root = stack.pop()[1]
    while stack:
        root = _node(stack.pop()[1], root)
    return root


def new_key(path: Path) -> None:
    """Make an archive's signing key, readable to its account alone; raises StoreFault if one is there."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    raw = Ed25519PrivateKey.generate().private_bytes_raw()
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise StoreFault("already_there", path) from None
    except OSError as error:
        raise StoreFault("no_permission", path) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(raw) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> Ed25519PrivateKey:
    """Return an archive's signing key; raises StoreFault (no_key)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_bytes(), validate=False))
    except (OSError, ValueError) as error:
        raise StoreFault("no_key", path) from error


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Return the signed note of a checkpoint."""
    text = f"{checkpoint.origin}\n{checkpoint.size}\n{_b64(checkpoint.root)}\n"
    public = key.public_key().public_bytes_raw()
    signature = _key_id(checkpoint.origin, public) + key.sign(text.encode())
    return f"{text}\n\u2014 {checkpoint.origin} {_b64(signature)}\n"


def verifier_key(origin: str, key: Ed25519PrivateKey) -> str:
    """Return the key that others check notes with: ``NAME+ID+KEY``, as signed-note tools take it."""
    public = key.public_key().public_bytes_raw()
    return f"{origin}+{_key_id(origin, public).hex()}+{_b64(_ED25519 + public)}"


def read_note(note: str, key: Ed25519PrivateKey) -> Checkpoint:
    """Return what a note says, once its signature was checked; raises BadNote (form, signature)."""
    from cryptography.exceptions import InvalidSignature

    text, _, signatures = note.partition("\n\n")
    text += "\n"
    words = text.splitlines()
    try:
        checkpoint = Checkpoint(words[0], int(words[1]), base64.b64decode(words[2], validate=True))
    except (IndexError, ValueError, binascii.Error) as error:
        raise BadNote("form") from error
    public = key.public_key()
    expected = _key_id(checkpoint.origin, public.public_bytes_raw())
    for line in signatures.splitlines():
        mark, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        if mark != "\u2014" or name != checkpoint.origin:
            continue
        try:
            signature = base64.b64decode(encoded, validate=True)
            if signature[:4] != expected:
                continue
            public.verify(signature[4:], text.encode())
        except (binascii.Error, InvalidSignature):
            continue
        return checkpoint
    raise BadNote("signature")


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
