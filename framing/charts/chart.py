"""`Chart`: what a chart function returns: the figure, the numbers drawn, and the words for them."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing._check import check_choice, check_columns, message
from framing._markup import plain
from framing.charts.style import figure_style
from framing.measures.evidence import evidence
from framing.tokens import Tokens

SHOWN_WIDTH = 720
_NAMES = ("group", "measure", "category", "within", "voice", "reference", "period", "speaker", "doc_id", "other")

# The date and the names of programs are left out: the same numbers must give the same bytes.
_METADATA = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with the table it was drawn from and the text that describes it.

    Attributes
    ----------
    figure
        The matplotlib Figure; the caller's own when `ax=` was passed. A new one is laid out once: after
        changing its text, `figure.set_layout_engine("constrained")` makes room again.
    axes
        The panels, in reading order.
    table
        The numbers drawn: one row per mark.
    alt
        Alternative text, built from the numbers.
    caption
        Unit, kind of interval, number of articles, method. Printed under the picture, except on a
        caller's Axes, where it is for the caller to place.
    title
        The title drawn, or an empty string.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import pandas as pd
    >>> from framing.charts import Chart
    >>> figure = Figure()
    >>> chart = Chart(figure, (figure.add_subplot(),), pd.DataFrame({"estimate": [5.8]}), "Conflict 5.8.")
    >>> chart
    Chart: Conflict 5.8.
    >>> chart.render("png")[1:4]
    b'PNG'
    """

    figure: Figure
    axes: tuple[Axes, ...]
    table: pd.DataFrame
    alt: str
    caption: str = ""
    title: str = ""

    @property
    def ax(self) -> Axes:
        """The first panel; the caller's own Axes when `ax=` was passed."""
        return self.axes[0]

    def evidence(self, hits: pd.DataFrame | Tokens, by: pd.Series | None = None, *, dates: pd.Series | None = None,
                 freq: str = "M", side: str = "group", **mark: object) -> pd.DataFrame:
        """Return the hits behind one mark of the chart, to be read with `highlight(tokens, hits=…)`.

        Parameters
        ----------
        hits
            What was counted: output of `find_terms`, `tone_hits` or `find_speech`, or the `Tokens`, as `evidence` takes
            them.
        by
            Group of each article, as it was compared.
        dates, freq, side
            For a mark with a period, and for the reference of a comparison, as `evidence` takes them.
        **mark
            Which mark: values of columns of `table`, such as `group="Le Quai", measure="conflict"`; as many as name
            one. Of a barcode, all ticks of a category are one mark.

        Raises
        ------
        ValueError
            If no mark, or more than one, has these values; otherwise as `evidence`.
        KeyError
            If the table has no such column.

        Examples
        --------
        >>> import pandas as pd
        >>> import framing as fr
        >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "outlet": "Le Quai", "lang": "fr",
        ...                                 "text": "La guerre dure."}])
        >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr")
        >>> outlets = corpus.documents["outlet"]
        >>> estimates = pd.DataFrame({"group": ["Le Quai"], "measure": "war", "unit": "per 1,000 words",
        ...     "estimate": [333.3], "ci_low": [float("nan")], "ci_high": [float("nan")], "n_articles": [1]})
        >>> chart = fr.chart_rates(estimates)
        >>> chart.evidence(fr.find_terms(fr.tokenize(corpus), lexicon), outlets, group="Le Quai")["text"].tolist()
        ['guerre']
        """
        check_columns("Chart.evidence", self.table, list(mark))
        rows = self.table
        for name, value in mark.items():
            dated = pd.api.types.is_datetime64_any_dtype(rows[name])
            rows = rows[rows[name] == pd.Timestamp(str(value)) if dated else rows[name].astype(str) == str(value)]
        # What names a mark; other columns only measure it.
        rows = rows.drop_duplicates([name for name in rows.columns if name in _NAMES or name in mark])
        if len(rows) != 1:
            raise ValueError(message("Chart.evidence", f"{len(rows)} marks of the chart have these values", got=mark,
                                     expected="values that name one row of chart.table",
                                     hint="group=…, measure=…, and period=… where lines are drawn"))
        one = rows.iloc[0]
        return evidence(hits, one.drop("par_id") if "par_id" in one and "par_id" not in mark else one, by=by,
                        dates=dates, freq=freq, side=side)

    def render(self, format: str = "png") -> bytes:
        """Draw to bytes: `png`, `svg` or `pdf`; the same chart gives the same bytes.

        A sign that the font of the charts has not, such as an emoji, is drawn as an empty box.
        """
        check_choice("Chart.render", "format", format, choices=_METADATA)
        buffer = io.BytesIO()
        with figure_style():
            self.figure.savefig(buffer, format=format, metadata=_METADATA[format])
        return buffer.getvalue()

    def save(self, path: str | Path, *, formats: Sequence[str] = ("svg", "png")) -> tuple[Path, ...]:
        """Write the pictures beside each other, `path` being their name without an ending.

        `framing.figures.save_figure` writes the numbers and the alternative text too.
        """
        if isinstance(formats, str):
            raise TypeError(message("Chart.save", "`formats` is one word", got=repr(formats),
                                    expected=f"a list such as [{formats!r}]"))
        # Everything is drawn before anything is written: a failure leaves no half of a set.
        pictures = {Path(f"{path}.{format}"): self.render(format) for format in formats}
        for target, picture in pictures.items():
            target.write_bytes(picture)
        return tuple(pictures)

    def __repr__(self) -> str:
        return f"Chart: {self.alt}"

    def _repr_html_(self) -> str:
        return self._html(self.render("png"))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        # JupyterLab and nbconvert ignore the alternative text of a bare image/png, so the picture comes
        # as an <img alt> as well; image/png stays for the export to LaTeX.
        picture = self.render("png")
        encoded = base64.b64encode(picture).decode("ascii")
        return {"text/html": self._html(picture), "image/png": encoded, "text/plain": repr(self)}

    def _html(self, picture: bytes) -> str:
        data = base64.b64encode(picture).decode("ascii")
        return (f'<img alt="{plain(self.alt)}" width="{SHOWN_WIDTH}" '
                f'style="background:#ffffff" src="data:image/png;base64,{data}">')
