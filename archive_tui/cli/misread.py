"""A command line that can't be read, in words: what is wrong, and where it says how it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive_tui.cli.commands import COMMANDS
from archive_tui.wording import N_, _

_UNKNOWN = N_("{option} is not understood here.")
_VALUELESS = N_("A value is missing after {option}.")
_CHOICE = N_("{option} takes {choices}, not {value}.")

#: What argparse says (Python 3.11 to 3.14), and what we say.
_MESSAGES: Sequence[tuple[str, str]] = (
    (r"unrecognized arguments: (?P<option>.*)", _UNKNOWN),
    (r"the following arguments are required: (?P<option>.*)", N_("Something is missing: {option}.")),
    (r"argument (?P<option>\S+): expected (?:one|at least one) argument.*", _VALUELESS),
    (r"argument (?P<option>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)", _CHOICE),
    (r"argument (?P<option>\S+): invalid \w+ value: '(?P<value>.*)'", N_("{option} takes a number, not {value}.")),
    (r"argument (?P<option>\S+): ignored explicit argument '(?P<value>.*)'", N_("{option} takes no value.")),
)


def argument(message: str, program: str) -> str:
    """Return what argparse found wrong with the arguments of ``program``, in our words."""
    for pattern, sentence in _MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            facts = {name: text.replace("'", "") for name, text in found.groupdict().items()}
            return f"{_(sentence).format(**facts)} {_see(program)}"
    sentence = _("The command can't be read as it was typed.")
    return f"{sentence} {_see(program)}"


def unknown(option: str) -> str:
    """Return what is said of an option that there isn't."""
    return f"{_(_UNKNOWN).format(option=option)} {_see('archive-tui')}"


def valueless(option: str) -> str:
    """Return what is said of an option whose value is missing."""
    return f"{_(_VALUELESS).format(option=option)} {_see('archive-tui')}"


def wrong_choice(option: str, value: str, choices: Sequence[str]) -> str:
    """Return what is said of a value that an option does not take."""
    sentence = _(_CHOICE).format(option=option, value=value, choices=", ".join(choices))
    return f"{sentence} {_see('archive-tui')}"


def no_text(argument: str) -> str:
    """Return what is said of an argument whose bytes are no text in the locale's encoding."""
    return _('"{argument}" is no text in the encoding of this locale. Please type it again.').format(argument=argument)


def no_command(command: str) -> str:
    """Return what is said of a command that there isn't, with the one that was likely meant."""
    from difflib import get_close_matches

    near = get_close_matches(command, COMMANDS, n=1)
    if near:
        return _('There is no command "{command}". Did you mean "{near}"?').format(command=command, near=near[0])
    sentence = _('There is no command "{command}".').format(command=command)
    return f"{sentence} {_see('archive-tui')}"


def _see(program: str) -> str:
    return _('"{command}" shows how it goes.').format(command=f"{program} --help")
