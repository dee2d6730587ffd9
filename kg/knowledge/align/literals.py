"""Which xsd type a literal of a text has, by its form."""

from __future__ import annotations

import re


def datatype(value: str, *, is_time: bool = False) -> str:
    """The xsd type of a literal's form.

    >>> datatype("2024-09-10", is_time=True), datatype("2022-02", is_time=True), datatype("32"), datatype("5.1")
    ('date', 'gYearMonth', 'integer', 'decimal')
    """
    if is_time and re.fullmatch(r"\d{4}", value):
        return "gYear"
    forms = {
        "date": r"\d{4}-\d\d-\d\d",
        "gYearMonth": r"\d{4}-\d\d",
        "integer": r"[+-]?\d+",
        "decimal": r"[+-]?\d*\.\d+",
    }
    return next((name for name, form in forms.items() if re.fullmatch(form, value)), "string")
