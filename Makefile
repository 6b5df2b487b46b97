# Short names for run.py, which does the work and needs no make.
PYTHON ?= python3

.PHONY: test test-browser figures check docs lab clean

test test-browser figures docs lab clean:
	$(PYTHON) run.py $@

check:
	$(PYTHON) run.py figures --check
