"""The site itself, for its administrators: name, language, the origins of its pages, and the keys of its server."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid, LostRace
from commentsvc.domain.limits import SITE_NAME_MAX_CHARS
from commentsvc.domain.roles import Power
from commentsvc.domain.signatures import shown_secret
from commentsvc.queries import desk_log
from commentsvc.queries.setting_history import last_changes
from commentsvc.services import site_identity, site_keys
from commentsvc.web.dashboard import setting_history, setting_words, step_up, words
from commentsvc.web.dashboard.answers import seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import keys, now, runtime


@blueprint.get("/<site>/settings/site")
@needs(Power.CONFIGURE)
def site_page():
    """Name, language, origins and keys."""
    found, typed = setting_history.earlier(), _present()
    if found is None:
        return _page(typed)
    typed |= {name: _written(value) for name, value in found.values.items() if name in typed}
    return _page(typed, put_back=found.line)


@blueprint.post("/<site>/settings/site")
@needs(Power.CONFIGURE)
def change_site():
    """Another name, language or other origins from now on."""
    step_up.prove()
    typed = {name: request.form.get(name, "") for name in ("name", "language", "origins")}
    seen = seen_version()
    try:
        with unit_of_work():
            entry = site_identity.change(
                at_desk().context(),
                typed["name"],
                typed["language"],
                typed["origins"].split(),
                at_desk().actor,
                seen_version=seen,
            )
    except Invalid as error:
        return _page(typed, {one.field: error_text(one.code, one.params) for one in error.errors}), 422
    except LostRace:
        late = words.happened(desk_log.last_line(g.site.id, "site", g.site.id, seen), now())
        return _page(typed, late=late), 409
    return _done(str(words.DONE[entry.action]) if entry else _("Nothing was different, so nothing was changed."))


@blueprint.post("/<site>/settings/site/keys")
@needs(Power.CONFIGURE)
def make_site_key():
    """Make a key, and show its secret: once, and never again."""
    step_up.prove()
    with unit_of_work():
        row = site_identity.make_key(at_desk().context(), at_desk().actor)
        secret = shown_secret(site_keys.secret(keys(), row))
    return _page(_present(), secret=secret), 201


@blueprint.post("/<site>/settings/site/keys/<key_id>/revocation")
@needs(Power.CONFIGURE)
def revoke_site_key(key_id: str):
    """End a key: what it signs is refused from now on."""
    step_up.prove()
    with unit_of_work():
        site_identity.revoke_key(at_desk().context(), key_id, at_desk().actor)
    return _done(_("The key is revoked: what it signs is refused from now on."))


def _done(message: str):
    flash({"text": message, "undo": None}, "done")
    return redirect(url_for("dashboard.site_page"), 303)


def _present() -> dict:
    site = at_desk().context().site
    return {"name": site.name, "language": site.language, "origins": "\n".join(row.origin for row in site.origins)}


def _written(value: object) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _page(typed: dict, wrong: dict | None = None, *, late: str = "", secret: str = "", put_back=None):
    site = at_desk().context().site
    return render_template(
        "dashboard/site.html",
        names=setting_words.OF_SITE,
        typed=typed,
        wrong=wrong or {},
        late=late,
        put_back=put_back,
        other=_present() if late or put_back else None,
        changed=last_changes(g.site.id),
        secret=secret,
        version=site.version,
        name_max_chars=SITE_NAME_MAX_CHARS,
        signing_keys=site_keys.listed(site),
        slug=site.slug,
        base_url=runtime().settings.base_url,
    )
