"""Reads articles with the widget's own code in a real Chromium, many in one page, to be compared with the service's."""

from .correction_page import CorrectionPage

# A frame of the page takes each document as the network would give it: parsed, with scripting and styles in force.
PREPARE = """async () => {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  window.text = await import(loaded.find((name) => name.endsWith("/article-text.js")));
  const frame = document.createElement("iframe");
  document.body.append(frame);
  window.parse = (html) => {
    const parsed = frame.contentDocument;
    parsed.open();
    parsed.write(html);
    parsed.close();
    return parsed;
  };
}"""
READ = """(pages) => pages.map((html) => {
  const root = window.parse(html).querySelector("#story, article, main");
  return root ? window.text.readArticle(root).text : "";
})"""


class TextReader:
    """One open page of the newspaper; `texts(pages)` gives the text of each document, "" where there is none."""

    def __init__(self, page, service):
        self.page = CorrectionPage(page, service).open(csp=None).page
        self.page.evaluate(PREPARE)

    def texts(self, pages):
        return self.page.evaluate(READ, list(pages))
