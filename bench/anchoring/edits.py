"""What editors do to an article between a report and its triage: one function a kind.

Each takes a random source, the article, the other articles and the quote, and returns the edited text, or None where
the edit makes no sense for this quote. A function may ask for another article than the given one by returning both.
"""

import re
import unicodedata
from random import Random

from bench.anchoring.carried import Article, Carried, Span

BREAK = "\n\n"


def misspelt(random: Random, word: str) -> str:
    """Return a word with one slip of the fingers."""
    at = random.randrange(len(word))
    if len(word) < 3:
        return word[:at] + chr(ord(word[at]) + 1) + word[at + 1 :]
    slips = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]
    if at + 1 < len(word) and word[at] != word[at + 1]:
        slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return random.choice(slips)


def other_word(random: Random, article: Article) -> str:
    """Return some word of the article."""
    start, end = random.choice(article.words)
    return article.text[start:end]


def rewritten(random: Random, article: Article, carried: Carried, part: Span, share: float) -> None:
    """Put other words in the place of a share of the words of a part."""
    words = article.within(article.words, part)
    for start, end in sorted(random.sample(words, round(share * len(words) + 0.5) if words else 0), reverse=True):
        carried.rewrite(start, end, other_word(random, article))


def nothing(random, article, others, quote):
    """The article is as it was."""
    return Carried(article.text)


def misprint_mended(random, article, others, quote):
    """One word of the quote is spelt otherwise."""
    words = [word for word in article.within(article.words, quote) if word[1] - word[0] >= 2]
    if not words or quote[1] - quote[0] < 4:
        return None
    start, end = random.choice(words)
    carried = Carried(article.text)
    carried.rewrite(start, end, misspelt(random, article.text[start:end]))
    return carried


def words_replaced(random, article, others, quote):
    """A quarter of the words of the quote are others now."""
    words = article.within(article.words, quote)
    if len(words) < 6:
        return None
    carried = Carried(article.text)
    rewritten(random, article, carried, (words[1][0], words[-2][1]), 0.25)
    return carried


