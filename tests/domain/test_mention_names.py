from __future__ import annotations

import pytest

from annotator.domain.mention_names import names_in, pronoun


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("Lukashenko", ["Lukashenko"]),
        ("Belarusian President Alexander Lukashenko", ["Alexander Lukashenko"]),
        ("the close ally of Putin, Lukashenko", ["Lukashenko"]),
        ("Mr Smith, a baker from Leeds,", ["Smith"]),
        ("The Belarusian President", []),
        ("President of Belarus", []),
        ("US Secretary of State Antony Blinken", ["Antony Blinken"]),
        ("a spokesman for the Ministry of Defence", []),
        ("the Ministry of Defence", ["Ministry of Defence"]),
        ("Bank of England governor Andrew Bailey", ["Andrew Bailey"]),
        ("Boris Johnson’s spokesman", []),
        ("state news agency TASS", ["TASS"]),
        ("the Belarusian Telegraph Agency (BelTA)", ["BelTA", "Belarusian Telegraph Agency"]),
        ("Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Abdel Fattah el-Sisi", ["Abdel Fattah el-Sisi"]),
        ("Президент України Володимир Зеленський", ["Володимир Зеленський"]),
        ("президент Владимир Владимирович Путин", ["Владимир Владимирович Путин"]),
        ("الرئيس", ["الرئيس"]),
        ("岸田首相", ["岸田首相"]),
        ("the witness", []),
        ("  two\nlines  Smith ", ["Smith"]),
        ("", []),
    ],
)
def test_the_names_in_a_mention(mention: str, names: list[str]) -> None:
    assert list(names_in(mention)) == names


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        ("he", "person"), ("She", "person"), ("HIM", "person"), ("вона", "person"),
        ("彼", "person"), ("I", "first"), ("нас", "first"), ("אני", "first"), ("it", "other"),
        ("they", "other"), ("هم", "other"), ("Lukashenko", None), ("the man", None), ("", None),
    ],
)  # fmt: skip
def test_pronouns_by_what_they_stand_for(mention: str, kind: str | None) -> None:
    assert pronoun(mention) == kind
