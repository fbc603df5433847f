"""The settings of the checks in the desk's words: names, and a sentence of help each."""

from flask_babel import lazy_gettext as _l

SAFETY = {
    "coordinates": _l("Coordinates: decimal, in degrees, on military grids, plus codes"),
    "phones": _l("Telephone numbers"),
    "addresses": _l("Addresses with a house number"),
    "units": _l("Names and numbers of military units"),
}
NAMES = {
    "safety": _l("Details that can put people in danger"),
    "pre_moderated_sections": _l("Sections in which every comment waits"),
    "link_hosts_held": _l("Hosts to which a link always waits"),
    "text_min_chars": _l("Characters that a comment has at least"),
    "text_max_chars": _l("Characters that a comment has at most"),
    "hold_hidden_field": _l("Whoever fills in a field that people do not see waits"),
    "trap_seconds": _l("Seconds that writing takes at least"),
    "hold_repeats": _l("A reader who repeats the same text waits"),
    "repeats_of_many": _l("Readers with the same text, after whom it waits"),
    "links_max": _l("Links that a comment has at most"),
    "link_hosts_free": _l("Hosts to which anybody may link"),
    "hold_shape": _l("What is shouted, drawn out or mostly signs waits"),
    "refused_comments": _l("Refused comments after which a reader’s next ones wait"),
    "new_reader_comments": _l("First comments of a reader that wait"),
    "burst_network": _l("Comments from one network within ten minutes"),
    "burst_times": _l("Times its usual pace, from which a discussion waits"),
    "nudge_writers": _l("Writers are told first what waits, and may choose other words"),
    "weigh_flags": _l("Flags weigh by what became of a reader’s earlier ones"),
    "new_flags_percent": _l("How much a flag of somebody new weighs, in percent"),
}
HELP = {
    "safety": _l(
        "A comment with one waits, whoever writes it, and you see at once what was found where. Ukrainian, Russian and "
        "English ways of writing are known."
    ),
    "pre_moderated_sections": _l(
        "One a line, written as your system names them when it tells the service of an article. Readers are told above "
        "the box."
    ),
    "link_hosts_held": _l(
        "One a line, such as example.com; hosts below it count as well. Trusted readers’ comments wait, too."
    ),
    "text_min_chars": _l("What is shorter waits, such as “first!”. 0: nothing is too short."),
    "text_max_chars": _l("What is longer waits. 0: up to 5,000 characters, which the service takes at most."),
    "hold_hidden_field": _l(
        "Programs that fill in every field of a page fill in this one, too. Screen readers pass over it, and browsers "
        "and password managers have nothing to put there."
    ),
    "trap_seconds": _l(
        "Counted from the moment in which the box was opened. Clients that do not say when that was are let through. "
        "0: switched off."
    ),
    "hold_repeats": _l(
        "The same or nearly the same within an hour, under any article. Short agreement may be repeated."
    ),
    "repeats_of_many": _l(
        "So many different readers within an hour: whoever comes after them with the same text waits. Short agreement "
        "may be repeated. 0: switched off."
    ),
    "links_max": _l("What has more waits. Of use where comments with a link may appear. 0: as many as they like."),
    "link_hosts_free": _l(
        "One a line, such as your own newspaper’s; hosts below it count as well. Links there make no comment wait."
    ),
    "hold_shape": _l(
        "Whole comments in capitals, letters or marks in long rows, marks piled upon letters, mostly signs and "
        "pictures, or one character again and again."
    ),
    "refused_comments": _l("So many rejected, or marked as spam, within the last thirty days. 0: switched off."),
    "new_reader_comments": _l(
        "Until so many were approved; afterwards they appear at once. 0: nobody waits for being new."
    ),
    "burst_network": _l(
        "What comes on top of that from one household, school or office waits. Which network it is, nobody can see. "
        "0: switched off."
    ),
    "burst_times": _l(
        "Counted over five minutes, and only from twenty comments on (sixty on the whole site). Nothing is refused: "
        "what comes waits. 0: switched off."
    ),
    "nudge_writers": _l(
        "Once, before anything is posted, with the words marked: those of your lists, links, and what looks odd. "
        "Whoever wants to posts it as it is. How many changed their words stands among the figures."
    ),
    "weigh_flags": _l(
        "Somebody unknown counts as one. Who was always right comes to count nearly as two, who never was as nothing. "
        "The card of a comment says what each flag weighs."
    ),
    "new_flags_percent": _l(
        "New is who came within the last day and has no comment on the page. 100: as much as anybody’s."
    ),
}
