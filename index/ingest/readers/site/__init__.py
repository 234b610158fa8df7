"""Sites that are made of documents: where their settings say that the page of a document is published."""
