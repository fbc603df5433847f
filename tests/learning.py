"""A scorer that has learnt to object to some words, without learning."""

from array import array

from commentsvc.domain.scorer import LARGEST, Model
from commentsvc.domain.scorer_features import SIZE, Hashing, words
from commentsvc.domain.scorer_figures import figures
from commentsvc.ports import Learnt


def objecting_to(key: bytes, *objected: str) -> Model:
    """A model that thinks little of these words, and nothing ill of anything else."""
    hashing, weights = Hashing(key), array("b", bytes(SIZE))
    for word in objected:
        weights[hashing.index(f"w {words(word)[0].form}")] = LARGEST
    return Model(hashing, weights, 0.1, -2.0)


class Pupil:
    """Learns nothing but a word to object to, and remembers what it was given."""

    def __init__(self, area: float = 0.9, objected: str = "scam"):
        self.area, self.objected = area, objected
        self.lessons: list = []
        self.fails: Exception | None = None

    def learn(self, decisions, key: bytes) -> Learnt:
        """As ``ports.Learner``."""
        if self.fails:
            raise self.fails
        self.lessons.append(decisions)
        model = objecting_to(key, self.objected)
        labels = [refused for _, refused in decisions]
        told = figures([model.probability(source) for source, _ in decisions], labels).to_mapping()
        return Learnt(model.kept(), told, self.area, 0.02, len(decisions), sum(labels))
