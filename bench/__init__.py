"""Benchmarks: ratios measured in one run, written to ``docs/performance.md``."""
