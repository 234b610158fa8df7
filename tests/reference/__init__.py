"""The pages of the documents that are made of the code: `python -m tests.reference` writes them."""
