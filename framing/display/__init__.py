"""Reading with the numbers: every hit in its context, every paragraph with its hits and voices marked."""

from framing.display.concordance import Concordance, concordance
from framing.display.estimates import EstimateTable, estimate_table
from framing.display.explorer import explore
from framing.display.reading import ReadingView, highlight
from framing.display.tables import to_latex, to_markdown

__all__ = ["Concordance", "EstimateTable", "ReadingView", "concordance", "estimate_table", "explore", "highlight",
           "to_latex", "to_markdown"]
