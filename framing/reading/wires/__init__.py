"""Formats of news agencies and text corpora: ninjs, NewsML, NITF, TEI, TXM."""
