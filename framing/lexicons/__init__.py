"""The built-in schemes: one folder each, `card.toml` and one CSV per language. Data only."""
