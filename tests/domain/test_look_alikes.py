"""Names that readers would take for each other are found; names that they would not are left alone."""

import pytest

from commentsvc.domain.look_alikes import look_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olena Koval", "olena  KOVAL"),
        ("Olena Koval", "Оlеnа Kоvаl"),  # Cyrillic О, е, а, о
        ("Olena Koval", "0lena Kova1"),
        ("Olena Koval", "OlenaKoval"),
        ("Olena Koval", "★ Olena Koval ★"),
        ("Olena Koval", "Olena-Koval."),
        ("Olena Koval", "Koval Olena"),
        ("Olena Koval", "Ölena Kovál"),
        ("Olena Koval", "𝐎𝐥𝐞𝐧𝐚 Ｋｏｖａｌ"),
        ("Ігор Білий", "Irop Білий"),
        ("Ігор Білий", "ігор білий"),
        ("Marion", "Мarlon"),
        ("Burn", "Bum"),
        ("Νίκος Παππάς", "ΝΙΚΟΣ ΠΑΠΠΑΣ"),
        ("דוד לוי", "לוי דוד"),
        ("王小明", "王小明"),
    ],
)
def test_taken_for_each_other(one, other):
    assert look_alike(one, other)
    assert look_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olena Koval", "Olena K."),
        ("Olena Koval", "Olena Koval (Lviv)"),
        ("Olena Koval", "Olena Kovalenko"),
        ("Olena", "Olha"),
        ("किरण", "करण"),
        ("王小明", "王大明"),
        ("🦊", "🐻"),
        ("", ""),
    ],
)
def test_told_apart(one, other):
    assert not look_alike(one, other)
