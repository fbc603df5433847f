"""A page of the newspaper that a test writes itself: served at its origin, under a strict policy, with our script on it."""

import uuid

STRICT_CSP = (
    "default-src 'none'; script-src {service}; connect-src {service}; style-src 'nonce-test'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
GROUND = "body { background: light-dark(#fff, #17191b) }"  # axe-core takes a page without one for a white one
HTML = """<!doctype html>
<html lang="{lang}"{direction}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The bridge</title><style nonce="test">:root {{ color-scheme: light dark }} {css}</style>
<script type="module" src="{service}/embed.js"></script></head>
<body><main>{body}</main></body></html>"""


class HostPage:
    """One such page in a reader's browser: what it says in the console and what it asks for."""

    def __init__(self, page, service, key=None):
        self.page = page
        self.service = service
        self.key = key or f"test-{uuid.uuid4().hex[:12]}"
        self.messages = []
        self.asked = []
        # Chromium counts a page fulfilled by the test as public, and would ask before it may reach loopback.
        page.context.grant_permissions(["local-network-access"])
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(f"uncaught: {error}"))
        page.on("request", lambda request: self.asked.append(request.url))

    @property
    def address(self):
        return f"{self.service.newspaper}/test/{self.key}"

    def show(self, body, *, lang="en", direction="", css="", csp=STRICT_CSP, fragment=""):
        """Goes to the page with this body; `csp=None` leaves the policy out."""
        service = self.service.url
        direction = f' dir="{direction}"' if direction else ""
        html = HTML.format(service=service, lang=lang, direction=direction, css=css, body=body)
        headers = {"content-type": "text/html; charset=utf-8"}
        if csp:
            headers["content-security-policy"] = csp.format(service=service)
        self._served = {"body": html, "headers": headers}
        self.page.unroute(self.address)
        self.page.route(self.address, lambda route: route.fulfill(**self._served))
        self.page.goto(self.address + fragment)

    def also_for(self, page):
        """Whoever follows a link to the page from another one, in a tab of its own, gets what this page shows."""
        page.context.grant_permissions(["local-network-access"])
        page.context.route(self.address, lambda route: route.fulfill(**self._served))

    def says(self, words):
        """Use with `with`: waits until the console says something with these words."""
        return self.page.expect_console_message(lambda message: words in message.text)
