"""Every limit of the service's inputs, in one place.

Characters are Unicode code points after NFC; bytes are bytes of the request as received. The same limits hold for
the API, the plain forms, edits and imports, and all of them are applied before anything is parsed.
"""

SOURCE_MAX_CHARS = 5000
"""A comment as typed: about two printed columns; longer contributions are articles."""

NAME_MAX_CHARS = 60
"""A reader's name: the longest full names in use fit, a sentence does not."""

NEW_READER_DAYS = 7
"""So long after first being known a reader may count as new; a week in which a community meets somebody."""

NEW_READER_COMMENTS = 3
"""The first comments of a new reader, which carry the badge; afterwards the others have met the reader."""

EMAIL_MAX_CHARS = 254
"""An e-mail address: the longest that a mail server accepts (RFC 5321 path of 256 with its brackets)."""

PASSWORD_MIN_CHARS = 15
"""A password of the newsroom: NIST SP 800-63B-4 asks for 15 where it is the only factor; length is what counts."""

PASSWORD_MAX_CHARS = 1000
"""A password of the newsroom: no phrase is longer, and hashing more would only cost time."""

CONTACT_MAX_CHARS = EMAIL_MAX_CHARS
"""How to reach the sender of a correction: an e-mail address, or a telephone number."""

NODES_MAX = 2000
"""Elements and strings in one body: a poem with a line break after every other word fits, generated markup does not."""

NESTING_MAX = 16
"""Elements inside each other in one body: six quotes or lists deep with emphasis inside is still fine."""

LINKS_MAX = 20
"""Links in one body: a well-sourced comment has five; more than twenty is a link farm."""

QUOTE_MAX_CHARS = 1000
"""The words of the article that a reader marks as wrong: a long paragraph."""

CONTEXT_MAX_CHARS = 200
"""The words kept before and after the quote: enough to tell two like places apart."""

REPLACEMENT_MAX_CHARS = 2000
"""What should stand there instead: twice the quote, since a repair is often longer."""

REMARK_MAX_CHARS = 2000
"""A reader's explanation to the newsroom."""

FLAG_REMARK_MAX_CHARS = 500
"""A reader's explanation to a moderator with a flag."""

NOTE_MAX_CHARS = 2000
"""A note of the newsroom on a report, a comment or an account."""

REASON_MAX_CHARS = 1000
"""A moderation reason or an answer to a reader in the newsroom's own words."""

KEY_MAX_CHARS = 255
"""A publisher's own name for an article, unique in its site."""

SLUG_MAX_CHARS = 40
"""A site's short name in addresses."""

SITE_NAME_MAX_CHARS = 100
"""A site's name as readers know it."""

URL_MAX_CHARS = 2048
"""An address; what browsers, proxies and search engines all still carry."""

TITLE_MAX_CHARS = 300
"""An article's headline."""

SECTION_MAX_CHARS = 80
"""An article's section in the newspaper."""

SECTIONS_MAX = 100
"""Sections in which comments are off: more than any newspaper has."""

AUTHORS_MAX = 20
"""Authors of one article: a large investigation has a dozen."""

NOTICE_MAX_CHARS = 3000
"""A correction notice: the longest that newspapers print says in half a page what was wrong, and why."""

STAFF_WORDS_MAX_CHARS = 2000
"""House rules or an announcement above the comment box: what is longer belongs on a page of its own."""

ARTICLE_TEXT_MAX_CHARS = 100_000
"""An article's text as the reader saw it: a long magazine piece has some 60,000 characters."""

ARTICLE_PAGE_MAX_BYTES = 3 * 1024 * 1024
"""The page of an article as it is fetched: long ones with everything inlined have one or two million."""

ARTICLE_PAGE_SECONDS = 15
"""For the whole of it, with every redirect: who answers more slowly is asked again in an hour."""

ARTICLE_HTML_MAX_CHARS = 3_000_000
"""A page out of which the article's text is read: live blogs of a whole day with their scripts have some 2,000,000."""

SIGN_ON_TOKEN_MAX_CHARS = 4096
"""A publisher's sign-on token: header, seven claims and signature in base64 come to some 700."""

ANCHORED_MAX_CHARS = 1_000_000
"""The longest text in which a quoted passage is looked for again: ten times the longest that is kept."""

SIGN_ON_TEXT_MAX_CHARS = 255
"""Who issued a sign-on token, for whom, and its number: what OpenID Connect allows for a subject."""

BODY_MAX_BYTES = 64 * 1024
"""A JSON request or form: the longest comment in four-byte characters, escaped, with room for the rest."""

CORRECTION_BODY_MAX_BYTES = 512 * 1024
"""A correction with the article's text: its longest text in Cyrillic or Arabic, and the report itself."""

