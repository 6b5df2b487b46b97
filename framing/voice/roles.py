"""Which paragraphs are read for speech."""

from collections.abc import Collection

import numpy as np

from framing._check import message
from framing.corpus import ROLES
from framing.tokens import Tokens

SPEAKING_ROLES = ("title", "standfirst", "body")


def paragraphs_with_roles(where: str, tokens: Tokens, roles: Collection[str]) -> np.ndarray:
    """Return which paragraphs have one of the roles; refuse a role that does not exist."""
    wanted = [roles] if isinstance(roles, str) else list(roles)
    if not wanted or any(role not in ROLES for role in wanted):
        raise ValueError(message(where, "`roles` must name paragraph roles", got=wanted,
                                 expected=f"some of {list(ROLES)}"))
    return tokens.corpus.paragraphs["role"].isin(wanted).to_numpy()
