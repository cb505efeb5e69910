"""The slip as lines of words: who stands there, each item with its ruling, and what Enter will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.content import Content

from archive_tui.regulation.levels import Level
from archive_tui.services.finding import PersonShown
from archive_tui.showing import cells
from archive_tui.ui.screens.desk_details import details, in_brief
from archive_tui.ui.screens.desk_words import title_of, when_of
from archive_tui.ui.slip import Line, Slip, Stage
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.showing import fit, shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.names import level_handling, role_word
from archive_tui.wording.rulings import pledge_text

_EDGE, _GAP, _CODE, _WHEN = 1, 2, 10, 14
_LEAST_TITLE = 12
#: Which lines lose their details first where there is no room for all: what is clear, before what needs somebody.
_FOLD_FIRST = (Stage.LOOK, Stage.READY, Stage.COMING, Stage.REFUSED, Stage.SIGN)


@dataclass(frozen=True)
class Sheet:
    """What the lines are composed for: the size in cells, the signs, the moment and the archive's zone."""

    width: int
    height: int
    glyphs: Glyphs
    now: datetime
    tz: tzinfo


def slip_lines(slip: Slip, sheet: Sheet) -> list[Content]:
    """Return the slip in exactly ``sheet.height`` lines; the last ones say what Enter will do."""
    if slip.empty:
        return []
    head = [_head(slip.person, sheet)] if slip.person else [shown(" " + _("No card yet"), "$foreground-muted")]
    foot = _foot(slip, sheet)
    room = max(1, sheet.height - len(head) - len(foot))
    body = _body(slip, sheet, room)
    return [*head, *body, *([Content("")] * (room - len(body))), *foot]


def _head(person: PersonShown, sheet: Sheet) -> Content:
    roles = _(", ").join(role_word(role) for role in person.roles)
    left = shown(person.name, "bold")
    if person.department or roles:
        left += "  " + shown("  ".join(filter(None, (person.department, roles))), "$foreground-muted")
    return _ends(left, _standing(person), sheet, Content(" "))


def _standing(person: PersonShown) -> Content:
    """Return what stands with a person: red only what is overdue."""
    if not person.active:
        return shown(_("no longer on the staff list"), "bold $error")
    out = ngettext("{count} item out", "{count} items out", person.out).format(count=person.out)
    parts = [shown(out if person.out else _("nothing out"))]
    if person.overdue:
        parts.append(shown(_("{count} overdue").format(count=person.overdue), "bold $error"))
    if person.open_incidents:
        count = person.open_incidents
        words = ngettext("{count} open incident", "{count} open incidents", count).format(count=count)
        parts.append(shown(words, "bold"))
    if person.out and len(parts) == 1:
        parts.append(shown(_("nothing overdue")))
    return Content(pgettext("how somebody stands", ", ")).join(parts)


def _foot(slip: Slip, sheet: Sheet) -> list[Content]:
    if slip.next_person is not None:
        count = len(slip.open)
        words = ngettext(
            "{name} is next: Enter serves {name} and leaves {count} item undone, Esc stays with {first}",
            "{name} is next: Enter serves {name} and leaves {count} items undone, Esc stays with {first}",
            count,
        ).format(name=slip.next_person.name, count=count, first=slip.person.name if slip.person else "")
        return [shown(f" {sheet.glyphs.warn} {words}", "bold")]
    if slip.ready:
        return [shown(f"   {text}", "$foreground-muted") for text in wrapped(pledge_text(), sheet.width - 4)]
    return []


def _body(slip: Slip, sheet: Sheet, room: int) -> list[Content]:
    told_when = [when_of(line, sheet.now, sheet.tz) for line in slip.lines]
    widest = max(_WHEN, *(cells(when) for when, _style in told_when), 0)
    rows = [
        _row(line, when, sheet, widest, current=index == slip.current and len(slip.lines) > 1)
        for index, (line, when) in enumerate(zip(slip.lines, told_when, strict=True))
    ]
    told = [_details(line, sheet, keys=line is slip.to_sign) for line in slip.lines]
    brief = [in_brief(line, sheet.width, keys=line is slip.to_sign) for line in slip.lines]
    order = _order_of_folding(slip)
    for index, left in [*((i, brief[i]) for i in order), *((i, []) for i in order)]:
        if len(rows) + sum(map(len, told)) <= room:
            break
        told[index] = left
    blocks = [[row, *more] for row, more in zip(rows, told, strict=True)]
    return _around(blocks, slip.current, room)


