"""Tombstones, reply counts and thread counts follow a naive model of the tree, whatever happens to it."""

import itertools
from types import SimpleNamespace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentsvc.domain.moderation import Action, Status
from commentsvc.services import verification

# Reasons for the settings: every example writes to a real database, which takes as long as it takes.
SLOW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
ACTS = st.lists(
    st.tuples(st.sampled_from(["post", "reply", "hold", "approve", "reject", "spam", "withdraw"]), st.integers(0, 30)),
    max_size=18,
)
MODERATION = {
    "hold": Action.HOLD,
    "approve": Action.APPROVE,
    "reject": Action.REJECT,
    "spam": Action.MARK_SPAM,
}


class Model:
    """The tree as plain objects; everything derived is computed anew from the definitions."""

    def __init__(self):
        self.nodes = []

    def add(self, row, parent):
        self.nodes.append(SimpleNamespace(row=row, parent=parent, status=Status.APPROVED, withdrawn=False))

    def public(self, node):
        return node.status is Status.APPROVED and not node.withdrawn

    def children(self, node):
        return [other for other in self.nodes if other.parent is node]

    def visible(self, node):
        return self.public(node) or any(self.visible(child) for child in self.children(node))

    def reply_count(self, node):
        return sum(self.visible(child) for child in self.children(node))


def play(factories, model, act, number, key):
    if act == "post" or not model.nodes:
        model.add(factories.comment("Root", key=key), None)
        return
    node = model.nodes[number % len(model.nodes)]
    if act == "reply":
        if model.public(node):
            # Deeper than this the tree is flat, and the model would have to know it.
            model.add(factories.comment("Reply", key=key, parent=node.row, depth_limit=10), node)
    elif act == "withdraw":
        if model.public(node):
            factories.withdraw(node.row)
            node.withdrawn = True
    elif not node.withdrawn:
        factories.decide(node.row, MODERATION[act])
        node.status = {"hold": Status.PENDING, "approve": Status.APPROVED, "reject": Status.REJECTED}.get(
            act, Status.SPAM
        )


def test_derived_facts_follow_the_tree(factories):
    articles = itertools.count()

    @SLOW
    @given(ACTS)
    def check(acts):
        model, key = Model(), f"article {next(articles)}"
        for act, number in acts:
            play(factories, model, act, number, key)
        for node in model.nodes:
            row = factories.reload(node.row)
            assert row.visible == model.visible(node)
            assert row.reply_count == model.reply_count(node)
        if model.nodes:
            thread = factories.thread_of(model.nodes[0].row)
            assert thread.comment_count == sum(model.public(node) for node in model.nodes)
            assert factories.act(verification.check_thread, thread.id) == []

    check()


def test_a_tombstone_goes_with_its_last_reply(factories):
    root = factories.comment("Root")
    reply = factories.comment("Reply", parent=root)
    deeper = factories.comment("Deeper", parent=reply)
    factories.withdraw(root)
    factories.withdraw(reply)
    assert factories.reload(root).visible
    factories.decide(deeper, Action.REJECT)
    assert not factories.reload(root).visible
    factories.decide(deeper, Action.APPROVE)
    assert factories.reload(root).visible
    assert factories.thread_of(root).comment_count == 1
