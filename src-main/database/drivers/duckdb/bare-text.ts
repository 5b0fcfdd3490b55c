/** What begins a part that says nothing of what a statement does, and where that part ends. */
const parts: readonly (readonly [begin: RegExp, end: (text: string, from: number) => number])[] = [
  [/--/y, (text, from) => endAfter(text, from, /\n/g)],
  [/\/\*/y, endOfComment],
  [/[eE]'/y, (text, from) => endAfter(text, from, /(?:\\[\s\S]|''|[^'\\])*'/y)],
  [/'/y, (text, from) => endAfter(text, from, /(?:''|[^'])*'/y)],
];

/** Dollar-quoted text ends with the tag it begins with. */
const dollarQuote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
/** Passed over at once: what a name holds is neither a comment nor a text, and `e'` inside a word is no escape string. */
const words = /(?:"(?:""|[^"])*"|(?!e')[a-z_\u0080-\uffff][\w\u0080-\uffff]*|[^-/'"$a-z_\u0080-\uffff])+|[\s\S]/iy;

/** A statement with every comment as a blank and every text as `''`; names in double quotes stay. */
export function bareText(text: string): string {
  let bare = '';
  let at = 0;
  while (at < text.length) {
    const end = endOfPart(text, at);
    if (end !== null) {
      bare += /^(--|\/\*)/.test(text.slice(at, at + 2)) ? ' ' : "''";
      at = end;
    } else {
      words.lastIndex = at;
      const [passed = ''] = words.exec(text) ?? [];
      bare += passed;
      at += passed.length;
    }
  }
  return bare;
}

function endOfPart(text: string, at: number): number | null {
  for (const [begin, end] of parts) {
    begin.lastIndex = at;
    if (begin.test(text)) return end(text, begin.lastIndex);
  }
  dollarQuote.lastIndex = at;
  const [tag] = dollarQuote.exec(text) ?? [];
  if (tag === undefined) return null;
  const close = text.indexOf(tag, at + tag.length);
  return close < 0 ? text.length : close + tag.length;
}

/** Comments nest. */
function endOfComment(text: string, from: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const found = mark.exec(text);
    if (!found) return text.length;
    depth += found[0] === '/*' ? 1 : -1;
  }
  return mark.lastIndex;
}

function endAfter(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}
