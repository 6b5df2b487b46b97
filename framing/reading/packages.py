"""Packages of the extra `io`, imported when a source first needs them."""

import importlib
from typing import Any

from framing._check import message


def needed(module: str, what: str) -> Any:
    """Import a module, or say which extra brings it.

    Raises
    ------
    ImportError
        Naming what could not be read, the package and the extra.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(message("read_corpus", f"{what} needs the package {module.split('.')[0]!r}",
                                  hint="pip install 'media-framing[io]'")) from error
