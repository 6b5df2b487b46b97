"""Agency copy in a real corpus: python benchmarks/duplicates.py [--datasketch] [--scale]

gilets_jaunes, from the measuring material beside the repository: 5,705 articles of eighteen outlets. Its README counts
222 event articles of La Libre whose first 400 letters and figures are those of an article of La DH. Prints how many of
these are found, what else is, how long it takes, and what the copies do to one comparison of the two outlets, kept and
counted once. With --datasketch (benchmark group) the near pairs are also looked for by MinHash on the same shingles, at
a threshold below the one asked for, as its authors advise. With --scale, the 36,152 articles of orangesum_fr_news,
whose portal prints much agency copy, are searched, and time and peak memory printed.
"""

import gzip
import json
import re
import resource
import sys
import time
from pathlib import Path

import pandas as pd

import framing as fr
from framing.comparison.shingles import read_words, shingle_matrix
from framing.corpus import Corpus
from framing.tokens import Tokens

DATA = Path(__file__).resolve().parents[2] / "shared/validation/gilets_jaunes/articles.jsonl.gz"


def read_articles() -> tuple[Corpus, pd.Series]:
    """The corpus, and the first 400 letters and figures of each article, in lower case."""
    with gzip.open(DATA, "rt", encoding="utf-8") as stream:
        articles = [json.loads(line) for line in stream]
    rows = [{"doc_id": article["id"], "outlet": article["outlet"], "lang": article["lang"], "arm": article["arm"],
             "date": article["date"], "text": "\n\n".join(article["paragraphs"])} for article in articles]
    openings = pd.Series({article["id"]: re.sub(r"\W+", "", " ".join(article["paragraphs"]).lower())[:400]
                          for article in articles})
    return fr.corpus_from_frame(rows, title="none", dayfirst=True), openings


def known_copies(corpus: Corpus, openings: pd.Series) -> pd.DataFrame:
    """Event articles of La Libre, and those of La DH with the same opening."""
    documents = corpus.documents
    table = pd.DataFrame({"opening": openings.reindex(documents.index), "outlet": documents["outlet"],
                          "arm": documents["arm"]})
    libre = table[(table["outlet"] == "La Libre") & (table["arm"] == "event")]
    other = table[table["outlet"] == "La DH"]
    return libre.reset_index().merge(other.reset_index(), on="opening", suffixes=("", "_other"))


def compare(tokens: Tokens, corpus: Corpus, keep: pd.Series, name: str) -> None:
    """Print the rate ratio of La Libre to La DH on the event, for the articles kept."""
    documents = corpus.documents
    chosen = documents.index[documents["outlet"].isin(["La Libre", "La DH"]) & documents["arm"].eq("event") & keep]
    counts = fr.frame_terms(tokens, "generic_news").loc[chosen]
    ratios = fr.rate_ratios(counts, documents.loc[chosen, "outlet"], reference="La DH", measures=["conflict"])
    row = ratios.iloc[0]
    sys.stdout.write(f"conflict terms, La Libre / La DH, {name}: {row['estimate']:.3f} "
                     f"[{row['ci_low']:.3f}, {row['ci_high']:.3f}], {len(chosen)} articles\n")


def minhash(tokens: Tokens, pairs: pd.DataFrame) -> None:
    """Look for the near pairs by MinHash, and print how many are found and in what time."""
    from datasketch import MinHash, MinHashLSH

    texts = read_words(tokens, ("standfirst", "body"))
    matrix = shingle_matrix(texts, 5, texts.n_words() >= 30)
    start = time.perf_counter()
    index = MinHashLSH(threshold=0.7, num_perm=128)
    hashes = []
    for row in range(matrix.shape[0]):
        values = matrix.indices[matrix.indptr[row]:matrix.indptr[row + 1]]
        hashed = MinHash(num_perm=128)
        hashed.update_batch([value.tobytes() for value in values])
        hashes.append(hashed)
        if len(values):
            index.insert(row, hashed)
    names = tokens.corpus.documents.index
    found = {(names[min(row, other)], names[max(row, other)]) for row, hashed in enumerate(hashes)
             if matrix.indptr[row + 1] > matrix.indptr[row] for other in index.query(hashed) if other != row}
    seconds = time.perf_counter() - start
    near = set(zip(*(pairs.loc[pairs["jaccard"] >= 0.8, name] for name in ("doc_id", "other")), strict=True))
    sys.stdout.write(f"datasketch: {seconds:.1f} s, {len(found)} candidates, {len(near & found)} of {len(near)} near "
                     "pairs\n")


def scale() -> None:
    """Search a large corpus."""
    path = DATA.parents[1] / "orangesum_fr_news/articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [{"doc_id": article["id"], "date": article["date"], "lang": "fr",
                 "text": "\n\n".join(article["paragraphs"])} for article in map(json.loads, stream)]
    tokens = fr.tokenize(fr.corpus_from_frame(rows, title="none"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, working = time.perf_counter(), time.process_time()
    found = fr.find_duplicates(tokens)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{tokens}\nfind_duplicates {time.perf_counter() - start:.1f} s "
                     f"({time.process_time() - working:.1f} s of processor), peak {peak:,.0f} MB "
                     f"({before:,.0f} MB before)\n{found}\n")


def main() -> int:
    """Find, count, compare."""
    if "--scale" in sys.argv:
        scale()
        return 0
    if not DATA.exists():
        sys.stdout.write("skipped: the corpus is not beside the repository\n")
        return 0
    corpus, openings = read_articles()
    start = time.perf_counter()
    tokens = fr.tokenize(corpus)
    tokenized = time.perf_counter()
    found = fr.find_duplicates(tokens)
    sys.stdout.write(f"{corpus}\ntokenize {tokenized - start:.1f} s, find_duplicates "
                     f"{time.perf_counter() - tokenized:.1f} s\n{found}\n")
    known = known_copies(corpus, openings)
    pairs = {frozenset(pair) for pair in found.pairs[["doc_id", "other"]].itertuples(index=False)}
    hit = pd.Series([frozenset(pair) in pairs for pair in known[["doc_id", "doc_id_other"]].itertuples(index=False)],
                    index=known["doc_id"])
    grouped = found.groups["group"]
    same = (grouped[known["doc_id"]].to_numpy() == grouped[known["doc_id_other"]].to_numpy())
    sys.stdout.write(f"La Libre articles with the opening of a La DH article: {known['doc_id'].nunique()}; found as a "
                     f"pair {hit.groupby(level=0).any().sum()}, in one group "
                     f"{pd.Series(same, index=known['doc_id']).groupby(level=0).any().sum()}\n")
    libre = corpus.documents.index[(corpus.documents["outlet"] == "La Libre") & (corpus.documents["arm"] == "event")]
    partner = pd.concat([found.pairs[["doc_id", "other", "kind"]], found.pairs[["other", "doc_id", "kind"]].set_axis(
        ["doc_id", "other", "kind"], axis=1)])
    in_dh = corpus.documents["outlet"][partner["other"]].eq("La DH").to_numpy()
    with_dh = partner[partner["doc_id"].isin(libre) & in_dh]
    sys.stdout.write(f"all La Libre event articles with a copy in La DH: {with_dh['doc_id'].nunique()} of {len(libre)} "
                     f"({with_dh.drop_duplicates('doc_id')['kind'].value_counts().to_dict()})\n")
    everything = pd.Series(True, index=corpus.documents.index)
    compare(tokens, corpus, everything, "every article kept")
    compare(tokens, corpus, fr.first_of_duplicates(found), "the first of each group")
    if "--datasketch" in sys.argv:
        minhash(tokens, found.pairs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
