"""Justera: minutes from draft to adjusted, signed, sealed and archived record."""
