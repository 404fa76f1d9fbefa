"""The outside judges: EU DSS, veraPDF and poppler's pdfsig look at finished files.

Nothing in here knows the product: what it makes must convince programs that
others wrote. ``judge.py`` is the command.
"""
