"""``verify``: the trail's chain, its anchors, the file, and the tables against the replay of the trail.

What it proves is said exactly: nothing before an anchor was changed, if that is the anchor on your paper; the stretch
after the last anchor stays open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive_tui.services.archive import Archive, BadInput
from archive_tui.services.client_replay import ClientReplay
from archive_tui.services.replay import Replay, Section
from archive_tui.store import checkpoint, credential_rows, standing, trail_rows
from archive_tui.store.chain import GENESIS, batch_digest, entry_hash

#: Told how many entries were checked so far; raising in it stops the check.
Progress = Callable[[int], None]
_MOST_PROBLEMS = 100
_MOST_DIGITS = 15  # of the number of entries in an anchor


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it must be: ``where`` (an entry, a row, a file) and the code of ``what``."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found; ``anchored`` is the number of entries that good anchors vouch for."""

    entries: int
    head: str
    problems: tuple[Problem, ...]
    anchored: int

    @property
    def ok(self) -> bool:
        """Return whether nothing was found wrong."""
        return not self.problems


def verify(
    archive: Archive,
    *,
    anchor: tuple[int, str] | None = None,
    note: str | None = None,
    progress: Progress | None = None,
) -> Verified:
    """Check everything and return what was found, at most 100 problems, in one consistent view.

    ``anchor`` is ``(entries, head in hex)`` from a paper, ``note`` the text of a signed checkpoint; the anchors kept
    beside the archive are checked too. Raises StoreFault.
    """
    with archive.store.read():
        trail = _Trail(archive, progress)
        problems = [*trail.problems, *_anchors(archive, trail, anchor, note)]
        problems += (Problem(where, what) for what, where in standing.broken_database(archive.store))
        problems += _against_replay(archive, trail)
        problems += _ways_in(archive)
        problems += _descriptions(archive, trail)
        if trail.replay is not None:
            problems += (Problem(where, what) for where, what in trail.clients.problems(archive.store))
        problems += (Problem(f"item {i}", rule) for rule, i in standing.broken_rules(archive.store))
    return Verified(trail.size, trail.head.hex(), tuple(problems[:_MOST_PROBLEMS]), trail.anchored)


def anchors_path(archive: Path) -> Path:
    """Return where the anchors are kept: a file beside the archive, which an administrator can make append-only."""
    return archive.with_name(archive.name + ".anchors")


