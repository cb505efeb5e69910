"""Where the files of ``data/`` are: in a checkout, an editable install, the sdist and the wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Return the absolute path of the file or folder ``data/<parts>`` that ships with the program.

    Raises FileNotFoundError when the program was installed without it.
    """
    path = _data_folder().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{'/'.join(parts)} is missing from the files that ship with archive-tui ({path})")
    return path


def _data_folder() -> Path:
    """Return the wheel's copy, else the checkout's folder, known by the project file beside it."""
    in_checkout = _PACKAGE.parent / "data"
    if in_checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return in_checkout
    return _PACKAGE / "_data"
