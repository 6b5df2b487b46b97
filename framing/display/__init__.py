"""Reading with the numbers: every hit in its context, every paragraph with its hits and voices marked."""

from framing.display.concordance import Concordance, concordance
from framing.display.reading import ReadingView, highlight

__all__ = ["Concordance", "ReadingView", "concordance", "highlight"]
