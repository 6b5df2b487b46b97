"""What each paragraph of an article is: title, body, boilerplate, signature."""

from framing.reading.boilerplate import ROLE_OF_KIND, ends_sentence, line_kind
from framing.reading.records import Block

_MAX_TITLE = 200  # letters


def assign_roles(blocks: tuple[Block, ...], *, title: str = "auto") -> list[str]:
    """Give each block a role; roles the source states are kept.

    With `title="auto"` the first block is the title when it is one short line without final full stop before
    a longer block, and the source states no title; `"first"` makes it the title in any case, `"none"` never.

    Examples
    --------
    >>> from framing.reading.roles import assign_roles
    >>> from framing.reading.records import Block
    >>> assign_roles((Block("Un pont ferme"), Block("La ville a fermé le pont lundi."), Block("(Avec AFP)")))
    ['title', 'body', 'signature']
    """
    roles = [block.role or _role(block.text) for block in blocks]
    if title == "none" or not blocks or blocks[0].role is not None or "title" in roles:
        return roles
    later = [block.text for block, role in zip(blocks[1:], roles[1:], strict=True)
             if role in ("body", "standfirst")]
    if title == "first" or (roles[0] == "body" and later and _looks_like_title(blocks[0].text, later[0])):
        roles[0] = "title"
    return roles


def _role(text: str) -> str:
    kind = line_kind(text)
    return "body" if kind is None else ROLE_OF_KIND.get(kind, "boilerplate")


def _looks_like_title(first: str, following: str) -> bool:
    return (len(first) <= _MAX_TITLE and "\n" not in first and not ends_sentence(first)
            and not first[0].islower() and first[-1] not in ":;," and len(first) < len(following))
