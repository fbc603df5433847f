"""Who works on a site and who is asked to, for its administrators."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_people
from commentsvc.services import invitations
from commentsvc.web.dashboard import step_up, words
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.people import typed_role, typed_sections
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import keys, now, runtime


@blueprint.get("/<site>/people")
@needs(Power.CONFIGURE)
def people_list():
    """Everybody who works on the site, open invitations, and the form for another."""
    return _page()


@blueprint.post("/<site>/invitations")
@needs(Power.CONFIGURE)
def invite_person():
    """Invite somebody by their address."""
    role = typed_role()
    step_up.prove()
    try:
        with unit_of_work():
            context = at_desk().context()
            row = invitations.invite(context, request.form.get("email", ""), role, typed_sections(), at_desk().actor)
            fresh = row.public_id
    except Invalid as error:
        return _page(wrong={one.field: error_text(one.code, one.params) for one in error.errors}), 422
    flash({"text": _("Invited. The link is good for seven days, once."), "undo": None}, "done")
    return redirect(url_for("dashboard.people_list", _anchor=f"i-{fresh}"), 303)


@blueprint.post("/<site>/invitations/<invitation_id>/revocation")
@needs(Power.CONFIGURE)
def revoke_invitation(invitation_id: str):
    """Make a link worthless that nobody has used yet."""
    with unit_of_work():
        invitations.revoke(at_desk().context(), invitation_id, at_desk().actor)
    flash({"text": _("The invitation is revoked: its link opens nothing."), "undo": None}, "done")
    return redirect(url_for("dashboard.people_list"), 303)


def _link(invitation) -> str:
    """The address to hand on, under the service's public address whatever this request's is."""
    path = url_for("account.invitation", token=invitations.token(keys(), invitation))
    return runtime().settings.base_url + path


def _page(wrong: dict | None = None):
    return render_template(
        "dashboard/people.html",
        lines=desk_people.of_site(g.site.id),
        invited=desk_people.invitations(g.site.id, now(), keys()),
        link=_link,
        # Without a mail server the link is passed on by hand.
        by_hand=not runtime().settings.mail_host,
        typed=request.form,
        wrong=wrong or {},
        roles=words.ROLES,
    )
