"""Two wordings side by side: what differs, what is marked, what is passed over."""

from commentsvc.domain.limits import SIDES_MAX_ROWS
from commentsvc.domain.side_by_side import Mark, side_by_side

THEN = "The bridge.\nIt was closed in 1978.\nA third.\nA fourth.\nA fifth.\nAn end."


def words(pieces):
    return "".join(piece.text for piece in pieces)


def test_a_changed_word_is_told_in_its_paragraph_and_the_rest_counted():
    sides = side_by_side(THEN, THEN.replace("1978", "1987"), [Mark(29, 33, "r1")], [])
    first, changed, after, rest = sides.rows
    assert words(changed.then) == "It was closed in 1978." and words(changed.now) == "It was closed in 1987."
    assert [(piece.text, piece.differs, piece.mark) for piece in changed.then if piece.differs] == [
        ("1978", True, "r1")
    ]
    assert [piece.text for piece in changed.now if piece.differs] == ["1987"]
    assert words(first.then) == "The bridge." and words(after.then) == "A third." and rest.skipped == 3


def test_a_paragraph_that_came_or_went_stands_alone():
    sides = side_by_side("One.\nTwo.\nThree.", "One.\nThree.\nFour.", [], [])
    assert [(row.then and words(row.then), row.now and words(row.now)) for row in sides.rows] == [
        ("One.", "One."),
        ("Two.", None),
        ("Three.", "Three."),
        (None, "Four."),
    ]


def test_a_mark_may_cross_paragraphs():
    sides = side_by_side("One two.\nThree four.", "One two.\nThree four.", [Mark(4, 14, "r")], [])
    assert [[piece.text for piece in row.then if piece.mark] for row in sides.rows] == [["two."], ["Three"]]


def test_the_same_text_without_marks_is_only_counted():
    assert [row.skipped for row in side_by_side(THEN, THEN, [], []).rows] == [6]


def test_what_is_too_long_is_cut_and_says_so():
    then = "\n".join(f"Line {number}" for number in range(3000))
    now = "\n".join(f"Row {number}" for number in range(3000))
    sides = side_by_side(then, now, [], [])
    assert len(sides.rows) == SIDES_MAX_ROWS and sides.cut
