"""PDF: from letters on pages to blocks in the order in which people read them."""