ARTICLE_BODY_MAX_BYTES = 1024 * 1024
"""An article with its text from the publisher's server, also where every letter is written as \\uXXXX."""

COUNTS_MAX_KEYS = 100
"""Articles asked for in one request for counts: a newspaper's front page."""

PAGE_MAX_COMMENTS = 100
"""Comments in one page of a thread; more is asked for with a cursor."""

PAGE_DEFAULT_COMMENTS = 20
"""Comments in one page of a thread when the client does not say."""

LIST_DEFAULT_ROWS = 10
"""Rows of a front page's list (latest comments, most discussed) when the page does not say."""

LIST_MAX_ROWS = 50
"""Rows of a front page's list: longer ones are paged with a cursor."""

LIST_WITHIN_MAX_DAYS = 90
"""How far back the most discussed articles are looked for: a quarter of a year."""

FEED_MAX_ENTRIES = 50
"""Entries of a feed: a busy site's hour, a quiet site's month."""

IDEMPOTENCY_KEY_MAX_CHARS = 255
"""A client's own name for one submission; a UUID has 36."""

EXCERPT_CHARS = 200
"""The opening of a comment in lists, feeds and mail."""

SENTENCE_MAX_CHARS = 400
"""What is shown on each side of a quoted passage at most; a longer sentence is cut at a word."""

DIFFERENCE_MAX_PAIRS = 100_000
"""Pairs of differing words that are compared one by one; longer texts are shown as wholly replaced."""

POSITION_MAX = 10_000_000
"""The furthest character of an article that a position may name; no article is as long."""

MAIL_PER_ADDRESS_HOUR = 10
"""Mails from one site to one mailbox in an hour; who wants to hear more at once chooses a digest."""

MAIL_PER_ADDRESS_DAY = 40
"""Mails from one site to one mailbox in a day."""

MAIL_PER_SITE_HOUR = 2_000
"""Mails of one site in an hour: a busy evening; beyond it something has gone wrong."""

MAIL_PER_SITE_DAY = 20_000
"""Mails of one site in a day."""

CONFIRMATION_AGAIN_DAYS = 30
"""An address that nobody has confirmed gets one mail that asks, and so long no other."""

CONFIRMATIONS_PER_DAY = 5
"""Questions in a day to an address whose owner has confirmed it before: for each further report left with it."""

CONFIRMATION_OPEN_DAYS = 7
"""So long the link in such a mail works."""

INVITATIONS_MAX = 100
"""Invitations to the desk of one site that are open at a time: more than any newsroom hires in a week."""

SUBSCRIPTIONS_MAX = 500
"""Discussions that one account follows by mail: more than anybody reads."""

CLAIM_MINUTES = 15
"""So long others at the desk are told that somebody has a report open; a forgotten claim hinders nobody."""

SEARCH_MAX_CHARS = 120
"""What is looked for in a list of the desk: a few words."""

SIDES_MAX_PAIRS = 1_000_000
"""Pairs of paragraphs that are compared when two wordings stand side by side: a thousand against a thousand."""

SIDES_MAX_ROWS = 80
"""Paragraphs shown there; nobody reads more to decide about a word."""

VIEWS_MAX = 20
"""Views of a list that one person keeps."""

REASON_NAME_MAX_CHARS = 80
"""What a reason is called; it stands on a button."""

REASON_RULE_MAX_CHARS = 300
"""The rule behind a reason, as its author reads it."""

WORD_LISTS_MAX = 20
"""Lists of words of one site."""

WORD_LIST_NAME_MAX_CHARS = 80
"""What the desk calls a list of words."""

WORD_LIST_TEXT_MAX_CHARS = 150_000
"""A list of words as typed: as many entries as a site may have (``domain.word_lists``), with remarks."""

WORD_LIST_BODY_MAX_BYTES = 2 * 1024 * 1024
"""A form with such a list, percent-encoded: six bytes for each Cyrillic letter, and room for the rest."""

REASONS_MAX = 30
"""Reasons of one site, those switched off among them: a menu is to be read at a glance."""

LINK_HOSTS_MAX = 200
"""Hosts in one list of a site's settings: more of them are a list for a firewall."""

NOTICE_COMMENTS_MAX = 20
"""Comments that one illegal-content notice names; a whole thread is for moderators to look through."""

LAW_MAX_CHARS = 300
"""The law that a notice names: a section and the statute's name, in any language."""

EXPLANATION_MIN_CHARS = 20
"""Why something is illegal: less than a short sentence explains nothing (Art. 16(2)(a): sufficiently substantiated)."""

EXPLANATION_MAX_CHARS = 5000
"""Why something is illegal: a lawyer's page."""

NOTIFIER_NAME_MAX_CHARS = 200
"""The name of a person or body that gives notice; ministries and associations have long ones."""
