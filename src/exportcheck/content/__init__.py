"""Checklists from YAML: strict loading, cache, linter, scenarios, JSON Schema."""
