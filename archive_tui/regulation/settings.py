"""What a company may choose otherwise, by the GM's sign-off; the defaults are the readings of the regulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class InChargeOf(StrEnum):
    """Of which department a deputy must be in charge to sign (6.7.3 reading c)."""

    ORIGIN = "origin"
    BORROWER = "borrower"
    BOTH = "both"


class ConfidentialBy(StrEnum):
    """Who approves a confidential reading (6.7.3 reading b): as for a secret loan, or the GM alone."""

    AS_SECRET = "as_secret"
    GM_ONLY = "gm_only"


class BadSetting(ValueError):
    """A setting's name or value that can't be; ``name`` and ``value`` say which."""

    def __init__(self, name: str, value: str) -> None:
        """Keep the setting's name and the value that was refused."""
        super().__init__(f"{name}={value!r}")
        self.name = name
        self.value = value


@dataclass(frozen=True, slots=True)
class Settings:
    """One archive's settings; each default is the regulation's reading."""

    zone: str = "Asia/Shanghai"
    room_closes: time = time(17, 30)
    loan_days: int = 14
    renewals: int = 1
    sign_off_hours: int = 24
    in_charge_of: InChargeOf = InChargeOf.ORIGIN
    confidential_by: ConfidentialBy = ConfidentialBy.AS_SECRET
    blocks_classified: bool = True
    unreturn_minutes: int = 30
    stale_months: int = 6
    new_client_years: int = 1
    key_leases: int = 3
    key_percent: int = 10
    bell: bool = True
    blank_minutes: int = 10
    end_minutes: int = 60

    @property
    def tz(self) -> ZoneInfo:
        """Return the archive's time zone."""
        return ZoneInfo(self.zone)

    @property
    def unreturn_window(self) -> timedelta:
        """Return for how long after a return it can be undone as a mistake; zero for never."""
        return timedelta(minutes=self.unreturn_minutes)

    @property
    def sign_off_lapse(self) -> timedelta:
        """Return how long an approval can be used after it was signed."""
        return timedelta(hours=self.sign_off_hours)


#: Whose reading each setting is; empty for those that no rule is behind (trust.md: time, idle).
ARTICLES: Mapping[str, str] = {
    "zone": "",
    "room_closes": "6.7.3",
    "loan_days": "6.7.2",
    "renewals": "6.7.2",
    "sign_off_hours": "6.7.3",
    "in_charge_of": "6.7.3",
    "confidential_by": "6.7.3",
    "blocks_classified": "6.7.6",
    "unreturn_minutes": "6.7.3",
    "stale_months": "5.1",
    "new_client_years": "4.2.1",
    "key_leases": "1.4",
    "key_percent": "1.4",
    "bell": "",
    "blank_minutes": "",
    "end_minutes": "",
}
_LEAST = {
    "loan_days": 1, "renewals": 0, "sign_off_hours": 1, "unreturn_minutes": 0, "blank_minutes": 1,
    "end_minutes": 1,
}  # fmt: skip
_MOST = {
    "loan_days": 365, "renewals": 99, "sign_off_hours": 24 * 14, "unreturn_minutes": 120,
    "blank_minutes": 24 * 60, "end_minutes": 24 * 60,
}  # fmt: skip


_LEAST |= {"stale_months": 1, "new_client_years": 1, "key_leases": 1, "key_percent": 1}
_MOST |= {"stale_months": 120, "new_client_years": 10, "key_leases": 99, "key_percent": 100}


def names() -> tuple[str, ...]:
    """Return the names of all settings."""
    return tuple(field.name for field in fields(Settings))


def choices(name: str) -> tuple[str, ...]:
    """Return the texts that a setting can have where they are few, else none; raises BadSetting for an unknown name."""
    if name not in names():
        raise BadSetting(name, "")
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        return "yes", "no"
    return tuple(each.value for each in type(default)) if isinstance(default, StrEnum) else ()


def limits(name: str) -> tuple[int, int] | None:
    """Return the least and the most that a setting may be where it is a number, else None."""
    return (_LEAST[name], _MOST[name]) if name in _LEAST else None


def as_text(settings: Settings, name: str) -> str:
    """Return one setting as the text that is stored; raises BadSetting for an unknown name."""
    if name not in names():
        raise BadSetting(name, "")
    value = getattr(settings, name)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def with_text(settings: Settings, name: str, text: str) -> Settings:
    """Return ``settings`` with one of them read from stored text; raises BadSetting when it can't be.

    Each value has one text, that of ``as_text``: ``14`` is a number of days, ``014`` and ``１４`` are not.
    """
    if name not in names():
        raise BadSetting(name, text)
    changed = replace(settings, **{name: _read(name, text)})
    if as_text(changed, name) != text:
        raise BadSetting(name, text)
    return changed


def _read(name: str, text: str) -> Any:
    default = getattr(Settings(), name)
    try:
        if isinstance(default, bool):
            return {"yes": True, "no": False}[text]
        if isinstance(default, time):
            closes = time.fromisoformat(text)
            if closes == time(0) or closes.tzinfo is not None:  # a room that closes at 00:00 would never be open
                raise ValueError(text)
            return closes
        if isinstance(default, int):
            number = int(text)
            if not _LEAST[name] <= number <= _MOST[name]:
                raise ValueError(text)
            return number
        if isinstance(default, StrEnum):
            return type(default)(text)
        ZoneInfo(text)
    except (KeyError, ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise BadSetting(name, text) from error
    return text
