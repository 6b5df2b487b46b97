"""How Sphinx builds the pages. Nothing is fetched, at build time or by a page."""

import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pages import sphinx_hooks

import framing

# Which notebook is run when is of no interest; which cell failed is an error all the same.
logging.getLogger("traitlets").setLevel(logging.WARNING)

project, author, language = "framing", "the framing authors", "en"
version = release = framing.__version__
extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns = ["figures", "data/articles"]
default_role = "code"
# Text is shown as it was written: two hyphens of an option stay two hyphens.
smartquotes = False

# Every cell of every notebook runs, in the folder the notebook is in; one that fails stops the build.
nb_execution_mode = "force"
nb_execution_timeout = 900
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True
# A widget needs its kernel, and its script would come from elsewhere: its HTML twin is shown.
nb_ipywidgets_js = {}
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]
# Pictures of notebooks are given a width, which Markdown alone cannot.
myst_enable_extensions = ["html_image"]
myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
python_maximum_signature_line_length = 88
# Types of other libraries, which have no page here.
nitpick_ignore_regex = [(r"py:.*", r"(?!framing\.).*|framing\.tokens\.Derived")]

html_theme = "furo"
html_title = "framing"
html_static_path = [str(Path(__file__).resolve().parent / "static")]
templates_path = [str(Path(__file__).resolve().parent / "templates")]
html_css_files, html_js_files = ["pages.css"], ["pages.js"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
html_theme_options = {"top_of_page_buttons": []}


def setup(app):
    """Let docstrings be read as this project writes them."""
    sphinx_hooks.connect(app)
