"""The schemas of what a publisher's server says about its articles."""

import marshmallow as ma


class PublishedArticle(ma.Schema):
    """An article in the publisher's own words. What is left out stays as it is; null clears it."""

    url = ma.fields.Raw(metadata={"description": "on a registered origin; needed once, and again after a move"})
    title = ma.fields.Raw(metadata={"description": "the headline; needed once"})
    authors = ma.fields.List(ma.fields.Raw(), allow_none=True, metadata={"description": "names, up to 20"})
    section = ma.fields.Raw(allow_none=True, metadata={"description": "as in the site's `closed_sections`"})
    published_at = ma.fields.AwareDateTime(
        format="iso", allow_none=True, metadata={"description": "with a time zone; `lock_after_days` counts from it"}
    )
    text = ma.fields.Raw(allow_none=True, metadata={"description": "the present wording, kept as a version"})
    edit_url = ma.fields.Raw(allow_none=True, metadata={"description": "where the newsroom edits it"})


class KnownArticle(ma.Schema):
    """What is known of the article now."""

    key = ma.fields.String()
    url = ma.fields.String(allow_none=True)
    title = ma.fields.String(allow_none=True)
    authors = ma.fields.List(ma.fields.String())
    section = ma.fields.String(allow_none=True)
    published_at = ma.fields.DateTime(allow_none=True)
    edit_url = ma.fields.String(allow_none=True)
    thread_version = ma.fields.Integer()
