"""Builds each page when it is first shown; importing a page waits until then, too."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.checklist import ChecklistPresenter
from exportcheck.ui.presenters.facts import InterviewPresenter, PlanPresenter
from exportcheck.ui.presenters.home import HomePresenter
from exportcheck.ui.presenters.packet import PacketPresenter
from exportcheck.ui.presenters.paperwork import PaperworkPresenter
from exportcheck.ui.session import Session
from exportcheck.ui.sidebar import PageName


@dataclass
class Presenters:
    """The places of all pages: they outlive the widgets."""

    home: HomePresenter
    plan: PlanPresenter
    interview: InterviewPresenter
    checklist: ChecklistPresenter
    paperwork: PaperworkPresenter
    packet: PacketPresenter
    page: PageName = "home"

    def reset(self) -> None:
        """Another case was opened."""
        self.plan.reset()
        self.interview.reset()
        self.checklist.reset()
        self.paperwork.reset()
        self.packet.reset()


def make_presenters(session: Session) -> Presenters:
    """The presenters of one window."""
    return Presenters(
        HomePresenter(session),
        PlanPresenter(),
        InterviewPresenter(session),
        ChecklistPresenter(session),
        PaperworkPresenter(session),
        PacketPresenter(session, session),
    )


def make_page(name: PageName, session: Session, presenters: Presenters, parent: QWidget) -> Page:
    """The page of this name."""
    match name:
        case "home":
            from exportcheck.ui.pages.home import HomePage

            return HomePage(session, presenters.home, parent)
        case "client":
            from exportcheck.ui.pages.client import ClientPage

            return ClientPage(session, parent)
        case "plan":
            from exportcheck.ui.pages.plan import PlanPage

            return PlanPage(session, presenters.plan, parent)
        case "products":
            from exportcheck.ui.pages.products import ProductsPage

            return ProductsPage(session, parent)
        case "questions":
            from exportcheck.ui.pages.questions import QuestionsPage

            return QuestionsPage(session, presenters.interview, parent)
        case "checklist":
            from exportcheck.ui.pages.checklist import ChecklistPage

            return ChecklistPage(session, presenters.checklist, parent)
        case "paperwork":
            from exportcheck.ui.pages.paperwork import PaperworkPage

            return PaperworkPage(session, presenters.paperwork, parent)
        case "packet":
            from exportcheck.ui.pages.packet import PacketPage

            presenters.packet.prepare()
            return PacketPage(session, presenters.packet, parent)
