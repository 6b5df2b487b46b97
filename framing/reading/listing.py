"""Which files a path names: folders are walked, sorted by name; what is passed over is said."""

import difflib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from framing._check import message

Where = str | os.PathLike[str]
METADATA_NAMES = ("metadata.csv", "metadata.tsv", "metadata.xlsx")
_SAVED = ("_files", "_fichiers", "-Dateien", "_archivos")
_DOCUMENTATION = ("readme", "license", "licence")


class Listing(NamedTuple):
    """Files to read as (name, path), names relative to what the user named; the rest with its reason."""

    files: list[tuple[str, Path]]
    skipped: list[tuple[str, str]]
    side_tables: list[tuple[str, Path]]


def list_files(paths: Where | Iterable[Where], *, metadata: Where | None = None) -> Listing:
    """List the files to read, each once, and the tables of metadata beside them.

    `metadata` names the table of metadata; otherwise it is the `metadata.csv` of each folder. Such a table
    alone in its folder is read as articles.

    Raises
    ------
    FileNotFoundError
        If a path does not exist; the hint names a similar one.
    ValueError
        If no path is given.
    """
    roots = [Path(paths)] if isinstance(paths, str | os.PathLike) else [Path(path) for path in paths]
    if not roots:
        raise ValueError(message("read_corpus", "no path given", hint="a file, a folder, or a list of them"))
    tables = [] if metadata is None else [Path(metadata)]
    for path in roots + tables:
        check_exists(path)
    base = _base(roots)
    listing = Listing([], [], [(path.name, path) for path in tables])
    named = [os.path.realpath(path) for path in tables]
    seen: set[str] = set()
    for root in roots:
        if os.path.isdir(root):
            _walk(root, base, listing, seen, named)
        else:
            _take(root, base, listing, seen)
    if not listing.files and metadata is None:
        return Listing(listing.side_tables, listing.skipped, [])
    return listing


def check_exists(path: Path) -> None:
    """Raise `FileNotFoundError`, with a similar name as hint, unless something is at `path`."""
    if os.path.lexists(path):
        return
    try:
        near = difflib.get_close_matches(path.name, sorted(os.listdir(path.parent)), n=1)
    except (OSError, ValueError):
        near = []
    if near:
        hint = f"did you mean {near[0]!r}?"
    elif len(str(path)) > 200 or "\n" in str(path):
        hint = "read_corpus takes a path; for a text in memory use corpus_from_frame([{'text': …}])"
    else:
        hint = f"paths are looked up from the working folder {Path.cwd().name!r}"
    raise FileNotFoundError(message("read_corpus", "no such file or folder", got=repr(str(path)), hint=hint))


def _base(roots: list[Path]) -> Path:
    """The folder names are relative to: the only folder itself, else what all paths share."""
    absolute = [Path(os.path.abspath(root)) for root in roots]
    if len(absolute) == 1:
        return absolute[0] if os.path.isdir(absolute[0]) else absolute[0].parent
    try:
        return Path(os.path.commonpath([path.parent for path in absolute]))
    except ValueError:  # different drives
        return absolute[0].parent


def _name(path: Path, base: Path) -> str:
    try:
        relative = os.path.relpath(os.path.abspath(path), base)
    except ValueError:
        relative = path.name
    return unicodedata.normalize("NFC", Path(relative).as_posix())


def _walk(root: Path, base: Path, listing: Listing, seen: set[str], named: Sequence[str]) -> None:
    for path in _below(root, listing, base, {os.path.realpath(root)}, root):
        reason = _reason_to_skip(path)
        if os.path.realpath(path) in named:
            continue
        if path.name.lower() in METADATA_NAMES:
            if named:
                listing.skipped.append((_name(path, base), "another table of metadata was given"))
            else:
                listing.side_tables.append((_name(path, base), path))
        elif reason:
            listing.skipped.append((_name(path, base), reason))
        else:
            _take(path, base, listing, seen)


def _below(folder: Path, listing: Listing, base: Path, visited: set[str], root: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except OSError as error:
        listing.skipped.append((_name(folder, base), f"folder cannot be opened ({error.strerror})"))
        return
    for path in entries:
        if path.is_symlink() and not _inside(path, root):
            listing.skipped.append((_name(path, base), "link to outside the folder (name it to read it)"))
        elif not os.path.isdir(path):
            yield path
        elif path.name.startswith("."):
            listing.skipped.append((_name(path, base), "hidden folder"))
        elif _of_saved_page(path, entries):
            listing.skipped.append((_name(path, base), "pictures and scripts of a saved page"))
        elif os.path.realpath(path) in visited:
            listing.skipped.append((_name(path, base), "link to a folder already read"))
        else:
            visited.add(os.path.realpath(path))
            yield from _below(path, listing, base, visited, root)


def _inside(path: Path, root: Path) -> bool:
    # A broken link leads nowhere: it is refused, with its reason, when it is opened.
    real = os.path.realpath(path)
    return not os.path.exists(real) or Path(real).is_relative_to(os.path.realpath(root))


def _of_saved_page(folder: Path, beside: Sequence[Path]) -> bool:
    # Browsers save a page as x.html and x_files/.
    stem = next((folder.name.removesuffix(end) for end in _SAVED if folder.name.endswith(end)), "")
    return bool(stem) and any(path.stem == stem and path.suffix.lower() in (".html", ".htm") for path in beside)


def _reason_to_skip(path: Path) -> str:
    if path.name.startswith(("~$", ".~lock.")):
        return "lock file of an office program"
    if path.name.startswith("."):
        return "hidden file"
    if path.stem.lower() in _DOCUMENTATION:
        return "documentation of the folder"
    return "" if path.suffix else "no file extension (name the file itself to read it)"


def _take(path: Path, base: Path, listing: Listing, seen: set[str]) -> None:
    real = os.path.realpath(path)
    if real in seen:
        listing.skipped.append((_name(path, base), "same file as one already read"))
        return
    try:
        special = not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        special = False  # a broken link is refused, with its reason, when it is opened
    if special:
        listing.skipped.append((_name(path, base), "not a regular file"))
        return
    seen.add(real)
    listing.files.append((_name(path, base), path))
