"""``--help``: how a command goes, what its arguments mean, and an example, in the language spoken."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from archive_tui.cli.commands import COMMANDS
from archive_tui.cli.parsing import COMMON, Parser
from archive_tui.cli.printing import say
from archive_tui.showing import cells, pad
from archive_tui.wording import _
from archive_tui.wrapping import wrapped

#: How wide a help is at most, whatever the terminal.
_WIDTH = 80


def program_help() -> None:
    """Print what the program does, its commands, and the options of all of them."""
    say(_("archive-tui: the archive room's desk in a terminal, and its commands"))
    say()
    say(f"archive-tui {' '.join(f'[{option} {value}]' for option, (_name, value) in COMMON.items())} [COMMAND]")
    say(_("Without a command it opens the desk."))
    say()
    _columns([(command, _(words)) for command, (_module, words) in COMMANDS.items()])
    say()
    _columns(list(_common()))
    say()
    say(_('"{command}" shows how it goes.').format(command="archive-tui COMMAND --help"))


def command_help(parser: Parser) -> None:
    """Print how one command goes, with an example."""
    own = [action for action in parser._actions if action.dest not in ("help", *(name for name, _v in COMMON.values()))]
    _line([parser.prog, *(_usage(action) for action in own)])
    say(_(COMMANDS[parser.command][1]))
    say()
    _columns([*((_name(action), action.help or "") for action in own), *_common()])
    say()
    say(_("Example:"))
    for line in parser.example.splitlines():
        say(f"  {line}")


def _common() -> Iterator[tuple[str, str]]:
    told = {
        "--archive": _("the archive; else ARCHIVE_TUI_ARCHIVE, else the one in your data folder"),
        "--lang": _("the language; else your own setting, else the locale's"),
        "--as": _("come in as that person: for the archive's own account and for demo archives"),
    }
    for option, (_dest, value) in COMMON.items():
        yield f"{option} {value}", told[option]
    yield "-h, --help", _("this help")


def _name(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar or action.dest)
    return " ".join([*action.option_strings, *([str(action.metavar)] if action.metavar else [])])


def _usage(action: argparse.Action) -> str:
    name = _name(action)
    if action.option_strings:
        return name if action.required else f"[{name}]"
    return {"+": f"{name}...", "*": f"[{name}...]", "?": f"[{name}]"}.get(str(action.nargs), name)


def _line(parts: list[str]) -> None:
    """Say how a command goes, broken between its arguments, and each line but the first set in."""
    line = parts[0]
    for part in parts[1:]:
        if cells(f"{line} {part}") > _WIDTH:
            say(line)
            line = "   "
        line += f" {part}"
    say(line)


def _columns(rows: list[tuple[str, str]]) -> None:
    width = max(cells(name) for name, _words in rows)
    for name, words in rows:
        first, *rest = wrapped(words, _WIDTH - width - 4)
        say(f"  {pad(name, width)}  {first}".rstrip())
        for line in rest:
            say(f"  {' ' * width}  {line}")
