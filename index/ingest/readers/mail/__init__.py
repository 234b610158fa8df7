"""Mails: what one says itself."""