def _details(line: Line, sheet: Sheet, *, keys: bool) -> list[Content]:
    return details(line, sheet.width, sheet.glyphs, sheet.now, sheet.tz, keys=keys)


def _order_of_folding(slip: Slip) -> list[int]:
    indices = [i for i in range(len(slip.lines)) if i != slip.current]
    order = sorted(indices, key=lambda i: (_rank(slip.lines[i].stage), i))
    return order


def _rank(stage: Stage) -> int:
    return _FOLD_FIRST.index(stage) if stage in _FOLD_FIRST else 0


def _around(blocks: Sequence[Sequence[Content]], current: int, room: int) -> list[Content]:
    """Return the blocks that fit, the current one among them, and how many lines are not shown."""
    if sum(map(len, blocks)) <= room:
        return [line for block in blocks for line in block]
    last = max(current, 0)
    first = last
    taken = list(blocks[last][: max(1, room - 1)])
    while first > 0 and len(taken) + len(blocks[first - 1]) < room:
        first -= 1
        taken = [*blocks[first], *taken]
    while last + 1 < len(blocks) and len(taken) + len(blocks[last + 1]) < room:
        last += 1
        taken += blocks[last]
    hidden = first + len(blocks) - 1 - last
    more = ngettext("{count} more item on the slip", "{count} more items on the slip", hidden).format(count=hidden)
    return [shown(f"   {more}", "$foreground-muted"), *taken] if hidden else taken


def _row(line: Line, told: tuple[str, str], sheet: Sheet, when_width: int, *, current: bool) -> Content:
    mark, style = _mark(line, sheet.glyphs)
    when, when_style = told
    level = level_handling(line.item.level)
    level_width = max(cells(level_handling(each)) for each in Level)
    title_width = sheet.width - 2 * _EDGE - 2 - _CODE - 3 * _GAP - level_width - when_width
    if title_width < _LEAST_TITLE:
        level_width, title_width = max(4, level_width - (_LEAST_TITLE - title_width)), _LEAST_TITLE
    dim = "$foreground-muted" if line.done else ""
    title, title_style = title_of(line.item)
    return Content(sheet.glyphs.cursor if current else " ") + Content(" " * _GAP).join([
        shown(f"{mark} ", style) + fit(shown(line.item.label, dim), _CODE, sheet.glyphs.ellipsis),
        fit(shown(title, title_style or dim), title_width, sheet.glyphs.ellipsis),
        fit(shown(level, dim), level_width, sheet.glyphs.ellipsis),
        fit(shown(when, when_style or dim), when_width, sheet.glyphs.ellipsis, right=True),
    ])  # fmt: skip


def _mark(line: Line, glyphs: Glyphs) -> tuple[str, str]:
    return {
        Stage.LOOK: (glyphs.dot, "$foreground-muted"),
        Stage.READY: (glyphs.tick, "bold $accent"),
        Stage.SIGN: (glyphs.warn, "bold"),
        Stage.REFUSED: (glyphs.cross, "bold $error"),
        Stage.LENT: (glyphs.tick, "$foreground-muted"),
        Stage.COMING: (glyphs.back, "bold $accent"),
        Stage.BACK: (glyphs.tick, "$foreground-muted"),
    }[line.stage]


def _ends(left: Content, right: Content, sheet: Sheet, edge: Content) -> Content:
    """Return two texts at the ends of a line; the left one gives way."""
    room = sheet.width - 2 * _EDGE
    left = fit(left, max(0, room - right.cell_length - _GAP), sheet.glyphs.ellipsis)
    return edge + left + " " * max(0, room - left.cell_length - right.cell_length) + right


def enter_word(slip: Slip) -> str:
    """Return what an empty Enter will do, for the key line: ``lend 2, take back 1``."""
    if slip.next_person is not None:
        return _("serve {name}").format(name=slip.next_person.name)
    parts = []
    copies = sum(1 for wish in slip.ready if wish.kind.value == "copy")
    if count := len(slip.ready) - copies:
        parts.append(_("lend {count}").format(count=count))
    if copies:
        parts.append(_("copy {count}").format(count=copies))
    if count := len(slip.coming):
        parts.append(_("take back {count}").format(count=count))
    return _(", ").join(parts) or _("end visit")
