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
    assert words(first.both) == "The bridge." and words(after.both) == "A third." and rest.skipped == 3


def test_a_paragraph_that_came_or_went_stands_alone():
    sides = side_by_side("One.\nTwo.\nThree.", "One.\nThree.\nFour.", [], [])
    assert [[part and words(part) for part in (row.both, row.then, row.now)] for row in sides.rows] == [
        ["One.", None, None],
        [None, "Two.", None],
        ["Three.", None, None],
        [None, None, "Four."],
    ]


def test_a_mark_may_cross_paragraphs():
    sides = side_by_side("One two.\nThree four.", "One two.\nThree four.", [Mark(4, 14, "r")], [])
    assert [[piece.text for piece in row.both if piece.mark] for row in sides.rows] == [["two."], ["Three"]]


def test_what_stands_unchanged_is_shown_once_with_the_marks_of_both_wordings():
    now = "A new beginning.\n" + THEN
    sides = side_by_side(THEN, now, [Mark(29, 33, "r1"), Mark(0, 3, "r2")], [Mark(46, 50, "r1"), Mark(29, 33, "r3")])
    came, first, second, *_rest = sides.rows
    assert words(came.now) == "A new beginning." and came.then is None
    assert [(piece.text, piece.mark) for piece in first.both] == [("The", "r2"), (" bridge.", None)]
    assert [(piece.text, piece.mark) for piece in second.both if piece.mark] == [("It w", "r3"), ("1978", "r1")]


def test_the_same_text_without_marks_is_only_counted():
    assert [row.skipped for row in side_by_side(THEN, THEN, [], []).rows] == [6]


def test_what_is_too_long_is_cut_and_says_so():
    then = "\n".join(f"Line {number}" for number in range(3000))
    now = "\n".join(f"Row {number}" for number in range(3000))
    sides = side_by_side(then, now, [], [])
    assert len(sides.rows) == SIDES_MAX_ROWS and sides.cut
