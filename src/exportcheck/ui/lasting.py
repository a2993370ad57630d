"""Keeps None, True and False alive where the Qt bindings give up references that they do not own.

PySide6 6.12.0 is built against a Python in which these three never die, and returns them without taking a reference. On
Python 3.11, where they are counted, every call that returns nothing takes one away: after some ten thousand calls the
interpreter stops with "deallocating None". Measured: 1.0 reference lost per call. Raising the counts beforehand makes
them as good as immortal, which is what they are from Python 3.12 on.
"""

from __future__ import annotations

import ctypes
import sys

PLENTY = 1 << 40


def keep_constants() -> None:
    """Raise the reference counts of the three constants, once, where Python counts them."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False):
        if sys.getrefcount(constant) < PLENTY // 2:
            ctypes.c_ssize_t.from_address(id(constant)).value += PLENTY
