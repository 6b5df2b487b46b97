"""The notebooks: how they are stored, found and run, and what makes them a course."""

from framing.notebooks.course import write_course
from framing.notebooks.exercises import check_answer
from framing.notebooks.running import find_notebooks, run_notebooks, run_on_corpus
from framing.notebooks.stored import check_clean, clean_notebook

__all__ = ["check_answer", "check_clean", "clean_notebook", "find_notebooks", "run_notebooks", "run_on_corpus",
           "write_course"]
