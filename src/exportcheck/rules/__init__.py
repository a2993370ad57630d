"""Conditions, three-valued evaluation, composition, next question, dates, digests: pure functions over domain data."""
