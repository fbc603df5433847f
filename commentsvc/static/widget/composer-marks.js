/** Markdown marks in a text box, put in and taken out in a way that the browser's own undo knows. */

/** Replaces a range of the box's text and selects `from`–`to` of what stands there then. */
function replace(box, start, end, text, from, to) {
  box.setSelectionRange(start, end);
  const same = box.value.slice(start, end) === text;
  // `insertText` is the only way whose steps Ctrl+Z takes back; without it the text still changes.
  const done = same || document.execCommand(text ? "insertText" : "delete", false, text);
  if (!done) {
    box.setRangeText(text, start, end, "end");
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  box.setSelectionRange(from, to);
}

/** The selection without the spaces at its ends. */
function selected(box) {
  const { value } = box;
  let { selectionStart: start, selectionEnd: end } = box;
  while (start < end && /\s/.test(value[start])) start += 1;
  while (start < end && /\s/.test(value[end - 1])) end -= 1;
  return { value, start, end, text: value.slice(start, end) };
}

/** How many asterisks end `before` and begin `after`: those that both have. */
function stars(before, after) {
  return Math.min(/\**$/.exec(before)[0].length, /^\**/.exec(after)[0].length);
}

function has(count, mark) {
  return mark === "**" ? count >= 2 : count === 1 || count === 3;
}

/** Bold or italic (`mark` is `**` or `*`) on or off; with nothing selected the caret goes between the marks. */
export function toggleMark(box, mark) {
  const { value, start, end, text } = selected(box);
  const n = mark.length;
  const before = value.slice(0, start);
  const after = value.slice(end);
  if (has(stars(before, after), mark)) replace(box, start - n, end + n, text, start - n, end - n);
  else if (!text && has(stars("***", after), mark)) box.setSelectionRange(end + n, end + n);
  else if (text.length > 2 * n && has(Math.min(/^\**/.exec(text)[0].length, /\**$/.exec(text)[0].length), mark))
    replace(box, start, end, text.slice(n, -n), start, end - 2 * n);
  else if (text.includes("\n")) {
    // A mark does not reach beyond its paragraph: each line gets its own.
    const lines = text.replace(/^(\s*(?:(?:[-+*]|1[.)]|>)\s+)*)(\S.*?)([ \t]*)$/gm, `$1${mark}$2${mark}$3`);
    replace(box, start, end, lines, start, start + lines.length);
  } else replace(box, start, end, mark + text + mark, start + n, end + n);
}

const STARTS = { "> ": /^> ?/, "- ": /^[-+*] / };

/** A mark (`> ` or `- `) before each selected line, or away from all of them. */
export function toggleLines(box, mark) {
  const { value, selectionStart, selectionEnd } = box;
  const start = value.slice(0, selectionStart).lastIndexOf("\n") + 1;
  const tail = selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? 1 : 0;
  const stop = value.indexOf("\n", selectionEnd - tail);
  const end = stop < 0 ? value.length : stop;
  const lines = value.slice(start, end).split("\n");
  const words = lines.filter((line) => line.trim());
  const off = words.length > 0 && words.every((line) => STARTS[mark].test(line));
  const many = lines.length > 1;
  const marked = (line) => (line.trim() || !many ? mark + line : mark === "> " ? ">" : line);
  const block = lines.map((line) => (off ? line.replace(STARTS[mark], "") : marked(line))).join("\n");
  // Without a blank line between, the next words would count as the quote's or the item's own.
  const next = value.slice(end + 1).split("\n")[0];
  const gap = !off && next.trim() && !STARTS[mark].test(next) ? "\n" : "";
  const caret = Math.max(selectionEnd + block.length - (end - start), start);
  if (many) replace(box, start, end, block + gap, start, start + block.length);
  else replace(box, start, end, block + gap, caret, caret);
}

/** Code: within a line between backticks, over several lines as a block. */
export function toggleCode(box) {
  const { value, start, end, text } = selected(box);
  const runs = text.match(/`+/g) ?? [];
  const most = Math.max(0, ...runs.map((run) => run.length));
  if (text.includes("\n")) {
    const fence = "`".repeat(Math.max(3, most + 1));
    const opening = `${start && value[start - 1] !== "\n" ? "\n" : ""}${fence}\n`;
    const closing = `\n${fence}${end < value.length && value[end] !== "\n" ? "\n" : ""}`;
    replace(box, start, end, opening + text + closing, start + opening.length, end + opening.length);
  } else if (!most && value[start - 1] === "`" && value[end] === "`") {
    replace(box, start - 1, end + 1, text, start - 1, end - 1);
  } else {
    const tick = "`".repeat(most + 1) + (most ? " " : "");
    const closing = [...tick].reverse().join("");
    replace(box, start, end, tick + text + closing, start + tick.length, end + tick.length);
  }
}

/** A link around the selected words, ready for its address; around a selected address, ready for its words. */
export function placeLink(box) {
  const { start, end, text } = selected(box);
  if (/^https?:\/\/\S+$/.test(text)) return replace(box, start, end, `[](${text})`, start + 1, start + 1);
  const address = "https://";
  const at = end + 3; // behind "[words]("
  const made = `[${text}](${address})`;
  return text
    ? replace(box, start, end, made, at, at + address.length)
    : replace(box, start, end, made, start + 1, start + 1);
}
