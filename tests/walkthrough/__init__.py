"""Every command that README.md and docs/ show, run as they show it: `python -m tests.walkthrough`."""
