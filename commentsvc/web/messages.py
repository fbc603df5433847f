"""Codes of the core become sentences for people, in their language."""

from datetime import datetime

from flask_babel import format_date, format_time, gettext
from flask_babel import lazy_gettext as _

from commentsvc.web import appeal_messages, connection_words, legal_words
from commentsvc.web.held_words import HELD

_ERRORS = {
    "error": _("Something went wrong. Please try again."),
    # Reading the request
    "unreadable": _("The request could not be read."),
    "malformed_json": _("The request is not valid JSON."),
    "too_large": _("This is more than the service reads at once."),
    "unsupported_media_type": _("Please send JSON (Content-Type: application/json)."),
    "invalid": _("Please check what you have entered."),
    "wrong_type": _("This has not the right form."),
    "required": _("This is needed."),
    "hours_malformed": _("Please write two times of a day, such as 22:00-07:00."),
    "unknown_time_zone": _("There is no such time zone. Its name looks like Europe/Kyiv."),
    "unknown_choice": _("This is not one of the choices."),
    "out_of_bounds": _("This is out of bounds."),
    "number_out_of_bounds": _("This has to be a whole number from %(low)s to %(high)s."),
    "too_many_entries": _("This is too much: at most %(max)s entries."),
    "bad_cursor": _("This page position is not valid; please begin at the first page."),
    "idempotency_key_malformed": _("The Idempotency-Key may have up to 200 visible ASCII characters."),
    "idempotency_key_reused": _("This Idempotency-Key was already used for something else."),
    # Who and where
    "unauthenticated": _("Please sign in."),
    "token_required": _("This needs a reader's token."),
    "token_invalid": _("The token is not valid any more."),
    "signature_missing": _("This needs the headers webhook-id, webhook-timestamp and webhook-signature."),
    "signature_expired": _("The signature's time is more than five minutes from now. Please check the clock."),
    "signature_invalid": _("The signature does not fit the body and any key of this site."),
    "webhook_id_reused": _("This webhook-id was already used for something else."),
    "sign_on_invalid": _("The sign-on token is not valid."),
    "sign_on_claim": _("The sign-on token's claim “%(claim)s” is missing or malformed."),
    "sign_on_issuer": _("The sign-on token's issuer should be %(issuer)s, as with its key."),
    "sign_on_audience": _("The sign-on token's audience should be %(audience)s."),
    "sign_on_lifetime": _("A sign-on token is valid for at most %(max)s seconds from iat to exp."),
    "sign_on_early": _("The sign-on token is not valid yet. Please check the clock of the server that made it."),
    "sign_on_expired": _("The sign-on token has expired."),
    "sign_on_used": _("The sign-on token has been used already."),
    "forbidden": _("This is not allowed."),
    "origin_not_allowed": _("This page's origin is not registered for the site. Its administrator can add it."),
    "banned": _("You cannot write here any more, because a moderator has decided so."),
    "suspended": _("A moderator has decided that you cannot write here until %(until)s."),
    "warned": _("The moderators have written to you. Please read it first; your text is kept."),
    "sanction_in_force": _("This is in force already. Lift it first to give it anew."),
    "sanction_changed": _("This has changed meanwhile. Please look again."),
    "sanction_over": _("This is over already."),
    "unknown_sanction": _("There is no such decision about a reader."),
    "unknown_note": _("There is no such note."),
    "note_changed": _("The note has changed meanwhile. Please look again."),
    "whole_site_only": _("This takes a moderator of the whole site."),
    "end_needed": _("Please say for how long."),
    "anonymous_closed": _(
        "For a while only readers with an account can write here. Please sign in; your text is kept."
    ),
    "slow_mode": _("This discussion is slowed down for a while. You can write again in %(seconds)s seconds."),
    "raid_changed": _("Somebody was faster: this has changed meanwhile. Please look again."),
    "guests_not_allowed": _("Please sign in to write here."),
    "sign_in_off": _("This site does not let readers sign in by mail."),
    "sign_in_over": _("This link has been used or is older than ten minutes. Please ask for a new one."),
    "unknown_sign_in": _("This link is not complete. Please open it as it stands in the mail."),
    "too_many_sign_ins": _("Several links have been sent already. Please look into your mail, or try again later."),
    "gone": _("This is over."),
    "not_found": _("There is nothing here."),
    "unknown_site": _("There is no site of this name."),
    "unknown_thread": _("There is no such thread."),
    "own_page_closed": _("This link does not open anything any more. Ask for a new one where you write comments."),
    "erasure_unsure": _("Please choose what is to become of your comments, and confirm that you want to be erased."),
    "unknown_reader": _("There is no such reader on this site."),
    "reader_is_staff": _("This is one of the newsroom. End the account at the desk instead."),
    "reader_was_merged": _("This guest has become an account. Erase the account: the guest goes with it."),
    "unknown_article": _("There is no article %(key)s."),
    "unknown_key": _("There is no such key."),
    "key_is_former": _("This was a key of the article %(key)s, and still leads there. Please use that one."),
    "key_taken": _("There is already an article %(key)s. The two threads can be merged instead."),
    "key_same": _("These two keys name the same article."),
    "unknown_comment": _("This comment is not here (any more)."),
    "unknown_report": _("There is no such report."),
    "unknown_notice": _("There is no such correction notice."),
    "unknown_contact": _("There is nothing here. Please check that nothing is missing at the end of the link."),
    "no_address": _("Please sign in by mail first: it is written to the address that you confirm then."),
    "too_many_subscriptions": _("You follow %(max)s discussions already. Please leave one of them first."),
    "confirmation_expired": _("This link worked for %(days)s days. Please send your report again, with your address."),
    "unknown_job": _("There is no such job."),
    "unknown_staff": _("Nobody at the desk has this address."),
    "unknown_parent": _("The comment you answer is not here any more. Your text is kept: you can post it by itself."),
    "unknown_reason": _("Please choose one of the reasons."),
    "unknown_reason_code": _("There is no such reason."),
    "reason_changed": _("Somebody else has changed this reason meanwhile."),
    "last_reason": _("One reason has to stay."),
    "too_many_reasons": _("No more than %(max)s reasons can be kept."),
    "unknown_kind": _("Please choose what kind of mistake it is."),
    "unknown_setting": _("There is no such setting."),
    "key_or_url_required": _("Please name the article by its key or its URL."),
    "form_invalid": _("This form was not opened here, or your browser keeps no cookies. Please send it again."),
    "form_expired": _("This page was open for a long time. Your text is kept: please send it again."),
    "no_votes_in_frame": _("Votes are possible only on the page itself."),
    "kid_malformed": _("A key's name has up to 80 letters, digits, dots, hyphens and underscores."),
    "kid_taken": _("There is, or was, a key of this name."),
    "public_key_private": _("This is a private key. It should stay where it signs; please give its public half."),
    "public_key_unreadable": _("This is not a public key in PEM."),
    "public_key_kind": _("This key is neither Ed25519 nor P-256."),
    # States
    "lost_race": _("Somebody else was faster. Please look again."),
    "site_changed": _("The site’s settings have changed meanwhile. Please look again."),
    "thread_changed": _("The thread has changed meanwhile. Please look again."),
    "comment_changed": _("The comment has changed meanwhile. Please look again."),
    "job_changed": _("The job has changed meanwhile. Please look again."),
    "report_changed": _("The report has changed meanwhile. Please look again."),
    "too_many_views": _("No more than %(max)s views can be kept. Please let one go first."),
    "bulk_begun": _("This was begun already."),
    "bulk_undone": _("This was undone already."),
    "comment_claimed": _("Somebody else has this comment open just now."),
    "report_claimed": _("Somebody else has this report open just now."),
    "precondition_failed": _("This has changed meanwhile. Please look again."),
    "precondition_required": _("Please say which version you change (If-Match)."),
    "thread_locked": _(
        "This discussion is closed: no new comments are taken. Your text is kept here so that you can copy it."
    ),
    "thread_closed": _("Comments on this article are switched off."),
    "comment_withdrawn": _("The author has withdrawn this comment."),
    "comment_closed": _("This comment can no longer be changed."),
    "edit_window_closed": _("The time to change this comment (%(minutes)s minutes) is over."),
    "not_yours": _("This is another reader's comment."),
    "own_comment": _("This is your own comment."),
    "vote_value": _("A vote is +1 or −1, where the site allows both."),
    "no_such_article": _("No article with this key or address is known here."),
    "notice_changed": _("The notice has changed meanwhile. Please look again."),
    "notice_withdrawn": _("This notice has been withdrawn."),
    "second_pair_of_eyes": _("Somebody else than its writer has to publish this notice."),
    "contact_left": _("You have already told us how to reach you."),
    "contact_needed": _("Please tell us how we can reach you: the article is about you."),
    "report_closed": _("This report has been decided already."),
    "wrong_state": _("This cannot be done in the present state."),
    "cannot_undo": _("This cannot be undone."),
    "too_many_remarks": _("No more than %(max)s remarks can be added to a report."),
    "too_many": _("That was very fast. Please wait a moment and try again; your text is kept."),
    "unavailable": _("The service is busy just now. Please try again in a moment; your text is kept."),
    "internal_error": _("Something went wrong on our side. Please try again; your text is kept."),
    "method_not_allowed": _("This address does not take that method."),
    # Texts and names
    "empty": _("Please write something here."),
    "empty_report": _("Please say what is wrong: mark the words, propose others, or write a remark."),
    "invisible_only": _("This has only invisible characters. Please write something that can be seen."),
    "too_long": _("This is too long: at most %(max)s characters."),
    "not_text": _("This must be text."),
    "nul": _("This contains a NUL character, which cannot be stored. Please remove it."),
    "surrogate": _("This contains half of a character, which cannot be stored. Please type it again."),
    "control": _("This contains a control character. Please remove it."),
    "bidi_control": _("A name cannot contain characters that change the direction of writing."),
    "invisible": _("A name cannot contain invisible characters."),
    "stacked_marks": _("A name cannot stack so many marks on one letter."),
    "verified_glyph": _("A name cannot end with a tick, because it would look like a verified account."),
    "name_of_newsroom": _(
        "This name belongs to the newsroom or to the author of this article. Please choose another, or add to it what"
        " tells you apart."
    ),
    "too_many_links": _("A comment may have at most %(max)s links."),
    "too_complex": _(
        "This has too many line breaks, or quotes and lists too deep inside each other. Please simplify it."
    ),
    "bad_range": _("The place in the article is not a valid range."),
    "text_wanted": _("The article’s text is not known here. Please send it along."),
    # Addresses
    "url_unreadable": _("This is not a complete web address."),
    "url_scheme": _("The address must begin with http:// or https://."),
    "url_credentials": _("The address must not contain a user name or password."),
    "url_host_unregistered": _("%(host)s is not registered for this site."),
    "url_too_long": _("The address is too long: at most %(max)s characters."),
    "unknown_placeholder": _("There is no placeholder {%(name)s}."),
    "loose_brace": _("A brace stands alone here. Braces are for placeholders only, such as {article}."),
    "unknown_webhook": _("There is no such webhook."),
    "unknown_delivery": _("There is no such delivery."),
    # Sites and staff
    "slug_malformed": _("A site's short name has lower-case letters, digits and hyphens."),
    "slug_taken": _("There is already a site of this name."),
    "email_malformed": _("This is not an e-mail address."),
    "already_here": _("This person already works on this site."),
    "unknown_person": _("There is no such person on this site."),
    "invitation_over": _("This invitation is no longer good."),
    "last_administrator": _("A site needs an administrator. Make somebody else one first."),
    "not_yours_to_dismiss": _(
        "This person works on a site that you do not administer, too. You can remove them from this one."
    ),
    "dismissed": _("Your access to the desk has ended. Nothing was changed."),
    "second_factor_required": _("Your role needs a second factor. Please set it up first."),
    "proof_required": _("Please confirm that it is you."),
    "proof_wrong": _("That was neither your password nor a fresh code. Please try again."),
    "password_short": _("Please take a longer password: at least %(min)s characters."),
    "password_wrong": _("This is not your present password."),
    "password_guessable": _("This password is easy to guess. Please take one that says nothing about you."),
    "reconsider": _("Please read it once more before it is posted."),
    "host_unreadable": _("Please write names of hosts, such as example.com, one a line."),
    "email_taken": _("There is already an account of this address."),
}
_ERRORS |= appeal_messages.ERRORS
_ERRORS |= connection_words.ERRORS | legal_words.ERRORS

