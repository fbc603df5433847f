"""Edits after which the quoted words are gone, although their like may stand elsewhere."""

from bench.anchoring.carried import Article, Carried
from bench.anchoring.edits import BREAK, rewritten


def sentence_cut(random, article, others, quote):
    """The sentence of the quote was cut, with the space after it."""
    start, end = article.around(article.sentences, quote[0]) or (0, 0)
    if end < quote[1]:
        return None
    carried = Carried(article.text)
    while article.text[end : end + 1] == " ":
        end += 1
    carried.cut(start, end)
    return carried


def paragraph_cut(random, article, others, quote):
    """The paragraph of the quote was cut."""
    start, end = article.around(article.paragraphs, quote[0])
    if end < quote[1]:
        return None
    carried = Carried(article.text)
    carried.cut(start, end + len(BREAK))
    return carried


def article_replaced(random, article, others, quote):
    """Another article, of the same language where there is one, stands at this address."""
    if article.text[slice(*quote)] in others[0].text:
        return None
    carried = Carried("")
    carried.put(0, others[0].text)
    return carried


def look_alike_stays(random, article, others, quote):
    """Of two paragraphs with nearly the same words, the quote's was cut."""
    start, end = article.around(article.paragraphs, quote[0])
    if end < quote[1] or quote[1] - quote[0] < 8:
        return None
    alike = Carried(article.text)
    rewritten(random, article, alike, (start, end), 0.1)
    twin = alike.text[start : end + len(alike.text) - len(article.text)]
    if article.text[slice(*quote)] in twin:
        return None
    both = Article(article.language, article.text[:end] + BREAK + twin + article.text[end:])
    carried = Carried(both.text)
    carried.cut(start, end + len(BREAK))
    return both, carried


GONE = (sentence_cut, paragraph_cut, article_replaced, look_alike_stays)
