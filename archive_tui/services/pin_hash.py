"""How PINs and one-time codes are hashed: argon2id over an HMAC with a pepper that is kept outside the database.

argon2-cffi is imported when a PIN is looked at, not before: it costs a look-up that needs none 20 ms.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from archive_tui.store.faults import StoreFault

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST_DIGITS, MOST_DIGITS = 6, 12
#: No letters or digits that are easily taken for one another when read out (I, L, O, U, 0, 1).
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PEPPER_BYTES = 32
#: Checked where nobody of that name is known, so that it takes the same time: of no PIN that anybody could type.
DUMMY_HASH = "$argon2id$v=19$m=65536,t=3,p=4$gqF6qJiFYxMGDp5MzZ1Kpw$TNsXt07r5cSLS2A+zb2ZIdGZGq7OAbRM/nsGHpW13WA"


def acceptable(pin: str) -> str | None:
    """Return what is wrong with a new PIN (``digits``, ``short``, ``long``, ``easy``), or None.

    Six digits at least; one digit over and over and plain runs (123456, 654321) are too easy.
    """
    if not (pin.isascii() and pin.isdigit()):
        return "digits"
    if len(pin) < LEAST_DIGITS:
        return "short"
    if len(pin) > MOST_DIGITS:
        return "long"
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return "easy" if len(steps) == 1 and steps <= {0, 1, 9} else None


def hash_pin(pin: str, pepper: bytes) -> str:
    """Return the hash to store for a PIN or a folded one-time code (about 95 ms)."""
    return _hasher().hash(_peppered(pin, pepper))


def check_pin(known: str, pin: str, pepper: bytes) -> bool:
    """Return whether ``pin`` is the one that ``known`` is the hash of; takes the same time either way."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(known, _peppered(pin, pepper))
    except (VerificationError, InvalidHashError):
        return False


def new_one_time_code() -> str:
    """Return a new one-time code such as ``K7QP-3MWX`` (about 39 bits)."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def fold_code(code: str) -> str:
    """Return a one-time code as it is compared: case, blanks and the hyphen don't matter."""
    return "".join(character for character in code.upper() if character.isalnum())


def new_pepper_file(path: Path) -> None:
    """Make the pepper file of a new archive, readable to its account alone; raises StoreFault if it is there."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise StoreFault("already_there", path) from None
    except OSError as error:
        raise StoreFault("no_permission", path) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(_PEPPER_BYTES).encode("ascii") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_pepper(path: Path) -> bytes:
    """Return an archive's pepper; raises StoreFault (no_pepper, no_permission)."""
    try:
        pepper = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise StoreFault("no_pepper", path) from None
    except PermissionError:
        raise StoreFault("no_permission", path) from None
    except (OSError, ValueError) as error:
        raise StoreFault("no_pepper", path) from error
    if len(pepper) != _PEPPER_BYTES:
        raise StoreFault("no_pepper", path)
    return pepper


def _peppered(pin: str, pepper: bytes) -> bytes:
    # What was typed may be no text in the locale's encoding: that is a wrong PIN, and no fault.
    return hmac.digest(pepper, pin.encode("utf-8", "surrogatepass"), hashlib.sha256)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()