def put_anchor(archive: Archive, found: Verified, at: datetime) -> bool:
    """Add one line ``SIZE:HEAD TIME`` to the anchors' file; return whether it could be written."""
    line = f"{found.entries}:{found.head} {at.isoformat(timespec='seconds')}\n"
    try:
        descriptor = os.open(anchors_path(archive.path), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    except OSError:
        return False
    try:
        os.write(descriptor, line.encode("ascii"))
        os.fsync(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def signed_checkpoint(archive: Archive) -> str:
    """Return a signed checkpoint of the trail as it stands (C2SP signed note); raises StoreFault."""
    from archive_tui.services.founding import key_path

    with archive.store.read():
        root, size = _root(archive)
        origin = checkpoint.origin_of(archive.store.meta()["id"])
    return checkpoint.sign(checkpoint.Checkpoint(origin, size, root), checkpoint.read_key(key_path(archive.path)))


def anchor_from(text: str) -> tuple[int, str]:
    """Return the anchor typed as ``SIZE:HEAD``; raises BadInput."""
    size, colon, head = text.strip().partition(":")
    number = size.isascii() and size.isdecimal() and len(size) <= _MOST_DIGITS
    if not (colon and number and len(head) == 64 and set(head.lower()) <= set("0123456789abcdef")):
        raise BadInput("anchor", text=text)
    return int(size), head.lower()


class _Trail:
    """One pass over the trail: the chain, the replay, and the hash after each entry that an anchor may name."""

    def __init__(self, archive: Archive, progress: Progress | None) -> None:
        self.problems: list[Problem] = []
        self.hashes: list[bytes] = [GENESIS]
        self.imports: dict[int, tuple[int, str]] = {}
        self.edits: dict[int, tuple[str, str]] = {}
        self.anchored = 0
        self.clients = ClientReplay()
        self.replay: Replay | None = Replay(standing.filed_levels(archive.store))
        for seq, body, prev, stored in trail_rows.entries(archive.store):
            self._chained(int(seq), str(body), bytes(prev), bytes(stored))
            self._replayed(int(seq), str(body))
            if progress is not None and seq % 1000 == 0:
                progress(seq)

    @property
    def size(self) -> int:
        return len(self.hashes) - 1

    @property
    def head(self) -> bytes:
        return self.hashes[-1]

    def _chained(self, seq: int, body: str, prev: bytes, stored: bytes) -> None:
        # The first bad entry is named; after it the chain goes on from what is stored, so that others are found too.
        if seq != len(self.hashes):
            self.problems.append(Problem(f"entry {len(self.hashes)}", "entry_missing"))
            self.hashes.extend([b""] * (seq - len(self.hashes)))
        if prev != self.hashes[-1] and self.hashes[-1]:
            self.problems.append(Problem(f"entry {seq}", "entry_unchained"))
        elif entry_hash(seq, prev, body) != stored:
            self.problems.append(Problem(f"entry {seq}", "entry_altered"))
        self.hashes.append(stored)

    def _replayed(self, seq: int, body: str) -> None:
        if self.replay is None:
            return
        try:
            told = json.loads(body)
            if told["act"] == "import":
                self.imports[seq] = (told["count"], told["digest"])
            elif told["act"] == "edit":
                first, last = self.edits.get(told["item"], (told["was"], told["was"]))
                if last != told["was"]:
                    raise ValueError("an edit of another description than the last")
                self.edits[told["item"]] = (first, told["digest"])
            self.replay.take(seq, told)
            self.clients.take(seq, told)
        except (KeyError, IndexError, TypeError, ValueError, StopIteration):
            self.problems.append(Problem(f"entry {seq}", "entry_senseless"))
            self.replay = None


def _anchors(archive: Archive, trail: _Trail, anchor: tuple[int, str] | None, note: str | None) -> Iterator[Problem]:
    for where, (size, head) in _kept_anchors(archive):
        if size > trail.size or trail.hashes[size].hex() != head:
            yield Problem(where, "anchor_broken")
        else:
            trail.anchored = max(trail.anchored, size)
    if anchor is not None:
        size, head = anchor
        if size > trail.size:
            yield Problem(f"anchor {size}", "anchor_beyond")
        elif trail.hashes[size].hex() != head:
            yield Problem(f"anchor {size}", "anchor_broken")
        else:
            trail.anchored = max(trail.anchored, size)
    if note is not None:
        yield from _note(archive, trail, note)


def _kept_anchors(archive: Archive) -> Iterator[tuple[str, tuple[int, str]]]:
    try:
        lines = anchors_path(archive.path).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return
    for number, line in enumerate(lines, start=1):
        try:
            yield f"anchor {number}", anchor_from(line.partition(" ")[0])
        except BadInput:
            yield f"anchor {number}", (0, "")


def _note(archive: Archive, trail: _Trail, note: str) -> Iterator[Problem]:
    from archive_tui.services.founding import key_path

    try:
        said = checkpoint.read_note(note, checkpoint.read_key(key_path(archive.path)))
    except checkpoint.BadNote as error:
        yield Problem("note", f"note_{error.args[0]}")
        return
    if said.origin != checkpoint.origin_of(archive.store.meta()["id"]):
        yield Problem("note", "note_foreign")
    elif said.size > trail.size:
        yield Problem("note", "anchor_beyond")
    elif _root(archive, said.size)[0] != said.root:
        yield Problem("note", "anchor_broken")
    else:
        trail.anchored = max(trail.anchored, said.size)


def _root(archive: Archive, size: int | None = None) -> tuple[bytes, int]:
    leaves = [
        checkpoint.leaf_hash(int(seq), bytes(prev), str(body))
        for seq, body, prev, _ in trail_rows.entries(archive.store)
        if size is None or seq <= size
    ]
    return checkpoint.root_of(leaves), len(leaves)


def _against_replay(archive: Archive, trail: _Trail) -> Iterator[Problem]:
    if trail.replay is None:
        return
    for name in standing.section_names():
        yield from _differences(name, standing.section(archive.store, name), trail.replay.sections[name])
    pins, told = credential_rows.pins_set(archive.store), trail.replay.sections["pins"]
    yield from _differences("pins", {person: (pins.get(person),) for person in told}, told)


def _ways_in(archive: Archive) -> Iterator[Problem]:
    """Yield what is sought or shown by something else than what was hashed: times, subjects, the search index."""
    for seq in standing.misdated(archive.store):
        yield Problem(f"entry {seq}", "row_differs")
    for seq in standing.misfiled(archive.store):
        yield Problem(f"trail_subject {seq}", "row_differs")
    for item_id in standing.misindexed(archive.store):
        yield Problem(f"item_search {item_id}", "row_differs")


def _agree(there: tuple[object, ...], told: tuple[object, ...]) -> bool:
    return len(there) == len(told) and all(b in (..., a) for a, b in zip(there, told, strict=True))


def _differences(name: str, there: Section, told: Section) -> Iterator[Problem]:
    for key in sorted(there.keys() | told.keys(), key=lambda k: (str(type(k)), k)):
        if key not in told:
            yield Problem(f"{name} {key}", "row_untold")
        elif key not in there:
            yield Problem(f"{name} {key}", "row_missing")
        elif not _agree(there[key], told[key]):
            yield Problem(f"{name} {key}", "row_differs")


def _descriptions(archive: Archive, trail: _Trail) -> Iterator[Problem]:
    batches: dict[int, list[bytes]] = {seq: [] for seq in trail.imports}
    for seq, item_id, digest, right in standing.descriptions(archive.store):
        at_filing, now = trail.edits.get(item_id, (digest.hex(), digest.hex()))
        if not right or digest.hex() != now:
            yield Problem(f"item {item_id}", "description_altered")
        if seq in batches:
            batches[seq].append(bytes.fromhex(at_filing))
        else:
            yield Problem(f"item {item_id}", "item_untold")
    for seq, (count, digest_told) in trail.imports.items():
        if len(batches[seq]) != count or batch_digest(batches[seq]).hex() != digest_told:
            yield Problem(f"entry {seq}", "import_differs")
