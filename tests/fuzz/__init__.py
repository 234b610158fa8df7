"""Functions that take any bytes for an article, a question, a text to show or a file of settings, and find no fault.

Each is run by hypothesis (tests/test_fuzz.py), by a seeded generator (tests/soak/hostile.py), and by atheris
(`python -m tests.fuzz`), which looks for input that takes new ways through the code.
"""
