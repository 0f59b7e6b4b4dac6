"""Mutants: the code spoilt in one small place at a time, to learn whether the tests notice.

`groups.toml` says which modules belong together and which tests are theirs. Those tests are run once with coverage, so
that each line knows its tests. A seeded sample of mutants is then tried, each in a process of its own, by the tests of
its line.
"""
