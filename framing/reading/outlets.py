"""Outlet names as databases print them → outlet, edition, issue, medium. The printed form stays beside it."""

import re

_ISSUE = re.compile(r",? (?:Vol\. ?\S+?, ?)?(?:no\.?|n°|nº) ?(\S+)$", re.IGNORECASE)
_WEB = re.compile(r" ?\((?:site web(?: réf\.)?|web site|website|online|en ligne|web)\)(?: - .*)?$", re.IGNORECASE)
_EDITION = re.compile(r" - ([^-]*\b[ée]dition\b[^-]*)$", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\w)\(")


def outlet_fields(printed: str) -> dict[str, str]:
    """Read the name of an outlet as a source prints it.

    Returns
    -------
    `outlet` and `source_raw` (as printed), with `edition`, `issue` and `medium` (`web`) where the name says so. A
    place in parentheses is part of the name. The columns `source_raw` and `outlet` of a corpus are the table that
    leads back.

    Examples
    --------
    >>> from framing.reading.outlets import outlet_fields
    >>> outlet_fields("Le Fanal, no. 19424")
    {'outlet': 'Le Fanal', 'source_raw': 'Le Fanal, no. 19424', 'issue': '19424'}
    >>> outlet_fields("Le Fanal (site web)")
    {'outlet': 'Le Fanal', 'source_raw': 'Le Fanal (site web)', 'medium': 'web'}
    >>> outlet_fields("The Fanal(Port Town) - Final Edition")["outlet"]
    'The Fanal (Port Town)'
    """
    printed = printed.strip()
    fields: dict[str, str] = {"outlet": "", "source_raw": printed}
    name = _GLUED.sub(" (", printed)
    for pattern, field, value in ((_ISSUE, "issue", None), (_WEB, "medium", "web"), (_EDITION, "edition", None)):
        match = pattern.search(name)
        if match and match.start():
            fields[field] = value or match[1].strip()
            name = name[:match.start()].strip()
    return fields | {"outlet": name}
