"""Why is my embed blank? A page that looks for the reason."""

from flask import render_template, request

from commentsvc.domain.roles import Power
from commentsvc.web.dashboard.desk import blueprint, needs


@blueprint.get("/<site>/embed-check")
@needs(Power.LOOK)
def embed_check():
    """Look at what a publisher gives: key, address and origin."""
    return render_template("dashboard/embed_check.html", asked=request.args)
