"""The command line read: one small parser for the command that was named, and errors as one sentence.

The options that all commands have are understood before and after the command. No option may be abbreviated.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

from archive_tui.cli import misread
from archive_tui.cli.commands import COMMANDS
from archive_tui.cli.endings import Exit, Stop
from archive_tui.wording import LANGUAGES

#: The options of every command: where they are kept, and what they take.
COMMON: Mapping[str, tuple[str, str]] = {
    "--archive": ("archive", "PATH"),
    "--lang": ("lang", "|".join(LANGUAGES)),
    "--as": ("as_login", "LOGIN"),
}


class HelpWanted(Exception):
    """``--help`` was met; ``parser`` is the command's, None for the program's."""

    def __init__(self, parser: Parser | None) -> None:
        """Keep whose help is wanted."""
        super().__init__()
        self.parser = parser


class Parser(argparse.ArgumentParser):
    """A command's parser: whatever is wrong ends as one sentence in the language spoken."""

    def __init__(self, command: str) -> None:
        """Begin with the options of every command; ``command`` is how it is called."""
        super().__init__(
            prog=f"archive-tui {command}".rstrip(), add_help=False, allow_abbrev=False, formatter_class=_formatter
        )
        self.command = command
        self.example = ""
        for option, (name, value) in COMMON.items():
            choices = LANGUAGES if name == "lang" else None
            self.add_argument(option, dest=name, metavar=value, choices=choices, default=argparse.SUPPRESS)
        self.add_argument("-h", "--help", action=_Help)

    def error(self, message: str) -> NoReturn:
        """End with what argparse found, in our words."""

        raise Stop(Exit.USAGE, misread.argument(message, self.prog))


class _Help(argparse.Action):
    """Ends the parsing at once, whatever else is missing."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS)

    def __call__(self, parser: argparse.ArgumentParser, *_given: object) -> NoReturn:
        assert isinstance(parser, Parser)
        raise HelpWanted(parser)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Return what argparse checks arguments with; of a given width, or it would ask the terminal for each of them."""
    return argparse.HelpFormatter(prog, width=80)


def split(arguments: Sequence[str]) -> tuple[dict[str, str], str | None, list[str]]:
    """Return the common options before the command, the command (None: there is none), and what follows it.

    Raises Stop for an option or command that there isn't, and HelpWanted.
    """
    given: dict[str, str] = {}
    rest = list(arguments)
    for argument in rest:
        if any("\ud800" <= character <= "\udfff" for character in argument):  # bytes that the locale can't read
            raise Stop(Exit.USAGE, misread.no_text(argument))
    while rest and rest[0].startswith("-"):
        option, equals, value = rest.pop(0).partition("=")
        if option in ("-h", "--help"):
            raise HelpWanted(None)
        if option == "--version":
            return given, option, []
        if option not in COMMON:
            raise Stop(Exit.USAGE, misread.unknown(option))
        if not equals and not rest:
            raise Stop(Exit.USAGE, misread.valueless(option))
        given[COMMON[option][0]] = value if equals else rest.pop(0)
    if given.get("lang", LANGUAGES[0]) not in LANGUAGES:
        raise Stop(Exit.USAGE, misread.wrong_choice("--lang", given["lang"], LANGUAGES))
    command = rest.pop(0) if rest else None
    if command is not None and command not in COMMANDS:
        raise Stop(Exit.USAGE, misread.no_command(command))
    return given, command, rest


def parse(command: str | None, given: Mapping[str, str], rest: Sequence[str]) -> argparse.Namespace:
    """Return what a command (None: the desk) was asked for; raises Stop and HelpWanted."""
    before = argparse.Namespace(**{"archive": None, "lang": None, "as_login": None, **given})
    return before if command is None else parser_of(command).parse_args(list(rest), before)


def parser_of(command: str) -> Parser:
    """Return the parser of a command, with its module's arguments and example in it."""
    parser = Parser(command)
    module = import_module(f"archive_tui.cli.{COMMANDS[command][0]}")
    module.arguments(parser)
    parser.example = module.EXAMPLE
    return parser
