"""Money: whole fen inside, yuan as people read and type them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

#: No single amount is larger: a hundred billion yuan, which keeps every sum exact in the database's integers.
MOST = 10**13
_AMOUNT = re.compile(r"[¥￥]?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<unit>万|万元|元|yuan)?", re.ASCII)


class BadAmount(ValueError):
    """A text that is no amount: ``code`` is no_amount, negative_amount, part_of_fen or absurd_amount."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code and what was typed."""
        super().__init__(f"{code} {text!r}")
        self.code = code
        self.text = text


def read_yuan(text: str) -> int:
    """Return an amount in fen: ``1234.5``, ``1,234.50``, ``12.5万``; width doesn't matter. Raises BadAmount."""
    typed = unicodedata.normalize("NFKC", text).strip().replace(" ", "").replace("¥", "").removeprefix("+")
    if typed.startswith(("-", "\u2212")):
        raise BadAmount("negative_amount", text)
    found = _AMOUNT.fullmatch(typed)
    if found is None or len(typed) > 40:
        raise BadAmount("no_amount", text)
    fen = Decimal(f"{found['whole'].replace(',', '')}.{found['part'] or 0}") * 100
    if found["unit"] in ("万", "万元"):
        fen *= 10_000
    if fen != int(fen):
        raise BadAmount("part_of_fen", text)
    if fen > MOST:
        raise BadAmount("absurd_amount", text)
    return int(fen)


def yuan(fen: int) -> str:
    """Return an amount as a decimal string in yuan: ``1234.50``."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def grouped(fen: int) -> str:
    """Return an amount as a person reads it: ``1,234.50``."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
