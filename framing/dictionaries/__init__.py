"""Word lists in the formats of other tools: text in, entries out, and back. No file is opened here."""

from framing.dictionaries.formats import FORMATS, carried_entries, detect_format, format_of_name
from framing.dictionaries.parsed import Parsed

__all__ = ["FORMATS", "Parsed", "carried_entries", "detect_format", "format_of_name"]
