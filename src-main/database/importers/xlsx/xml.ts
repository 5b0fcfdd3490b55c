/** What a pass over XML meets. Names are without their prefix: `x:row` is `row`. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly empty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Elements and text in their order; comments, declarations and instructions are passed over. */
export function* xmlEvents(xml: string): Generator<XmlEvent> {
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    if (tag < 0) return;
    if (tag > at) yield { kind: 'text', text: unescaped(xml.slice(at, tag)) };
    if (xml.startsWith('<!--', tag)) at = after(xml, '-->', tag);
    else if (xml.startsWith('<![CDATA[', tag)) {
      at = after(xml, ']]>', tag);
      yield { kind: 'text', text: xml.slice(tag + 9, at - 3) };
    } else if (xml[tag + 1] === '?' || xml[tag + 1] === '!') at = after(xml, '>', tag);
    else {
      const end = tagEnd(xml, tag);
      yield elementOf(xml.slice(tag + 1, end));
      at = end + 1;
    }
  }
}

/** The value of one attribute by its name without prefix; `null` where it is not there. */
export function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found === null ? null : unescaped(found[1] ?? found[2] ?? '');
}

function elementOf(inner: string): XmlEvent {
  if (inner.startsWith('/')) return { kind: 'close', name: localName(inner.slice(1).trim()) };
  const empty = inner.endsWith('/');
  const body = empty ? inner.slice(0, -1) : inner;
  const space = body.search(/\s/);
  const name = localName(space < 0 ? body : body.slice(0, space));
  return { kind: 'open', name, attributes: space < 0 ? '' : body.slice(space), empty };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at < 0 ? xml.length : at + mark.length;
}

/** The closing bracket of a tag; brackets within quotes are part of a value. */
function tagEnd(xml: string, from: number): number {
  for (let at = from; at < xml.length; at += 1) {
    const character = xml[at];
    if (character === '>') return at;
    if (character !== '"' && character !== "'") continue;
    const closing = xml.indexOf(character, at + 1);
    if (closing < 0) return xml.length;
    at = closing;
  }
  return xml.length;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}
