"""The public face: every name is there, documented with its sections, and cheap to reach."""

import inspect
import subprocess
import sys

import pytest

import framing as fr

FUNCTIONS = [name for name in fr.__all__ if inspect.isfunction(getattr(fr, name))]


def test_names_are_sorted_and_resolve() -> None:
    assert len(fr.__all__) > 20
    assert list(fr.__all__) == sorted(fr.__all__)
    assert all(getattr(fr, name) is not None for name in fr.__all__)
    assert set(fr.__all__) <= set(dir(fr))
    with pytest.raises(AttributeError, match="no attribute 'plot'"):
        fr.plot  # noqa: B018 - the access is what is tested


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_take_at_most_two_positional_arguments(name: str) -> None:
    parameters = inspect.signature(getattr(fr, name)).parameters.values()
    positional = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    assert len(positional) <= 2, f"{name}: {[one.name for one in positional]}"
    assert all(one.annotation is not one.empty for one in parameters), name


@pytest.mark.parametrize("name", fr.__all__)
def test_docstrings_have_their_sections(name: str) -> None:
    thing = getattr(fr, name)
    text = inspect.getdoc(thing) or ""
    assert text, name
    wanted = ["Examples"]
    if inspect.isfunction(thing):
        wanted += ["Returns"] + (["Parameters"] if inspect.signature(thing).parameters else [])
    missing = [section for section in wanted if f"{section}\n---" not in text]
    assert not missing, f"{name}: {missing}"


def test_import_is_light() -> None:
    code = ("import sys, framing; "
            "heavy = {'sklearn', 'matplotlib', 'scipy', 'pandas', 'py3langid'} & set(sys.modules); "
            "sys.exit(', '.join(sorted(heavy)) or 0)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
