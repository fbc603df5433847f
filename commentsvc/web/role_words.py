"""What the roles of the newsroom's people are called."""

from flask_babel import lazy_gettext as _l

ROLES = {
    "administrator": _l("Administrator"),
    "moderator": _l("Moderator"),
    "editor": _l("Editor"),
    "journalist": _l("Journalist"),
    "viewer": _l("Viewer"),
}
