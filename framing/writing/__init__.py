"""What leaves: tables, corpora that can be loaded again, and files for other programs. Written whole or not at all.

============ =================================================================
module       what it writes
============ =================================================================
whole        the writing itself
tables       any table: CSV, Parquet
stored       Corpus and Tokens in a folder, and back
programs     IRaMuTeQ, TXM, quanteda
lexicons     word lists for LIWC, Lexicoder, Yoshikoder, WordStat, quanteda
============ =================================================================
"""

from framing.writing.lexicons import write_lexicon
from framing.writing.programs import write_iramuteq, write_readtext, write_txm
from framing.writing.stored import load_corpus, load_tokens, save_corpus, save_tokens
from framing.writing.tables import defused, write_table
from framing.writing.whole import write_text, write_whole

__all__ = ["defused", "load_corpus", "load_tokens", "save_corpus", "save_tokens", "write_iramuteq", "write_lexicon",
           "write_readtext", "write_table", "write_text", "write_txm", "write_whole"]
