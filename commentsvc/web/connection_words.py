"""What is said of calls to other servers that failed, and of webhooks, ready answers and lists of words, by code."""

from flask_babel import lazy_gettext as _

ERRORS = {
    "host_unknown": _("This server’s name is not known. Please check the address."),
    "address_not_public": _(
        "This address leads into a private network, where nothing is called unless the service’s operator allows it."
    ),
    "port_refused": _("At public addresses only the ports 80, 443, 8080 and 8443 are called."),
    "connection_failed": _("The server could not be reached, or it hung up."),
    "tls_failed": _("The server’s certificate is not valid for this name."),
    "timed_out": _("The server took too long."),
    "answer_unreadable": _("The server’s answer was no HTTP, or it broke off."),
    "answer_too_large": _("The server’s answer was too large."),
    "too_many_redirects": _("The address leads from one redirect to the next."),
    "redirect_insecure": _("The address leads from https to http."),
    "page_moved": _("The article’s address leads to another article, or to none."),
    "page_not_html": _("What is at the article’s address is no page."),
    "page_without_text": _("There is no article on the page."),
    "redirected": _("The server answered with a redirect, which is not followed."),
    "status_refused": _("The server answered, but did not accept it."),
    "receiver_gone": _("The server said that nobody is there any more (410)."),
    "webhook_off": _("The webhook was switched off."),
    "nothing_left": _("Somebody had dealt with it already, so nothing was sent."),
    "webhook_exists": _("There is a webhook of this address already."),
    "unknown_answer": _("There is no such answer any more."),
    "answer_changed": _("The answer has changed meanwhile. Please look again."),
    "unknown_word_list": _("There is no such list any more."),
    "unknown_trial": _("This trial is forgotten. Please begin it anew."),
    "word_list_changed": _("The list has changed meanwhile. Please look again."),
    "list_name_taken": _("There is a list of this name already."),
    "word_list_line": _(
        "Line %(line)s is no entry of a list: a word, several words, or at least three letters of a word and *."
    ),
    "answer_name_taken": _("There is an answer of this name already."),
    "unknown_placeholder": _("There is no placeholder {%(name)s}."),
    "loose_brace": _("A brace stands alone here. Braces are for placeholders only, such as {article}."),
    "unknown_webhook": _("There is no such webhook."),
    "unknown_delivery": _("There is no such delivery."),
}
