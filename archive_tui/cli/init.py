"""``init``: makes a new archive, never over one that is there, and prints the first people's one-time codes."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import NamedTuple

from archive_tui.cli import opening, printing, secrets_asked
from archive_tui.cli.columns import heads
from archive_tui.cli.endings import Exit, Stop
from archive_tui.cli.parsing import Parser
from archive_tui.regulation.people import Role
from archive_tui.wording import _
from archive_tui.wording.names import role_word

EXAMPLE = (
    "archive-tui init --company 岳衡设备租赁有限公司 --fonds Z109 --gm wang:王建勋 --archivist shen:沈静文\n"
    "archive-tui init --demo --archive ~/try.archive"
)


class _First(NamedTuple):
    login: str
    name: str
    role: Role


def arguments(parser: Parser) -> None:
    """Take whose archive it is and who comes first."""
    parser.add_argument("--demo", action="store_true", help=_("with the demo content"))
    parser.add_argument("--company", metavar="NAME", help=_("the company's name"))
    parser.add_argument("--fonds", metavar="CODE", help=_("the fonds code, the first part of archival codes"))
    parser.add_argument("--gm", metavar="LOGIN:NAME", help=_("the general manager"))
    parser.add_argument("--archivist", metavar="LOGIN:NAME", help=_("the archivist, who runs this account"))
    parser.add_argument("--director", metavar="LOGIN:NAME", help=_("the office director, if there is one"))
    parser.add_argument("--zone", metavar="ZONE", default="Asia/Shanghai", help=_("the time zone, else Asia/Shanghai"))


def run(asked: Namespace) -> int:
    """Make the archive; the OS account that runs this is its owner and comes in as the archivist."""
    path = opening.archive_path(asked)
    if os.path.lexists(path):
        from archive_tui.services.archive import StoreFault

        raise StoreFault("already_there", path)
    if asked.demo:
        return _demo(asked)
    from archive_tui.services.founding import First, Founding, found

    company = asked.company or _ask("--company", _("Company:"))
    fonds = asked.fonds or _ask("--fonds", _("Fonds code (1 to 8 letters and digits, such as Z109):"))
    people = _people(asked)
    wanted = Founding(
        company, fonds, [First(one.login, one.name, one.role) for one in people], os.geteuid(), asked.zone
    )
    founded = found(path, opening.the_clock(), wanted)
    founded.archive.close()
    printing.say(_("The archive of {company} is at {path}.").format(company=company.strip(), path=path))
    printing.say(_("Each of them sets a PIN with this code, once, within 7 days: archive-tui pin --as LOGIN"))
    rows = [(role_word(one.role), one.name, one.login, founded.codes[one.login]) for one in people]
    printing.table(
        heads("role", "name", "login", "one_time_code"),
        rows,
        stretch=1,
    )
    printing.say(_("You come in as {name}.").format(name=people[1].name))
    printing.say(_("Next, in this order: archive-tui import departments FILE, import staff FILE, import items FILE"))
    return Exit.DONE


def _demo(asked: Namespace) -> int:
    given = [option for option in ("company", "fonds", "gm", "archivist", "director") if getattr(asked, option)]
    if given:
        raise Stop(
            Exit.USAGE,
            _("The demo archive has its own company and people: leave out {option}.").format(option=f"--{given[0]}"),
        )
    from archive_tui.exchange.demo_loader import DEMO_PIN, make_demo

    path = opening.archive_path(asked)
    make_demo(path, opening.the_clock())
    printing.say(_("A demo archive is at {path}. Everybody's PIN in it is {pin}.").format(path=path, pin=DEMO_PIN))
    return Exit.DONE


def _people(asked: Namespace) -> list[_First]:
    """Return the first people: general manager, archivist, and the office director where there is one."""
    gm = _person(asked.gm or _ask("--gm", _("General manager (LOGIN:NAME):")), Role.GM)
    archivist = _person(asked.archivist or _ask("--archivist", _("Archivist (LOGIN:NAME):")), Role.ARCHIVIST)
    complete = all((asked.company, asked.fonds, asked.gm, asked.archivist))
    director = asked.director or (
        "" if complete or not secrets_asked.on_terminal() else _typed(_("Office director (LOGIN:NAME, or nothing):"))
    )
    return [gm, archivist, *([_person(director, Role.OFFICE_DIRECTOR)] if director else [])]


def _person(text: str, role: Role) -> _First:
    login, colon, name = text.replace("：", ":", 1).partition(":")
    if not (colon and login.strip() and name.strip()):
        raise Stop(Exit.USAGE, _('"{text}" does not read LOGIN:NAME, such as wang:王建勋.').format(text=text))
    return _First(login.strip(), name.strip(), role)


def _ask(option: str, question: str) -> str:
    """Return the answer typed on the terminal; raises Stop where nobody can be asked."""
    if not secrets_asked.on_terminal():
        raise Stop(Exit.USAGE, _("{option} is missing, and there is no terminal to ask on.").format(option=option))
    while True:
        answer = _typed(question)
        if answer:
            return answer


def _typed(question: str) -> str:
    print(question, end=" ", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()
