"""Whether links to quotes land on them, in a real browser."""
