"""The keys that work on every screen, and those that move a list."""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.wording import N_

#: The screens, in the order of their keys; each is shown to who may use it.
SCREENS = (
    Action(
        "everywhere.desk", ("f2",), N_("Desk"), N_("Lend, take back, and see what is out."),
        menu="2", line=False, needs=(Act.LEND, Act.TAKE_BACK),
    ),
    Action(
        "everywhere.register", ("f3",), N_("Register"), N_("Search all items, and open an item's card."),
        menu="3", line=False, needs=(Act.SEE_REGISTER,),
    ),
    Action(
        "everywhere.clients", ("f4",), N_("Clients"), N_("Client cards, grades, leases, terms."),
        menu="4", line=False, needs=(Act.SEE_CLIENTS,),
    ),
    Action(
        "everywhere.sign_offs", ("f6",), N_("Sign-offs"), N_("What waits for you, and what became of it."),
        menu="6", line=False, needs=(Act.ASK,),
    ),
    Action(
        "everywhere.trail", ("f8",), N_("Trail"), N_("Who did what, and when."),
        menu="8", line=False, needs=(Act.TRAIL,),
    ),
    Action(
        "everywhere.office", ("f9",), N_("Office"), N_("Staff, letters, settings, one-time codes."),
        menu="9", line=False, needs=(Act.STAFF, Act.APPOINT, Act.SETTINGS, Act.UNLOCK),
    ),
)  # fmt: skip

ACTIONS = (
    Action(
        "everywhere.help", ("f1",), N_("help"), N_("Explain this screen and its keys."), menu="1", palette=False
    ),
    *SCREENS,
    Action(
        "everywhere.menu", ("ctrl+o",), N_("menu"), N_("Each screen by one letter or digit."),
        line=False, palette=False,
    ),
    Action(
        "everywhere.grade", ("ctrl+g",), N_("grade"), N_("A client's grade and terms, quickly."),
        menu="g", needs=(Act.SEE_CLIENTS,),
    ),
    Action(
        "everywhere.work", (), N_("open work"), N_("Recalls, incidents, originals, forms."), menu="w", line=False,
    ),
    Action(
        "everywhere.palette", ("ctrl+p",), N_("all acts"), N_("Find any act by its name, and do it."),
        menu="p", line=False, palette=False,
    ),
    Action(
        "everywhere.import", (), N_("import"), N_("Take items, people or clients in."),
        menu="i", line=False, needs=(Act.FILE, Act.STAFF, Act.IMPORT_CLIENTS),
    ),
    Action(
        "everywhere.export", (), N_("export"), N_("Write items, loans, staff or clients out."),
        menu="x", line=False, needs=(Act.EXPORT, Act.EXPORT_CLIENTS),
    ),
    Action("everywhere.look", (), N_("look"), N_("Dark, light or without colour."), menu="t", line=False),
    Action("everywhere.signs", (), N_("signs"), N_("Draw with plain ASCII signs, or not."), menu="a", line=False),
    Action("everywhere.language", (), N_("语言 language"), N_("Speak English or 简体中文."), menu="l", line=False),
    Action(
        "everywhere.blank", (), N_("lock"), N_("Show nothing until your PIN is typed."),
        menu="b", line=False,
    ),
    Action("everywhere.leave", ("ctrl+q",), N_("leave"), N_("Leave the program."), menu="q", line=False),
)  # fmt: skip

LISTS = (
    Action(
        "lists.move", ("up", "down", "pageup", "pagedown"), N_("move"), N_("Move through the list."),
        shown="Up Down PgUp PgDn", line=False, palette=False,
    ),
    Action(
        "lists.ends", ("ctrl+home", "ctrl+end"), N_("first, last"), N_("Go to the first or the last row."),
        line=False, palette=False,
    ),
)  # fmt: skip
