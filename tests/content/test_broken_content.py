"""One deliberate mistake after another in a small good content folder: each is found, at its place, with its mend."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from exportcheck.content.cache import load_catalogue
from exportcheck.content.linter import lint, scenario_coverage
from exportcheck.content.reading import content_digest, read_content
from exportcheck.content.scenarios import read_scenarios, run_scenario
from exportcheck.domain.problems import EnvironmentFault, Problem, ProblemsError
from exportcheck.rules.assessor import Assessor

SMALL = Path(__file__).parent / "small"
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


def all_problems(folder: Path, today: dt.date = TODAY) -> list[Problem]:
    """Everything that `exportcheck content lint` would tell."""
    reading = read_content(folder)
    scenarios, found = read_scenarios(folder, reading.catalogue)
    return [
        *reading.problems,
        *lint(reading.catalogue, today),
        *found,
        *scenario_coverage(reading.catalogue, scenarios),
    ]


def changed(folder: Path, file: str, before: str, after: str) -> str:
    """Change one place of a file; the new text."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
    text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return text


def place_of(text: str, at: str) -> tuple[int, int]:
    assert text.count(at) == 1, f"{at!r} stands {text.count(at)} times"
    before = text[: text.index(at)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class Broken(NamedTuple):
    """A mistake: the file, what is changed into what; the rule, the words at whose place it is told, what is told."""

    file: str
    before: str
    after: str
    rule: str
    at: str
    message: str
    mend: str = ""
    level: str = "error"


US, LABEL, EU, ES, BAZAAR = (
    "us/customs.yaml",
    "us/consumer.yaml",
    "eu/consumer.yaml",
    "es/consumer.yaml",
    "channels/bazaar.yaml",
)
ENTRY, LABELLED, WITHDRAWAL = "id: us-customs-entry", "id: us-consumer-label", "id: eu-consumer-withdrawal"
SPAIN, ACCOUNT = "id: es-consumer-withdrawal", "id: bazaar-account"
WORDS = "palabra " * 121
BILL = "name: {es: F, en: I}, what_it_is: {es: F, en: I}, issuer: {es: F, en: I}, known: verified"
OLD_LAW = "official_title: Old, short: {es: V, en: O}, url: 'https://eu.law.example', language: en"
OPTIONS = """\
    options:
      - {id: tequila, label: {es: tequila, en: tequila}}
      - {id: textiles, label: {es: textiles, en: textiles}}
"""
SECOND_LAYER = """\
layer:
  {id: us, kind: country, name: {es: U, en: U}, currency: USD, knowledge_date: 2026-11-22, covers: {es: U, en: U},
  official_domains: []}"""

BROKEN = [
    # what does not read at all
    Broken(
        "glossary.yaml",
        "  - id: vat",
        "  - id: vat\n    id: vat",
        "duplicate",
        "id: vat\n    term",
        "'id' stands twice",
        "first at line 2",
    ),
    Broken(
        "glossary.yaml", "id: vat", "id: &x vat", "alias", "&x vat", "anchors are not allowed", "write the value out"
    ),
    Broken("glossary.yaml", "id: vat", "id: !!str vat", "tag", "!!str", "tags are not allowed", "leave the tag out"),
    Broken("glossary.yaml", "term: {es: IVA", "term: {es: [IVA", "yaml", "}\n    meaning", "", "see the line before"),
    Broken(
        "glossary.yaml",
        "glossary:",
        "--- {}\n--- {}\nglossary:",
        "yaml",
        "--- {}\nglossary",
        "several documents",
        "one file",
    ),
    # what reads but does not fit
    Broken(
        US,
        "    kind: duty",
        "    kind: duties",
        "option",
        "duties",
        "'duties' is not possible here",
        "one of duty, prohibition",
    ),
    Broken(
        US,
        "    severity: must",
        "    severity: may",
        "option",
        "may",
        "'may' is not possible here",
        "one of must, should",
    ),
    Broken(
        US,
        "    domain: customs",
        "    domain: taxes",
        "option",
        "taxes",
        "'taxes' is not possible here",
        "one of customs",
    ),
    Broken(US, "    authority:", "    autority:", "unknown-key", "autority", "unknown name 'autority'", "authority"),
    Broken(US, "    authority: us-office\n", "", "missing-key", ENTRY, "'authority' is missing", "add 'authority:'"),
    Broken(
        US, "    known: verified\n    citations", "    citations", "missing-key", ENTRY, "'known' is missing", "add"
    ),
    Broken(US, ", en: Make a formal entry", "", "missing-key", "{es: Haga", "'en' is missing", "add 'en:'"),
    Broken(US, "{es: Haga el despacho formal, ", "{", "missing-key", "{en: Make", "'es' is missing", "add 'es:'"),
    Broken(
        US,
        ", en: Make a formal entry",
        ", en: Make it, fr: Faites",
        "unknown-key",
        "fr: Faites",
        "unknown name 'fr'",
        "one of es, en",
    ),
    Broken(US, "    volatile: true", "    volatile: yes", "type", "yes", "true or false is expected here"),
    Broken(US, "review_by: 2027-06-30", "review_by: june", "type", "june", "a date like 2026-07-01 is expected"),
    Broken(
        US,
        "review_by: 2027-06-30",
        "review_by: 2027-06-31",
        "date",
        "2027-06-31",
        "'2027-06-31' is not a date",
        "ISO date",
    ),
    Broken(
        US,
        '    citations:\n      - {instrument: us-law, article: "10"',
        "    citations: x\n    x:\n      - {a: 1",
        "type",
        "x\n    x",
        "a list is expected",
        "begin each entry",
    ),
    Broken(US, 'article: "10"', "article: 10", "type", "10, known", "text is expected here", "put it in quotes"),
    Broken(US, "amount: 30", "amount: thirty", "type", "thirty", "a number is expected here"),
    Broken(US, "amount: 30", "amount: -30", "money", "-30, currency", "an amount cannot be negative"),
    Broken(
        US,
        "currency: USD",
        "currency: dollars",
        "money",
        "currency: dollars",
        "'dollars' is not a currency code",
        "USD",
    ),
    Broken(EU, "{days: 14}", "{days: []}", "parameter", "[]", "a parameter needs a value"),
    Broken(EU, "{days: 14}", "{days: fourteen}", "parameter", "fourteen", "a number, an amount of money or a date"),
    Broken(
        EU,
        "{days: 14}",
        "{days: [{since: 2026-01-01, value: 14}]}",
        "parameter",
        "{since",
        "may have 'from' and 'until'",
    ),
    Broken(
        "mx/customs.yaml",
        "cadence: per_shipment",
        "cadence: often",
        "option",
        "often",
        "'often' is not possible",
        "one of once",
    ),
    Broken("facts.yaml", "type: money", "type: cash", "option", "cash", "'cash' is not possible here", "yes_no"),
    Broken(
        "content.yaml", 'version: "1.0.0"', "version: 1.0", "type", "1.0", "text is expected here", "put it in quotes"
    ),
    Broken(
        "scenarios/all.yaml",
        "questions_at_most: 1",
        "questions_at_most: 1.5",
        "type",
        "1.5",
        "a whole number is expected",
    ),
    Broken(
        "scenarios/all.yaml",
        "      undecided: [bazaar-account@es]",
        "      unsure: [bazaar-account@es]",
        "unknown-key",
        "unsure",
        "unknown name 'unsure'",
        "undecided",
    ),
    Broken(
        "scenarios/all.yaml",
        "employees: 60",
        "workers: 60",
        "unknown-key",
        "workers",
        "unknown name 'workers'",
        "employees",
    ),
    Broken(
        "scenarios/all.yaml",
        "destinations: [us, es]",
        "destinations: [us, fr]",
        "layer",
        "{origin: mx, date: 2026-12-20, destinations: [us, fr]}",
        "no checklist for 'fr'",
        "one of es, us",
    ),
    # ids
    Broken(
        US,
        ENTRY,
        "id: us-customs_Entry",
        "id",
        "id: us-customs_Entry",
        "is not a good id",
        "lower case, digits, hyphens",
    ),
    Broken(US, ENTRY, "id: eu-customs-entry", "id", "id: eu-customs-entry", "does not begin with 'us-'"),
    Broken(
        US, ENTRY, LABELLED, "id-twice", LABELLED, "'us-consumer-label' is used twice", "first at us/consumer.yaml:2:5"
    ),
    Broken(
        "es/jurisdiction.yaml",
        "id: es-law",
        "id: eu-law",
        "id-twice",
        "id: eu-law",
        "'eu-law' is used twice",
        "first at",
    ),
    Broken(
        "es/jurisdiction.yaml",
        "id: es-office",
        "id: eu-office",
        "id-twice",
        "id: eu-office",
        "'eu-office' is used twice",
        "first at",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "parameters:",
        "parameters:\n  - {id: us_de_minimis, values: 5}",
        "id-twice",
        "id: us_de_minimis\n",
        "'us_de_minimis' is used twice",
        "first at us/jurisdiction.yaml:11",
    ),
    Broken(
        "facts.yaml",
        "id: seller.size",
        "id: seller.employees",
        "id-twice",
        "id: seller.employees\n    type: choice",
        "is used twice",
        "first at facts.yaml:5:5",
    ),
    Broken(
        "facts.yaml",
        "id: shipment.value",
        "id: Shipment-Value",
        "id",
        "id: Shipment-Value",
        "'Shipment-Value' is not a good fact id",
        "group.name",
    ),
    Broken(
        "documents.yaml",
        "documents:",
        f"documents:\n  - {{id: invoice, {BILL}}}",
        "id-twice",
        "id: invoice\n",
        "'invoice' is used twice",
        "first at documents.yaml:2:5",
    ),
    Broken(
        "glossary.yaml",
        "glossary:",
        "glossary:\n  - {id: vat, term: {es: I, en: V}, meaning: {es: I, en: V}}",
        "id-twice",
        "id: vat\n",
        "'vat' is used twice",
        "first at glossary.yaml:2:5",
    ),
    Broken(
        "scenarios/all.yaml",
        "id: before-the-label",
        "id: tequila-in-two-countries",
        "id-twice",
        "id: tequila-in-two-countries\n    title: {es: Antes",
        "is used twice",
    ),
    # what is named and does not exist
    Broken(
        US,
        "instrument: us-law",
        "instrument: us-lore",
        "instrument",
        ENTRY,
        "unknown instrument 'us-lore'",
        "instruments.yaml",
    ),
    Broken(
        US,
        "authority: us-office",
        "authority: us-offices",
        "authority",
        ENTRY,
        "unknown authority 'us-offices'",
        "authorities.yaml",
    ),
    Broken(
        "mx/customs.yaml",
        "[invoice]",
        "[bill]",
        "document",
        "id: mx-customs-declaration",
        "unknown document 'bill'",
        "documents.yaml lists them",
    ),
    Broken(
        ES,
        "id: eu-consumer-withdrawal,",
        "id: eu-consumer-return,",
        "relation",
        SPAIN,
        "'eu-consumer-return' is not another requirement",
    ),
    Broken(
        ES,
        "id: eu-consumer-withdrawal,",
        "id: es-consumer-withdrawal,",
        "relation",
        SPAIN + "\n",
        "'es-consumer-withdrawal' is not another",
    ),
    Broken(
        EU,
        "    parameters:",
        "    related: [{id: es-consumer-withdrawal, relation: replaces}]\n    parameters:",
        "relation",
        WITHDRAWAL,
        "replaces what replaces it",
        "only one of them",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "instrument: us-law",
        "instrument: us-lore",
        "parameter",
        "id: us_de_minimis",
        "unknown instrument 'us-lore'",
    ),
    Broken(
        "scenarios/all.yaml",
        "- mx-customs-declaration",
        "- mx-customs-declaration-2",
        "scenario",
        "id: tequila-in-two-countries",
        "unknown requirement 'mx-customs-declaration-2'",
        "mend the id",
    ),
    # conditions
    Broken(
        US,
        "shipment.value > us",
        "shipment.values > us",
        "condition",
        ENTRY,
        "applies, character 1: unknown fact 'shipment.values'",
        "facts.yaml lists them all",
    ),
    Broken(
        US,
        "shipment.value > us_de_minimis",
        "shipment.value > limit",
        "condition",
        ENTRY,
        "character 18: unknown parameter 'limit'",
        "define it",
    ),
    Broken(
        US,
        "shipment.value > us_de_minimis",
        "shipment.value > 800",
        "condition",
        ENTRY,
        "character 18: 'shipment.value' is a money fact",
        "",
    ),
    Broken(
        LABEL,
        "'tequila'",
        "'rum'",
        "condition",
        LABELLED,
        "character 15: 'rum' is not an option of 'goods.kind'",
        "one of tequila, textiles",
    ),
    Broken(
        LABEL, "goods.kind ==", "__import__('os') ==", "condition", LABELLED, "a fact is expected here", "sale.buyers"
    ),
    Broken(
        EU,
        "sale.consumers",
        "sale.consumers or not sale.consumers",
        "constant-condition",
        WITHDRAWAL,
        "the condition is always true",
        "leave it out",
    ),
    Broken(
        EU,
        "sale.consumers",
        "sale.consumers and not sale.consumers",
        "constant-condition",
        WITHDRAWAL,
        "the condition is never true",
        "leave it out",
    ),
    Broken(
        EU,
        "    known: verified\n",
        "    per: case\n    known: verified\n",
        "per",
        WITHDRAWAL,
        "per case, but it names destination facts",
        "leave 'per' out",
    ),
    Broken(
        LABEL,
        "    known: recalled\n",
        "    per: destination\n    known: recalled\n",
        "per",
        LABELLED,
        "per destination, but it names line facts",
        "leave 'per' out",
    ),
    Broken(
        "facts.yaml",
        "derived: \"'consumer' in sale.buyers\"",
        "derived: sale.consumers",
        "condition",
        "id: sale.consumers",
        "is derived from itself",
    ),
    Broken(
        "facts.yaml",
        "derived: \"'consumer' in sale.buyers\"",
        "derived: \"'nobody' in sale.buyers\"",
        "condition",
        "id: sale.consumers",
        "sale.consumers, character 1: 'nobody' is not an option",
        "one of business, consumer",
    ),
    Broken(
        "facts.yaml",
        "derived: \"'consumer' in sale.buyers\"",
        "derived: []",
        "condition",
        "id: sale.consumers",
        "a yes_no fact is not derived like that",
        "yes_no: a condition",
    ),
    Broken(
        "facts.yaml",
        "    type: money\n",
        "    type: money\n    derived: sale.consumers\n",
        "condition",
        "id: shipment.value",
        "a money fact is not derived like that",
        "choice: a list",
    ),
    Broken(
        "facts.yaml",
        "    type: money\n",
        "    type: money\n    only_if: sale.consumers\n",
        "condition",
        "id: shipment.value",
        "only yes_no facts have 'only_if'",
    ),
    Broken(
        "facts.yaml",
        "value: large, when",
        "value: huge, when",
        "options",
        "id: seller.size",
        "derived value 'huge' is not an option",
    ),
    # facts
    Broken(
        "facts.yaml",
        OPTIONS,
        "",
        "options",
        "id: goods.kind",
        "'goods.kind' has no options",
    ),
    Broken(
        "facts.yaml",
        '      "no": {es: no vende a consumidores, en: you do not sell to consumers}\n',
        "",
        "sentence",
        "id: sale.consumers",
        "needs sentences for yes and no",
    ),
    Broken(
        "facts.yaml",
        '    sentence:\n      is: {es: "un envío vale {{ value }}", en: "a shipment is worth {{ value }}"}\n',
        "",
        "sentence",
        "id: shipment.value",
        "needs a sentence 'is'",
    ),
    Broken(
        "facts.yaml",
        "un envío vale {{ value }}",
        "un envío vale {{ amount }}",
        "sentence",
        "id: shipment.value",
        "may name only {{ value }}",
    ),
    Broken(
        "facts.yaml",
        "un envío vale {{ value }}",
        "un envío vale {% if value %}",
        "sentence",
        "id: shipment.value",
        "may name only {{ value }}",
    ),
    # texts
    Broken(US, "es: Haga el despacho formal", "es: ''", "missing-text", ENTRY, "title: no text in 'es'"),
    Broken(
        "glossary.yaml", "es: Un impuesto al consumo.", "es: ''", "missing-text", "id: vat", "'vat': no text in 'es'"
    ),
    Broken("documents.yaml", "es: el vendedor", "es: ''", "missing-text", "id: invoice", "'invoice': no text in 'es'"),
    Broken("facts.yaml", "es: pequeña", "es: ''", "missing-text", "id: seller.size", "'seller.size': no text in 'es'"),
    Broken(
        "es/jurisdiction.yaml", "es: Ley de es", "es: ''", "missing-text", "id: es-law", "'es-law': no text in 'es'"
    ),
    Broken("es/jurisdiction.yaml", "en: Everything.", "en: ' '", "missing-text", "id: es\n", "'es': no text in 'en'"),
    Broken(US, "Haga el despacho formal", "H" * 91, "length", ENTRY, "title (es) has 91 characters", "at most 90"),
    Broken(US, "Make a formal entry", "M" * 91, "length", ENTRY, "title (en) has 91 characters", "at most 90"),
    Broken(
        ES,
        "En España se desiste en castellano.",
        "E" * 231,
        "length",
        SPAIN,
        "summary (es) has 231 characters",
        "at most 230",
    ),
    Broken(ES, "Traduzca el formulario.", WORDS, "length", SPAIN, "action (es) has 121 words", "at most 120"),
    Broken(EU, "{{ days }} days", "{{ daze }} days", "text", WITHDRAWAL, "action (en): unknown daze", "parameters"),
    Broken(
        EU,
        "{{ days }} days",
        "{{ days + 1 }} days",
        "text",
        WITHDRAWAL,
        "action (en): only {{ name }} and {{ name | filter }}",
        "write {{ name }}",
    ),
    Broken(
        EU,
        "{{ days }} days",
        "{{ days | upper }} days",
        "text",
        WITHDRAWAL,
        "action (en): No filter named 'upper'",
        "write {{ name }}",
    ),
    Broken(
        EU,
        "{{ days }} days",
        "{{ days }} {# so far #} days",
        "text",
        WITHDRAWAL,
        "action (en): only {{ name }}",
        "write {{ name }}",
    ),
    Broken(
        EU,
        "{{ days }} days",
        "{{ days | money }} days",
        "text",
        WITHDRAWAL,
        "action (en): 'days' is not for the filter 'money'",
        "leave the filter out",
    ),
    Broken(
        EU,
        "{{ days }} days",
        "{{ days | date }} days",
        "text",
        WITHDRAWAL,
        "action (en): 'days' is not for the filter 'date'",
        "leave the filter out",
    ),
    Broken(
        US,
        "Pay {{ fee }}",
        "Pay {{ fee | number }}",
        "text",
        ENTRY,
        "action (en): 'fee' is not for the filter 'number'",
        "leave the filter out",
    ),
    Broken(EU, "{{ days }} days", "some days", "text", WITHDRAWAL, "action: days stands in one language only"),
    Broken(
        US,
        "Pay {{ fee }}",
        "Pay {{ fee }} in 14 days",
        "number",
        ENTRY,
        "action (en): '14 days' stands in prose",
        "make it a parameter",
        "warning",
    ),
    Broken(
        US,
        "Pague {{ fee }}",
        "Pague {{ fee }} o 20 %",
        "number",
        ENTRY,
        "action (es): '20 %' stands in prose",
        "make it a parameter",
        "warning",
    ),
    Broken(
        US,
        "Pague {{ fee }}",
        "Pague {{ fee }} o EUR 150",
        "number",
        ENTRY,
        "action (es): 'EUR 150",
        "make it a parameter",
        "warning",
    ),
    # citations and addresses
    Broken(
        US,
        '    citations:\n      - {instrument: us-law, article: "10", known: verified, read_on: 2026-11-20}\n',
        "    citations: []\n",
        "citation",
        ENTRY,
        "no citation",
        "name the instrument and the article",
    ),
    Broken(
        US,
        ", known: verified, read_on: 2026-11-20",
        ", known: verified",
        "citation",
        ENTRY,
        "'us-law' is verified without a date",
        "add read_on",
    ),
    Broken(
        US,
        '"10", known: verified',
        '"10", known: recalled',
        "known",
        ENTRY,
        "verified, but no citation is",
        "lower it or say what was read",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "https://www.us.law.example/law",
        "http://www.us.law.example/law",
        "address",
        "id: us-law\n",
        "is not an https address",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "https://www.us.law.example/law",
        "https://law.example/us",
        "address",
        "id: us-law\n",
        "'law.example' is not an official domain of 'us'",
        "official_domains",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "https://www.us.law.example/law",
        "https://notus.law.example",
        "address",
        "id: us-law\n",
        "'notus.law.example' is not an official domain",
        "official_domains",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "https://www.us.law.example/law",
        "https://us.law.example@evil.example/",
        "address",
        "id: us-law\n",
        "'evil.example' is not an official domain",
        "official_domains",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "https://www.us.law.example/law",
        "'https://[us'",
        "address",
        "id: us-law\n",
        "'https://[us' is not an https address",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "https://www.us.law.example/law",
        "''",
        "address",
        "id: us-law\n",
        "'' is not an https address",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "https://office.us.law.example",
        "file:///etc/passwd",
        "address",
        "id: us-office",
        "is not an https address",
    ),
    Broken(
        BAZAAR,
        "https://bazaar.example/terms",
        "https://bazar.example",
        "address",
        "id: bazaar-terms",
        "not an official domain of 'bazaar'",
        "official_domains",
    ),
    # dates
    Broken(
        LABEL,
        "{from: 2026-12-15}",
        "{from: 2026-12-15, until: 2026-12-14}",
        "date",
        LABELLED,
        "in_force ends before it begins",
    ),
    Broken(
        US,
        "read_on: 2026-11-20",
        "read_on: 2026-11-23",
        "date",
        ENTRY,
        "read on 2026-11-23, after the layer's knowledge date 2026-11-22",
    ),
    Broken(
        US, "    review_by: 2027-06-30\n", "", "review", ENTRY, "volatile, but no review_by", "say when to look again"
    ),
    Broken(
        US,
        "review_by: 2027-06-30",
        "review_by: 2026-11-23",
        "review",
        ENTRY,
        "was to be reviewed by 2026-11-23",
        "read it again",
        "warning",
    ),
    Broken(
        "mx/customs.yaml",
        "offset: -P1D",
        "offset: one day",
        "deadline",
        "id: mx-customs-declaration",
        "'one day' is not a duration",
        "P14D",
    ),
    Broken(
        "mx/customs.yaml",
        "trigger: shipment, ",
        "",
        "deadline",
        "id: mx-customs-declaration",
        "an offset needs a trigger",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "{from: 2027-01-01,",
        "{from: 2026-12-31,",
        "parameter",
        "id: us_de_minimis",
        "dated values overlap or are out of order",
        "oldest first",
    ),
    Broken(
        "us/jurisdiction.yaml",
        "until: 2026-12-31",
        "until: 2016-03-09",
        "parameter",
        "id: us_de_minimis",
        "a dated value ends before it begins",
        "until is the last day",
    ),
    Broken(
        EU,
        "{days: 14}",
        "{days: [{value: 14}, {value: 15}]}",
        "parameter",
        WITHDRAWAL,
        "dated values overlap",
        "oldest first",
    ),
    # parameters
    Broken(
        EU,
        "{days: 14}",
        "{days: 14, hours: 2}",
        "unused",
        WITHDRAWAL,
        "parameter 'hours' is not used",
        "remove it",
        "warning",
    ),
    Broken(
        US,
        "{fee: {",
        "{us_de_minimis: {amount: 1, currency: USD}, fee: {",
        "parameter",
        ENTRY,
        "'us_de_minimis' hides a shared parameter",
        "rename one",
    ),
    # layers
    Broken(
        US,
        "    domain: customs",
        "    domain: privacy",
        "domain",
        ENTRY,
        "a privacy item stands in customs.yaml",
        "move it",
    ),
    Broken(
        "es/jurisdiction.yaml",
        "id: es\n",
        "id: spain\n",
        "layer",
        "id: spain\n",
        "layer 'spain' stands in 'es'",
        "same name for both",
    ),
    Broken("es/jurisdiction.yaml", "[eu]", "[europe]", "layer", "id: es\n", "builds on 'europe', which does not exist"),
    Broken(
        "es/jurisdiction.yaml",
        "[eu]",
        "[us]",
        "layer",
        "id: es\n",
        "'es' builds on 'us'",
        "only a country builds on regions",
    ),
    Broken(
        "eu/jurisdiction.yaml",
        "  languages: [en]",
        "  languages: [en]\n  builds_on: [eu]",
        "layer",
        "id: eu\n",
        "'eu' builds on 'eu'",
        "only a country",
    ),
    Broken("es/jurisdiction.yaml", "  currency: EUR\n", "", "layer", "id: es\n", "'es' has no currency"),
    Broken(
        "facts.yaml",
        "id: bazaar,",
        "id: market,",
        "layer",
        "id: bazaar\n",
        "channel 'bazaar' is not an option of sale.channels",
        "add it to facts.yaml",
    ),
    Broken(
        "us/consumer.yaml",
        "requirements:",
        f"{SECOND_LAYER}\nrequirements:",
        "id-twice",
        "id: us\n",
        "'us' is used twice",
        "first at us/consumer.yaml:2",
    ),
    # what nobody uses or reaches
    Broken(
        LABEL,
        " and seller.size == 'large'",
        "",
        "unused",
        "id: seller.employees",
        "fact 'seller.employees' decides nothing",
        "remove it",
        "warning",
    ),
    Broken(
        "mx/customs.yaml",
        "    documents: [invoice]\n",
        "",
        "unused",
        "id: invoice",
        "document 'invoice' is asked for nowhere",
        "",
        "warning",
    ),
    Broken(
        "eu/jurisdiction.yaml",
        "instruments:",
        f"instruments:\n  - {{id: eu-old, {OLD_LAW}}}",
        "unused",
        "{id: eu-old",
        "instrument 'eu-old' is not cited",
        "remove it",
        "warning",
    ),
    Broken(
        "facts.yaml",
        "parameters:",
        "parameters:\n  - {id: forgotten, values: 5}",
        "unused",
        "{id: forgotten",
        "parameter 'forgotten' is not used",
        "remove it",
        "warning",
    ),
    Broken(
        "scenarios/all.yaml",
        "        - mx-customs-declaration\n",
        "",
        "unreached",
        "id: mx-customs-declaration",
        "no scenario says when it applies",
        "add it to one",
        "warning",
    ),
]


def where_is(folder: Path, at: str) -> list[tuple[str, int, int]]:
    """Every place of the folder where these words stand."""
    found = []
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if text.count(at) == 1:
            found.append((path.relative_to(folder).as_posix(), *place_of(text, at)))
    return found


@pytest.mark.parametrize("one", BROKEN, ids=[f"{n}-{one.rule}" for n, one in enumerate(BROKEN)])
def test_that_a_mistake_is_found_at_its_place_with_its_mend(one: Broken, folder: Path) -> None:
    changed(folder, one.file, one.before, one.after)
    found = [problem for problem in all_problems(folder) if problem.rule == one.rule and one.message in problem.message]
    assert found, "\n".join(map(str, all_problems(folder)))
    expected = where_is(folder, one.at)
    here = [problem for problem in found if (problem.place.file, problem.place.line, problem.place.column) in expected]
    assert here, f"{found} is not at {expected}"
    assert one.mend in here[0].mend
    assert here[0].level == one.level


def test_that_the_small_content_is_good() -> None:
    assert all_problems(SMALL) == []


def test_that_the_scenarios_of_the_small_content_come_out_as_they_say() -> None:
    catalogue = load_catalogue(SMALL)
    scenarios, problems = read_scenarios(SMALL, catalogue)
    outcomes = [run_scenario(scenario, catalogue, Assessor(catalogue)) for scenario in scenarios]
    assert [*problems, *(problem for outcome in outcomes for problem in outcome.problems)] == []


@pytest.mark.parametrize(
    ("before", "after", "message", "mend"),
    [
        ("- us-consumer-label@us/tequila", "- us-consumer-label@us/rebozo", "is not_applicable, expected applies", ""),
        (
            "- mx-customs-declaration",
            "- mx-customs-declaration@us",
            "names no duty of this case",
            "one of mx-customs-declaration",
        ),
        ("questions_at_most: 1", "questions_at_most: 0", "1 questions are left, at most 0 expected", ""),
        (
            "upcoming: [us-customs-entry]",
            "upcoming: [eu-consumer-withdrawal]",
            "is not among what changes within a year",
            "",
        ),
        ("upcoming: [us-customs-entry]", "upcoming: [us-nothing]", "unknown requirement 'us-nothing'", ""),
        ("undecided: [bazaar-account@es]", "undecided: [bazaar-account@us]", "is applies, expected undecided", ""),
    ],
)
def test_that_a_scenario_that_comes_out_otherwise_says_how(
    before: str, after: str, message: str, mend: str, folder: Path
) -> None:
    text = changed(folder, "scenarios/all.yaml", before, after)
    catalogue = load_catalogue(folder)
    scenario = read_scenarios(folder, catalogue)[0][0]
    (problem,) = run_scenario(scenario, catalogue, Assessor(catalogue)).problems
    assert message in problem.message
    assert mend in problem.mend
    assert (problem.place.line, problem.place.column) == place_of(text, "id: tequila-in-two-countries")


def test_that_everything_wrong_in_every_file_is_told_in_one_pass(folder: Path) -> None:
    changed(folder, "content.yaml", '"1.0.0"', "1")
    changed(folder, "facts.yaml", "type: money", "type: cash")
    changed(folder, "glossary.yaml", "id: vat", "id: *vat")
    changed(folder, US, "kind: duty", "kind: duties")
    changed(folder, LABEL, "severity: should", "severity: maybe")
    changed(folder, LABEL, "known: recalled\n    citations", "known: rumour\n    citations")
    changed(folder, EU, "authority: eu-office", "authority: nobody")
    changed(folder, ES, "title: {es:", "title: {fr:")
    (folder / "documents.yaml").unlink()
    (folder / "fr").mkdir()
    (folder / "fr" / "customs.yaml").write_text("requirements: []\n", encoding="utf-8")
    told = {(problem.place.file, problem.rule) for problem in all_problems(folder)}
    assert told >= {
        ("content.yaml", "type"),
        ("facts.yaml", "option"),
        ("glossary.yaml", "alias"),
        ("documents.yaml", "missing-file"),
        (US, "option"),
        (LABEL, "option"),
        (EU, "authority"),
        (ES, "unknown-key"),
        (ES, "missing-key"),
        ("fr/customs.yaml", "layer"),
    }
    assert sum(problem.place.file == LABEL and problem.rule == "option" for problem in all_problems(folder)) == 2


def test_that_content_with_errors_is_not_loaded(folder: Path) -> None:
    changed(folder, US, "kind: duty", "kind: duties")
    changed(folder, EU, "severity: must", "severity: may")
    with pytest.raises(ProblemsError) as caught:
        load_catalogue(folder)
    assert {problem.place.file for problem in caught.value.problems} == {US, EU}


def test_that_a_folder_without_content_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        read_content(tmp_path)
    assert caught.value.code == "content_missing"


def test_that_a_folder_in_place_of_a_layer_file_is_a_fault_of_the_machine(folder: Path) -> None:
    (folder / "us" / "privacy.yaml").mkdir()
    with pytest.raises(EnvironmentFault) as caught:
        read_content(folder)
    assert caught.value.code == "cannot_read"


def test_that_the_digest_follows_every_content_file_and_no_other(folder: Path) -> None:
    before = content_digest(folder)
    changed(folder, "scenarios/all.yaml", "questions_at_most: 1", "questions_at_most: 2")
    (folder / "README.md").write_text("words", encoding="utf-8")
    assert content_digest(folder) == before
    changed(folder, US, "review_by: 2027-06-30", "review_by: 2027-07-30")
    assert content_digest(folder) != before


def test_that_a_broken_scenario_file_does_not_hide_the_others(folder: Path) -> None:
    (folder / "scenarios" / "a.yaml").write_text("scenarios: [", encoding="utf-8")
    scenarios, problems = read_scenarios(folder, read_content(folder).catalogue)
    assert len(scenarios) == 2
    assert [problem.place.file for problem in problems] == ["scenarios/a.yaml"]
