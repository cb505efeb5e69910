"""The blank form that a client is asked to fill in (3.1 ②): a page that any browser prints, with nothing of the file.

It asks for what a client can say of itself; what we judge is no question to a client. That it was sent is recorded
before the page appears.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import BinaryIO

from archive_tui.exchange.exporting import Exported, written
from archive_tui.services import visits
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.showing import visible
from archive_tui.wording import CHINESE, _, current_language, pgettext
from archive_tui.wording.clients import section_word

#: What a client is asked for, by the parts of the card that it belongs to.
ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("2.1", ("address", "phone", "people", "founded", "client_since", "assets")),
    ("2.3", ("construction", "leasing_record")),
    ("2.4", ("leasing_now", "plans")),
)
#: How high the space for an answer is, in millimetres; people have lines of their own.
_SPACE = {"address": 9, "phone": 9, "founded": 9, "client_since": 9, "people": 36}
_STYLE = """
@page { size: A4; margin: 18mm }
body { font: 11pt/1.5 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #000 }
h1 { font-size: 17pt; text-align: center; margin: 0 0 6mm }
h2 { font-size: 12pt; margin: 6mm 0 2mm }
p { margin: 0 0 3mm }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.3mm solid #000; padding: 1.5mm 2mm; vertical-align: top; text-align: left; font-weight: normal }
th { width: 42mm }
.end { margin-top: 8mm }
"""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form to a client: whose it is, what its nature's card asks for, to whom it goes, and until when."""

    client_id: int
    name: str
    company: str
    asked: Sequence[str]
    sent_to: str
    sent_on: date
    due_on: date


def send(archive: Archive, actor: Actor, form: BlankForm, path: Path | None) -> Outcome[int]:
    """Record that a form was sent, and with ``path`` write its page to that new file. Raises NotThere, BadInput."""
    if path is None:
        return visits.send_form(archive, actor, form.client_id, form.sent_to, form.sent_on, form.due_on)

    def write(file: BinaryIO) -> Outcome[Exported]:
        file.write(page(form).encode())
        sent = visits.send_form(archive, actor, form.client_id, form.sent_to, form.sent_on, form.due_on)
        return Outcome(sent.ruling, None if sent.done is None else Exported(1, sent.done))

    outcome = written(path, write)
    return Outcome(outcome.ruling, None if outcome.done is None else outcome.done.seq)


def page(form: BlankForm) -> str:
    """Return the form as a page in the language spoken now."""
    return "\n".join(_lines(form)) + "\n"


def _lines(form: BlankForm) -> Iterator[str]:
    lang = "zh-CN" if current_language() == CHINESE else "en"
    title = pgettext("the form that a client fills in", "Client form")
    yield f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{_text(title)}</title>'
    yield f"<style>{_STYLE}</style>"
    yield f"<h1>{_text(title)}</h1>"
    words = _("Client: {name}. Please fill this in and send it back to {company} by {day}.")
    yield f"<p>{_text(words.format(name=form.name, company=form.company, day=form.due_on))}</p>"
    for part, codes in ASKED:
        if kept := [code for code in codes if code in form.asked]:
            yield f"<h2>{_text(_part_word(part))}</h2><table>"
            for code in kept:
                word = section_word(code)
                yield f'<tr><th>{_text(word[:1].upper() + word[1:])}<td style="height: {_SPACE.get(code, 24)}mm"></tr>'
            yield "</table>"
    by, day = _("Filled in by:"), _("Date:")
    yield f'<p class="end">{_text(by)} ______________________ {_text(day)} ______________</p>'
    yield "</html>"


def _part_word(part: str) -> str:
    return {
        "2.1": pgettext("part of a client's card", "Basics"),
        "2.3": pgettext("part of a client's card", "Business"),
        "2.4": pgettext("part of a client's card", "Dealings now"),
    }[part]


def _text(text: str) -> str:
    return escape(visible(text))
