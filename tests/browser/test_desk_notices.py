"""From a reader's report to a public notice: an editor writes, an administrator approves with one key, readers see it."""

from playwright.sync_api import expect

from .axe import findings
from .conftest import sign_in
from .desk_page import send_report


def test_a_notice_is_written_from_a_report_approved_by_another_and_seen_by_readers(contexts, service):
    editor, chief = (sign_in(contexts, service, role) for role in ("editor", "administrator"))
    key = service.fresh_key()
    report = send_report(service, editor, key)
    words = f"The bridge was closed in 1987 ({key})."
    editor.goto(f"/desk/daily/reports/{report}")
    editor.get_by_role("link", name="Publish a notice").click()
    expect(editor.get_by_label("The article said")).to_have_value("1978")
    editor.get_by_label("What readers are told").fill(words)
    editor.get_by_role("button", name="Preview").click()
    expect(editor.get_by_role("heading", name="Readers will see")).to_be_visible()
    assert findings(editor) == []
    editor.get_by_role("button", name="Hand over for approval").click()
    expect(editor.get_by_text("You wrote this: somebody else has to publish it.")).to_be_visible()
    address = editor.url
    chief.goto(address)
    expect(chief.get_by_role("button", name="Approve and publish")).to_be_visible()
    assert findings(chief) == []
    chief.keyboard.press("a")
    expect(chief.get_by_text("Approved: the notice is public.")).to_be_visible()
    chief.get_by_role("link", name="Its permanent address").click()
    expect(chief.get_by_text(words).first).to_be_visible()
    assert findings(chief) == []
    for page in ("notices?state=published", "figures"):
        chief.goto(f"/desk/daily/{page}")
        expect(chief.get_by_role("navigation").first).to_be_visible()
        assert findings(chief) == [], page
