"""archive-tui: the terminal application that an archive room and its client-credit desk run on."""

__version__ = "0.1.0"
