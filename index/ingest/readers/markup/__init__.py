"""From markup to plain readings: one file a language, each with a function from a text to its Reading."""
