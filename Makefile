# Short names for run.py, which does the work and needs no make.
PYTHON ?= python3

.PHONY: test figures check lab clean

test figures lab clean:
	$(PYTHON) run.py $@

check:
	$(PYTHON) run.py figures --check
