"""How long the tasks of a page keep its main thread, as processor time, so that other programs do not count."""

import json

SLOWDOWN = 6  # times slower than this machine: about a phone
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-v8.compile"]

# Draws the thread, then in another order, by itself: asking how far it is would be work of the same thread.
ACT = """addEventListener("comments:loaded", ({ target }) => {
  const list = target.shadowRoot.querySelector(".list");
  const look = new MutationObserver(() => list.hasAttribute("aria-busy") || end());
  const end = () => { look.disconnect(); setTimeout(() => console.log("in another order"), 300); };
  look.observe(list, { attributes: true });
  console.log("loaded");
  setTimeout(() => {
    performance.mark("another order");
    target.shadowRoot.querySelector("[data-sort=newest]").click();
  }, 500);
})"""


def longest(browser, page, go) -> tuple[float, float]:
    """The longest tasks, in milliseconds, of loading the thread by `go()` and of its next order.

    `page` has the script above; its processor is slowed down here.
    """
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    tracer = browser.new_browser_cdp_session()
    events, ended = [], []
    tracer.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    tracer.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": [*CATEGORIES, "blink.user_timing"], "recordMode": "recordAsMuchAsPossible"}
    tracer.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    with page.expect_console_message(lambda message: message.text == "in another order"):
        go()
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    tracer.send("Tracing.end")
    while not ended:
        tracer.send("Tracing.getCategories")  # lets what was sent arrive
    tracer.detach()
    return _longest(events)


def _longest(events: list[dict]) -> tuple[float, float]:
    code = next(one for one in events if "/embed.js" in json.dumps(one.get("args", {})) and _is_run(one))
    thread = (code["pid"], code["tid"])
    here = [one for one in events if (one["pid"], one["tid"]) == thread]
    middle = next(one["ts"] for one in here if one["name"] == "another order")
    tasks = [
        one for one in here if one["name"] == "RunTask" and one.get("ph") == "X" and one["ts"] >= code["ts"] - 1000
    ]
    before = [one["tdur"] for one in tasks if one["ts"] < middle]
    after = [one["tdur"] for one in tasks if one["ts"] >= middle - 100_000 and one["ts"] + one["dur"] > middle]
    return max(before, default=0) / 1000, max(after, default=0) / 1000


def _is_run(event: dict) -> bool:
    return event["name"] in ("EvaluateScript", "FunctionCall", "v8.evaluateModule", "v8.compileModule")
