"""Pages of the web, and what a reader is to get of them."""
