"""The command line: one small module per command; Textual is imported by those that open the desk alone."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from types import ModuleType

from archive_tui import wording
from archive_tui.cli.commands import COMMANDS
from archive_tui.cli.endings import Exit, ended_by
from archive_tui.cli.parsing import HelpWanted, parse, split


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line (the process's own where none is given) and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        _print_what_the_locale_can()
        wording.install(_language(given))
        return _run(given)
    except HelpWanted as wanted:
        return _help(wanted)
    except BrokenPipeError:
        _forget_stdout()
        return Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as fault:
        return ended_by(fault)


def _run(arguments: Sequence[str]) -> int:
    given, command, rest = split(arguments)
    if command == "--version":
        return _version()
    module = _module(COMMANDS[command][0] if command else "desk")
    code: int = module.run(parse(command, given, rest))
    sys.stdout.flush()  # a reader that went away is noticed here, not when the interpreter ends
    return code


def _module(name: str) -> ModuleType:
    """Return a command's module; collecting garbage while it is read in would find none and cost a look-up 4 ms."""
    gc.disable()
    try:
        return import_module(f"archive_tui.cli.{name}")
    finally:
        gc.enable()


def _help(wanted: HelpWanted) -> int:
    from archive_tui.cli import helping

    if wanted.parser is None:
        helping.program_help()
    else:
        helping.command_help(wanted.parser)
    return Exit.DONE


def _version() -> int:
    from archive_tui import __version__

    print(f"archive-tui {__version__}")
    return Exit.DONE


def _language(arguments: Sequence[str]) -> str:
    """Return the language to begin in: what follows ``--lang`` anywhere, if it is one, else the locale's."""
    for one, two in zip(arguments, [*arguments[1:], ""], strict=False):
        named = two if one == "--lang" else one.partition("=")[2] if one.startswith("--lang=") else ""
        if named in wording.LANGUAGES:
            return named
    return wording.language_of(None, os.environ)


def _print_what_the_locale_can() -> None:
    """Let a character that the locale lacks be printed as ``\\uXXXX``: no command fails for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _forget_stdout() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
