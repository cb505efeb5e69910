"""``doctor``: what is fine with terminal, locale, database and archive, and what to change."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from archive_tui.cli import printing, screen
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit
from archive_tui.cli.opening import archive_path, the_clock
from archive_tui.cli.parsing import Parser
from archive_tui.cli.width import ambiguous_width
from archive_tui.services import checkup
from archive_tui.services.archive import Archive, StoreFault
from archive_tui.services.identity import Account, NotOnStaff, identify
from archive_tui.wording import N_, _
from archive_tui.wording.faults import fault_text

EXAMPLE = "archive-tui doctor\narchive-tui doctor --json"
_ROOM = 100 << 20

#: The checks, in order, by the names that JSON gives them.
CHECKS: Mapping[str, str] = {
    "terminal": N_("terminal"),
    "locale": N_("locale"),
    "width": N_("width of ambiguous characters"),
    "sqlite": N_("SQLite"),
    "archive": N_("archive"),
    "journal": N_("journal"),
    "identity": N_("who you are"),
    "files": N_("files beside the archive"),
    "permissions": N_("permissions"),
    "space": N_("free space"),
}


class Finding(NamedTuple):
    """One check: whether it is fine, and what there is to know or to change."""

    check: str
    ok: bool
    advice: str


def arguments(parser: Parser) -> None:
    """Take nothing but the form of the answer."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(asked: Namespace) -> int:
    """Look at everything; anything to be changed ends with 1."""
    found = [*_around(), _sqlite(), *_archive(asked)]
    if asked.json:
        printing.document([finding._asdict() for finding in found])
    else:
        rows = [(_(CHECKS[f.check]), _("fine") if f.ok else _("to change"), f.advice) for f in found]
        printing.table(heads("check", "result", "advice"), rows)
    return Exit.DONE if all(finding.ok for finding in found) else Exit.NOTHING


def _around() -> Iterator[Finding]:
    size = screen.terminal_size()
    told = screen.bad_size() or (screen.bad_kind() if size else "")
    here = f"{size[0]} x {size[1]}" if size else _("no terminal here")
    yield Finding("terminal", not told, told or here)
    told = screen.bad_locale()
    yield Finding("locale", not told, told or "UTF-8")
    width = ambiguous_width()
    if width is None:
        yield Finding("width", True, _("not measured: no terminal here, or it does not answer"))
    elif width == 1:
        yield Finding("width", True, _("one cell"))
    else:
        advice = _("This terminal draws them two cells wide: set it to narrow, or choose the ASCII style on the desk.")
        yield Finding("width", False, advice)


def _sqlite() -> Finding:
    there = checkup.database()
    facts = {"copy": there.copy, "version": there.version}
    if there.wal_safe:
        return Finding("sqlite", True, _("{version} ({copy})").format_map(facts))
    advice = _(
        "{version} ({copy}) has a bug in its WAL mode, so new archives use another journal;"
        " where pip can install pysqlite3, that is free of it."
    )
    return Finding("sqlite", True, advice.format_map(facts))


def _archive(asked: Namespace) -> Iterator[Finding]:
    path = archive_path(asked)
    try:
        archive = Archive.open(path, the_clock(), read_only=True)
    except StoreFault as fault:
        yield Finding("archive", False, fault_text(fault))
        if fault.code != "no_archive":
            yield from _files(path)
        return
    try:
        schema = _("{path}, version {version}").format(path=path, version=checkup.database().schema)
        yield Finding("archive", True, schema)
        yield Finding("journal", True, checkup.journal_of(archive))
        yield _identity(archive, asked)
    finally:
        archive.close()
    yield from _files(path)


def _identity(archive: Archive, asked: Namespace) -> Finding:
    try:
        identify(archive, Account.of_this_process(os.environ), asked.as_login, "command")
    except NotOnStaff as fault:
        return Finding("identity", False, fault_text(fault))
    return Finding("identity", True, _("on the staff list"))


def _files(path: Path) -> Iterator[Finding]:
    files = checkup.files_of(path)
    gone = ", ".join(file.path.name for file in files if not file.there)
    advice = _("Missing: {files}. Please put back from the backup.").format(files=gone) if gone else _("all there")
    yield Finding("files", not gone, advice)
    others = " ".join(quote(str(file.path)) for file in files if file.there and not file.private)
    advice = _("Others can read them. Please run: chmod 600 {files}").format(files=others) if others else _("private")
    yield Finding("permissions", not others, advice)
    free = checkup.free_bytes(path)
    room = _("{number} MB").format(number=free >> 20)
    advice = _("Only {room} are left. Please make room.").format(room=room)
    yield Finding("space", free >= _ROOM, room if free >= _ROOM else advice)
