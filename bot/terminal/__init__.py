"""Quotebot in the terminal."""
