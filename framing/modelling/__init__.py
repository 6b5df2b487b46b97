"""The scikit-learn door: the measures as a transformer."""

from framing.modelling.vectorizer import FramingVectorizer

__all__ = ["FramingVectorizer"]
