"""Source files → Corpus. One room per source format; every input file of the project is opened here.

A reader takes one source and hands over plain records (metadata, blocks of text) or named refusals
(`records`); `assembling` is the one place that turns them into a `Corpus` and counts what was found, kept and
refused. A new format is one module and one row in the table of `formats`.

========== ===================================================================
`exports/` press databases and text-analysis programs
`web/`     pages, feeds, mail, crawls, the JSON of news services
`wires/`   agencies and TEI
here       texts, tables, Word, RTF, PDF, and what all readers share
========== ===================================================================
"""

from framing.reading.frames import corpus_from_frame
from framing.reading.opening import read_corpus
from framing.reading.report import ReadReport

__all__ = ["ReadReport", "corpus_from_frame", "read_corpus"]
