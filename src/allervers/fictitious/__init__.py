"""Persons and files that do not exist, and look it: the demonstration, and volume for the benchmarks."""