def words_added(random, article, others, quote):
    """Something was put in: a few words, or the mark of a footnote."""
    words = article.within(article.words, quote)
    if len(words) < 5:
        return None
    at = words[random.randrange(1, len(words) - 1)][1]
    carried = Carried(article.text)
    added = article.gap + article.gap.join(other_word(random, article) for _ in range(1 + len(words) // 6))
    carried.put(at, random.choice(["[1]", "*", added, added]))
    return carried


def words_cut(random, article, others, quote):
    """A word or two of the quote were cut."""
    words = article.within(article.words, quote)
    if len(words) < 7:
        return None
    first = random.randrange(1, len(words) - 3)
    carried = Carried(article.text)
    carried.cut(words[first][0], words[first + 1 + (len(words) > 11)][0])
    return carried


def sentence_before_rewritten(random, article, others, quote):
    """Half of the words of the sentence before, and of the quote's own before it."""
    before = [span for span in article.sentences if span[0] < quote[0]]
    if not before:
        return None
    carried = Carried(article.text)
    rewritten(random, article, carried, (before[-2:][0][0], quote[0] - 1), 0.5)
    return carried


def both_sides_rewritten(random, article, others, quote):
    """Half of the words on both sides."""
    carried = Carried(article.text)
    rewritten(random, article, carried, (quote[1] + 1, min(len(article.text), quote[1] + 150)), 0.5)
    rewritten(random, article, carried, (max(0, quote[0] - 150), quote[0] - 1), 0.5)
    return carried


def paragraphs_added_before(random, article, others, quote):
    """One to three paragraphs of other articles."""
    carried = Carried(article.text)
    spots = [start for start, _end in article.paragraphs if start <= quote[0]]
    for other in random.sample(others, random.randint(1, 3)):
        start, end = random.choice(other.paragraphs)
        carried.put(random.choice(spots[:1] + spots[-1:]), other.text[start:end] + BREAK)
    return carried


def paragraph_cut_before(random, article, others, quote):
    """One of the paragraphs before."""
    before = [span for span in article.paragraphs if span[1] <= quote[0]]
    if not before:
        return None
    carried = Carried(article.text)
    start, end = random.choice(before)
    carried.cut(start, end + len(BREAK))
    return carried


def paragraphs_moved(random, article, others, quote):
    """All paragraphs in any order."""
    if not article.around(article.paragraphs, quote[0])[1] >= quote[1]:
        return None
    carried = Carried(article.text)
    carried.reorder(random.sample(article.paragraphs, len(article.paragraphs)), BREAK)
    return carried


def typography(random, article, others, quote):
    """Other quotation marks and dashes, hard spaces, soft hyphens."""
    carried = Carried(article.text)
    marks = random.choice(["“”", '""', "«»"])
    for match in reversed(list(re.finditer("[\"“”„«»'’]|[-–—]| ", article.text))):
        mark, at = match.group(), match.start()
        if mark == " ":
            carried.rewrite(at, at + 1, random.choice("  \u00a0"))
        elif mark in "'’":
            carried.rewrite(at, at + 1, random.choice("'’ʼ"))
        elif mark in "-–—":
            carried.rewrite(at, at + 1, random.choice("-–—"))
        else:
            carried.rewrite(at, at + 1, marks[not article.text[max(0, at - 1) : at].isspace()])
    if random.random() < 0.5:
        carried = _hyphenated(random, carried)
    return carried


def _hyphenated(random: Random, carried: Carried) -> Carried:
    places = [match.start() + 3 for match in re.finditer(r"[^\W\d_]{7,}", carried.text)]
    for at in sorted(random.sample(places, len(places) // 2), reverse=True):
        carried.put(at, "\u00ad")
    return carried


def form_and_breaks(random, article, others, quote):
    """Decomposed letters, and paragraphs joined by one line end or by a space."""
    carried = Carried(article.text)
    joined = random.choice(["\n", " ", "\n \n  "])
    for start, end in reversed([match.span() for match in re.finditer(BREAK, article.text)]):
        carried.rewrite(start, end, joined)
    carried.respell(lambda cluster: unicodedata.normalize("NFD", cluster))
    return carried


def capitals(random, article, others, quote):
    """The quote became a line in capitals."""
    words = article.text[slice(*quote)]
    if len(words.upper()) != len(words) or words.upper() == words:
        return None
    carried = Carried(article.text)
    carried.rewrite(*quote, words.upper())
    return carried


def repeated_before(random, article, others, quote):
    """The quote stands in a teaser before the text, too."""
    if (quote[1] - quote[0] < 20 and article.gap) or quote[1] - quote[0] < 8:
        return None
    carried = Carried(article.text)
    carried.put(article.paragraphs[1][0], article.text[slice(*quote)] + BREAK)
    return carried if quote[0] >= article.paragraphs[1][0] else None


def much_at_once(random, article, others, quote):
    """A misprint mended, both sides rewritten, a paragraph added."""
    words = [word for word in article.within(article.words, quote) if word[1] - word[0] >= 2]
    if len(words) < 4:
        return None
    carried = Carried(article.text)
    rewritten(random, article, carried, (quote[1] + 1, min(len(article.text), quote[1] + 100)), 0.4)
    start, end = random.choice(words)
    carried.rewrite(start, end, misspelt(random, article.text[start:end]))
    rewritten(random, article, carried, (max(0, quote[0] - 100), quote[0] - 1), 0.4)
    start, end = random.choice(others[0].paragraphs)
    carried.put(0, others[0].text[start:end] + BREAK)
    return carried


def look_alike_added(random, article, others, quote):
    """Before the quote's paragraph stands one with nearly the same words."""
    start, end = article.around(article.paragraphs, quote[0])
    if not end >= quote[1] or quote[1] - quote[0] < 8:
        return None
    carried = Carried(article.text)
    alike = Carried(article.text)
    rewritten(random, article, alike, (start, end), 0.1)
    grown = len(alike.text) - len(article.text)
    if article.text[slice(*quote)] in alike.text[start : end + grown]:
        return None
    carried.put(start, alike.text[start : end + grown] + BREAK)
    return carried


LIVE = (
    nothing,
    misprint_mended,
    words_replaced,
    words_added,
    words_cut,
    sentence_before_rewritten,
    both_sides_rewritten,
    paragraphs_added_before,
    paragraph_cut_before,
    paragraphs_moved,
    typography,
    form_and_breaks,
    capitals,
    repeated_before,
    much_at_once,
    look_alike_added,
)
