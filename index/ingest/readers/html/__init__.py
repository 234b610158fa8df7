"""HTML: the main part of a page, what it says of itself, and its elements as blocks."""
