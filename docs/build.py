"""Build the pages: `python docs/build.py`, or `python run.py docs`, which installs what it needs first.

Everything is made in docs/_build, from nothing each time. Warnings are errors. No network is used.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pages.offline import loads_from_elsewhere
from pages.staging import DOCS, stage

from framing.notebooks.running import KERNEL_SETTINGS

SOURCE, HTML = DOCS / "_build" / "source", DOCS / "_build" / "html"


def main() -> int:
    """Stage the source, run Sphinx, say where the first page is."""
    stage(SOURCE)
    with tempfile.TemporaryDirectory(prefix="framing-docs-") as folder:
        # The kernels take nothing from the machine either: no profile, no kernel of another environment.
        profile = Path(folder, "profile_default")
        profile.mkdir()
        profile.joinpath("ipython_kernel_config.py").write_text('c.IPKernelApp.log_level = "ERROR"\n', encoding="utf-8")
        environment = {**os.environ, **KERNEL_SETTINGS, "IPYTHONDIR": folder, "JUPYTER_PREFER_ENV_PATH": "1",
                       "COLUMNS": "80"}
        words = ["-m", "sphinx", "--builder", "html", "--fail-on-warning", "--keep-going", "--nitpicky", "--quiet",
                 "--fresh-env", "--write-all", "--jobs", "auto", "--conf-dir", str(DOCS),
                 "--doctree-dir", str(Path(folder, "doctrees")), str(SOURCE), str(HTML)]
        status = subprocess.run([sys.executable, *words], env=environment, check=False).returncode
    if status:
        return status
    found = loads_from_elsewhere(HTML)
    for page, address in found:
        sys.stderr.write(f"{page} loads {address}\n")
    if not found:
        sys.stdout.write(f"the pages are in {HTML / 'index.html'}\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
