"""Frozen data that every other floor shares. Standard library only; no files, no clock, no chance."""
