"""Times as they are stored: integer UTC seconds, and aware datetimes above the store."""

from __future__ import annotations

from datetime import UTC, datetime


def utc(seconds: int) -> datetime:
    """Return an aware datetime for stored UTC seconds."""
    return datetime.fromtimestamp(seconds, UTC)


def utc_or_none(seconds: int | None) -> datetime | None:
    """Return an aware datetime for stored UTC seconds, None for None."""
    return None if seconds is None else utc(seconds)


def seconds(at: datetime) -> int:
    """Return the UTC seconds to store for an aware datetime."""
    return int(at.timestamp())