_HTTP = {
    400: _ERRORS["unreadable"],
    401: _ERRORS["unauthenticated"],
    403: _ERRORS["forbidden"],
    404: _ERRORS["not_found"],
    405: _ERRORS["method_not_allowed"],
    413: _ERRORS["too_large"],
    415: _ERRORS["unsupported_media_type"],
    429: _ERRORS["too_many"],
    500: _ERRORS["internal_error"],
    503: _ERRORS["unavailable"],
}

_BADGES = {
    "author": _("Author of the article"),
    "staff": _("Newsroom"),
    "verified": _("Verified"),
    "new": _("New here"),
}

_REASONS = {
    **HELD,
    "spam": _("Spam"),
    "not_an_error": _("We have checked: this is not an error."),
    "opinion_or_style": _("This is a matter of opinion or style."),
    "out_of_scope": _("This is outside what we can correct."),
}


def error_text(code: str, params: dict) -> str:
    """The sentence for an error code, with its placeholders filled."""
    sentence = str(_ERRORS.get(code, _ERRORS["error"]))
    return sentence % {name: _shown(value) for name, value in params.items()} if params else sentence


def _shown(value: object) -> object:
    return until_text(value) if isinstance(value, datetime) else value


def until_text(moment: datetime) -> str:
    """The end of something, to the minute."""
    return gettext("%(moment)s UTC", moment=f"{format_date(moment, 'long')}, {format_time(moment, 'short')}")


def http_title(status: int) -> str:
    """The sentence for an HTTP status that the framework raised."""
    return str(_HTTP.get(status, _ERRORS["error"]))


def badge_text(badge: str) -> str:
    """What stands beside an author's name."""
    return str(_BADGES[badge])


def reason_text(reason: str | None) -> str | None:
    """A reason for a decision, in words."""
    return str(_REASONS[reason]) if reason in _REASONS else None
