import { type DateKind, dateText, never } from './dates.ts';
import { attribute, type XmlEvent, xmlEvents } from './xml.ts';

/** A value of a cell with its own type; empty cells are not there. */
export type XlsxValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  /** `2026-11-05`, `2026-11-05 12:00:00`, `12:00:00` or `30:15:00`. */
  | { readonly kind: DateKind; readonly text: string }
  /** `#N/A`, `#DIV/0!`… */
  | { readonly kind: 'error'; readonly text: string };

export interface SheetRow {
  /** From 1. */
  readonly row: number;
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, XlsxValue>;
}

export interface SheetContext {
  readonly strings: readonly string[];
  readonly formats: readonly (DateKind | null)[];
  readonly is1904: boolean;
}

export function* sheetRows(xml: string, context: SheetContext): Generator<SheetRow> {
  let row = 0;
  let cells = new Map<number, XlsxValue>();
  const cell = new Cell(context);
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'open' && event.name === 'row') {
      row = Number(attribute(event.attributes, 'r') ?? row + 1);
      cells = new Map();
      cell.column = -1;
    } else if (event.kind === 'close' && event.name === 'row') {
      if (cells.size > 0) yield { row, cells };
    } else if (event.kind === 'close' && event.name === 'sheetData') return;
    else {
      const value = cell.take(event);
      if (value !== null) cells.set(cell.column, value);
    }
  }
}

/** A cell as it is read: `<c r="B2" s="1" t="s"><v>0</v></c>`. */
class Cell {
  column = -1;
  readonly #context: SheetContext;
  #type = 'n';
  #style = -1;
  #text: string | null = null;
  #reading = false;
  #spoken = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  /** The value when the cell ends; `null` before, and for an empty one. */
  take(event: XmlEvent): XlsxValue | null {
    if (event.kind === 'text') {
      if (this.#reading && !this.#spoken) this.#text = (this.#text ?? '') + event.text;
      return null;
    }
    const opens = event.kind === 'open' && !event.empty;
    if (event.name === 'v' || event.name === 't') this.#reading = opens;
    if (event.name === 'rPh') this.#spoken = opens;
    if (event.name !== 'c') return null;
    if (event.kind === 'open') {
      const { attributes } = event;
      const place = attribute(attributes, 'r');
      this.column = place === null ? this.column + 1 : columnOf(place);
      this.#type = attribute(attributes, 't') ?? 'n';
      this.#style = Number(attribute(attributes, 's') ?? 0);
      this.#text = null;
    }
    return event.kind === 'close' ? this.#value() : null;
  }

  #value(): XlsxValue | null {
    const text = this.#text;
    this.#text = null;
    if (text === null) return null;
    switch (this.#type) {
      case 's': {
        const shared = this.#context.strings[Number(text)];
        return shared === undefined ? null : { kind: 'text', text: readable(shared) };
      }
      case 'str':
      case 'inlineStr':
        return { kind: 'text', text: readable(text) };
      case 'b':
        return { kind: 'boolean', boolean: text.trim() === '1' || text.trim() === 'true' };
      case 'e':
        return { kind: 'error', text: text.trim() };
      case 'd':
        return isoOf(text.trim());
      default:
        return this.#number(text.trim());
    }
  }

  #number(text: string): XlsxValue | null {
    const number = Number(text);
    if (text === '') return null;
    if (Number.isNaN(number)) return { kind: 'text', text };
    const kind = this.#context.formats[this.#style] ?? null;
    const date = kind === null ? null : dateText(number, kind, this.#context.is1904);
    if (kind === null || date === null) return { kind: 'number', number, text };
    if (date.startsWith(never)) return { kind: 'text', text: date };
    // A format of dates shows a time where there is one, and one of times a date.
    const shown = kind === 'duration' ? kind : date.length > 12 ? 'timestamp' : date.includes('-') ? 'date' : 'time';
    return { kind: shown, text: date };
  }
}

function isoOf(text: string): XlsxValue {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d(?:\.\d+)?)Z?)?$/.exec(text);
  if (found === null) return { kind: 'text', text };
  const [, date = '', time] = found;
  return time === undefined ? { kind: 'date', text: date } : { kind: 'timestamp', text: `${date} ${time}` };
}

/** `_x000D_` stands for a character that XML has not; `_x005F_` for the underscore of one that is meant. */
function readable(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** `B2` is 1. */
function columnOf(place: string): number {
  let column = 0;
  for (const character of place.toUpperCase()) {
    const letter = character.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** A value as text, as a cell shows what it holds. */
export function textOf(value: XlsxValue): string {
  if (value.kind === 'boolean') return value.boolean ? 'true' : 'false';
  return value.kind === 'number' ? String(value.number) : value.text;
}
