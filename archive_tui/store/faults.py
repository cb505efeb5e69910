"""What can keep the store from doing something: one exception with a code, the words for it are in ``wording``."""

from __future__ import annotations


class StoreFault(Exception):
    """Something that could not be done, and why.

    ``code``: ``no_archive``, ``already_there``, ``not_an_archive``, ``damaged``, ``newer_schema`` (version, known),
    ``no_permission``, ``no_pepper``, ``no_key``, ``read_only``, ``busy`` (seconds, pid, account), ``disk_full``,
    ``gone``, ``wrong_mode`` (mode, sqlite), ``moved_on`` (version, known), ``guard`` (rule), ``importing``.
    ``facts`` always holds ``path``.
    """

    def __init__(self, code: str, path: object, **facts: str | int) -> None:
        """Keep the code, the archive's path and the facts of the sentence."""
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts: dict[str, str | int] = {"path": str(path), **facts}
