"""The settings as the office sees them: what each is now, what the reading is, and who chose otherwise when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from archive_tui.regulation import settings
from archive_tui.regulation.settings import Settings
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.shown import name_of
from archive_tui.store import trail_rows


@dataclass(frozen=True, slots=True)
class SettingShown:
    """One setting, its values as they are stored: ``article`` is whose reading it is, empty where it is of no rule.

    ``choices`` are the values it can have, none where it is a number, a time or a zone; ``changed_by`` is who
    signed for it, empty for the founding, and ``changed_at`` None where nobody ever chose it.
    """

    name: str
    article: str
    value: str
    default: str
    choices: tuple[str, ...]
    changed_by: str
    changed_at: datetime | None


def settings_shown(archive: Archive, actor: Actor) -> tuple[SettingShown, ...]:
    """Return all settings, in the order of the regulation's record; anybody on the staff list may read them."""
    with archive.look(actor) as txn:
        chosen: dict[str, tuple[int, datetime]] = {}
        wanted = trail_rows.TrailFilter(acts=("setting",))
        for record in trail_rows.list_trail(txn.store, wanted, 0, trail_rows.count_trail(txn.store, wanted)):
            body = json.loads(record.body)
            chosen.setdefault(body["name"], (body.get("signer", body["by"]), record.at))
        return tuple(
            SettingShown(
                name, settings.ARTICLES[name], settings.as_text(txn.settings, name), settings.as_text(Settings(), name),
                settings.choices(name), name_of(txn, by), at,
            )
            for name in settings.names()
            for by, at in [chosen.get(name, (None, None))]
        )  # fmt: skip
