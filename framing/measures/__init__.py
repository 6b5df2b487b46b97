"""Measures: tokens in, one row per paragraph or article out."""
