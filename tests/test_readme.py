"""What the README shows is there and runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_links_and_pictures_exist() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(targets) > 8
    assert not [target for target in targets if not (ROOT / target).exists()]


def test_the_ten_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    assert len([line for line in code.splitlines() if line]) == 10
    (tmp_path / "data").mkdir()
    (tmp_path / "data/articles").symlink_to(ROOT / "data/articles", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(code, names)
    assert len(names["hits"]) > 100
    assert sorted(path.name for path in (tmp_path / "out").glob("frames.*")) == [
        "frames.csv", "frames.png", "frames.svg", "frames.txt"]


def test_commands_of_the_readme_exist() -> None:
    run = (ROOT / "run.py").read_text(encoding="utf-8")
    for task in re.findall(r"python run\.py (\w+)", README):
        assert f'"{task}"' in run
    cli = (ROOT / "framing/cli.py").read_text(encoding="utf-8")
    commands = set(re.findall(r"framing (run|read|report|notebooks|lexicons)\b", README))
    assert commands == {"run", "read", "report", "notebooks", "lexicons"}
    assert all(f'"{command}"' in cli for command in commands)
    for option in set(re.findall(r"(--[a-z][a-z-]+)", README)) - {"--check", "--part"}:
        assert f'"{option}"' in cli, option
