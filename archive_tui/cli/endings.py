"""How a command ends: the exit codes of commands.md, and what is said of a fault that ended it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import IntEnum

from archive_tui.showing import visible
from archive_tui.wording import _


class Exit(IntEnum):
    """The exit codes; ``INTERRUPTED`` is the shell's own for Ctrl-C."""

    DONE = 0
    NOTHING = 1
    USAGE = 2
    REFUSED = 3
    COULD_NOT = 4
    FAULT = 70
    INTERRUPTED = 130


class Stop(Exception):
    """A command that ends here: with which code, and the one sentence that says why."""

    def __init__(self, code: Exit, sentence: str) -> None:
        """Keep the exit code and the sentence, in the language spoken now."""
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


#: What the exceptions of the services and the store end with; they are known by name, so that nothing is imported.
_CODES: Mapping[str, Exit] = {
    "BadInput": Exit.USAGE,
    "NotThere": Exit.NOTHING,
    "NotOnStaff": Exit.REFUSED,
    "PinRefused": Exit.REFUSED,
    "StoreFault": Exit.COULD_NOT,
}


def complain(sentence: str) -> None:
    """Say one sentence on stderr, harmless whatever data stands in it."""
    print(visible(sentence), file=sys.stderr)


def ended_by(fault: Exception) -> Exit:
    """Say what ended the command, one sentence on stderr, and return the exit code."""
    if isinstance(fault, Stop):
        complain(fault.sentence)
        return fault.code
    code = next((_CODES[kind.__name__] for kind in type(fault).__mro__ if kind.__name__ in _CODES), None)
    if code is None or getattr(fault, "code", "") == "guard":
        return _fault_of_the_program(fault)
    from archive_tui.wording.faults import fault_text

    complain(fault_text(fault))
    return code


def _fault_of_the_program(fault: Exception) -> Exit:
    from archive_tui.cli.fault_log import write

    reference, path = write(fault)
    if path is None:
        complain(_("A fault of the program ended this ({reference}); its trace could not be kept.").format_map(
            {"reference": reference}
        ))  # fmt: skip
    else:
        complain(
            _("A fault of the program ended this. The trace is in {path}, reference {reference}.").format(
                path=path, reference=reference
            )
        )
    return Exit.FAULT
