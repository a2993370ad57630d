"""The dialog that asks for files or a folder, with its words in the language of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from exportcheck.wording.messages import Words


def file_dialog(parent: QWidget, words: Words, title: str, mode: QFileDialog.FileMode, folder: str = "") -> QFileDialog:
    """A dialog that is ready to be opened."""
    made = QFileDialog(parent, title, folder)
    made.setFileMode(mode)
    made.setLabelText(QFileDialog.DialogLabel.LookIn, words("Look in:"))
    made.setLabelText(QFileDialog.DialogLabel.FileType, words("Kind of file:"))
    return made
