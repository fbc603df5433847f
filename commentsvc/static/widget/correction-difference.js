/** The difference between the words as they stand and the reader's proposal, word by word. */

/** Above this many words (and gaps) on one side the comparison is not worth its time: all old, all new. */
const MAX_PARTS = 400;

const PARTS = /[\p{L}\p{M}\p{N}]+(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*|\s+|./gsu;

/** Lengths of the longest common subsequences of all tails of two lists. */
function commonTails(before, after) {
  const width = after.length + 1;
  const table = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        before[i] === after[j]
          ? table[(i + 1) * width + j + 1] + 1
          : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  return (i, j) => table[i * width + j];
}

function steps(before, after) {
  const common = commonTails(before, after);
  const found = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      found.push(["same", before[i]]);
      i += 1;
      j += 1;
    } else if (j >= after.length || (i < before.length && common(i + 1, j) >= common(i, j + 1))) {
      found.push(["gone", before[i]]);
      i += 1;
    } else {
      found.push(["new", after[j]]);
      j += 1;
    }
  }
  return found;
}

/** Joins neighbours; a space between two replaced words belongs to the replacement, so that phrases stay together. */
function joined(found) {
  const groups = [];
  let gone = "";
  let added = "";
  const flush = () => {
    if (gone) groups.push({ type: "gone", text: gone });
    if (added) groups.push({ type: "new", text: added });
    gone = added = "";
  };
  found.forEach(([type, text], index) => {
    const bridges = gone && added && /^\s+$/.test(text) && (found[index + 1]?.[0] ?? "same") !== "same";
    if (type === "same" && !bridges) {
      flush();
      groups.push({ type, text });
    } else {
      if (type !== "new") gone += text;
      if (type !== "gone") added += text;
    }
  });
  flush();
  return groups;
}

/** Compares two texts. Gives `[{type: "same" | "gone" | "new", text}]` in reading order. */
export function difference(before, after) {
  const old = before.match(PARTS) ?? [];
  const fresh = after.match(PARTS) ?? [];
  if (old.length > MAX_PARTS || fresh.length > MAX_PARTS) {
    return [
      { type: "gone", text: before },
      { type: "new", text: after },
    ].filter((part) => part.text);
  }
  return joined(steps(old, fresh));
}
