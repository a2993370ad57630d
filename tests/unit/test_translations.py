"""Every visible string exists in both languages."""

from __future__ import annotations

import importlib.util

from exportcheck import paths

UPDATE = paths.assets() / "translations" / "update.py"


def test_that_every_string_of_the_program_is_translated_and_compiled() -> None:
    spec = importlib.util.spec_from_file_location("update_translations", UPDATE)
    assert spec is not None
    assert spec.loader is not None
    update = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(update)
    catalogue = update.updated()
    assert [message.id for message in catalogue if message.id and not update.is_translated(message)] == []
    assert update.CATALOGUE.read_bytes() == update.as_po(catalogue)
    assert update.CATALOGUE.with_suffix(".mo").read_bytes() == update.as_mo(catalogue)


def test_that_no_placeholder_is_lost_in_translation() -> None:
    spec = importlib.util.spec_from_file_location("update_translations", UPDATE)
    assert spec is not None
    assert spec.loader is not None
    update = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(update)

    def holes(text: str) -> set[str]:
        return {part.partition("}")[0] for part in text.split("{")[1:]}

    for message in update.updated():
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for translated in strings:
            assert holes(translated) <= holes(ids[-1]), message.id
            assert holes(ids[-1]) - {"count"} <= holes(translated), message.id
