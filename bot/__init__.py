"""The front ends of Quotebot."""
