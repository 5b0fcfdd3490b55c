import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellJsonText } from '#shared/model/cell-json-text.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { AnswerColumn } from '#shared/model/page.ts';

/** What a value is, as far as the type of its column depends on it. */
type Seen = 'boolean' | 'integer' | 'float' | 'decimal' | 'text' | 'json' | 'nested' | 'blob' | Timed | 'other';
type Timed = 'date' | 'time' | 'timestamp' | 'timestamptz' | 'uuid';

/** Finds the type of DuckDB that holds every value of a column exactly, as they go by; text where none does. */
export class ColumnFinder {
  readonly #column: AnswerColumn;
  readonly #seen = new Set<Seen>();
  /** Most digits before and after the point. */
  #whole = 1;
  #fraction = 0;
  /** Beyond what a type holds: a year too far, a time with its zone. */
  #strange = false;
  /** Integers that no double is. */
  #large = false;

  constructor(column: AnswerColumn) {
    this.#column = column;
  }

  /** The text that stands for a cell in the stage. */
  take(cell: Cell): string | null {
    if (cell === null) return null;
    const seen = kindOf(cell);
    this.#seen.add(seen);
    this.#large ||= isTagged(cell) && cell.k === 'int';
    const text = seen === 'nested' ? cellJsonText(cell) : cellToText(cell);
    this.#look(seen, text);
    return text;
  }

  expression(staged: string): string {
    const [only, ...more] = this.#seen;
    if (only === undefined) return `cast(${staged} as ${typeOfKind[this.#column.kind] ?? 'varchar'})`;
    if (only === 'blob' && more.length === 0) return `unhex(substr(${staged}, 3))`;
    const type = this.#type();
    return type === 'varchar' ? staged : `cast(${staged} as ${type})`;
  }

  #type(): string {
    const seen = [...this.#seen];
    if (this.#strange) return 'varchar';
    const isFloat = this.#column.kind === 'float' && !this.#large;
    if (seen.every((each) => each === 'integer') && !isFloat) return this.#integerType();
    if (seen.every((each) => each === 'integer' || each === 'float')) return this.#large ? 'varchar' : 'double';
    if (seen.every((each) => each === 'integer' || each === 'decimal')) return this.#decimalType();
    const [only] = seen;
    return seen.length > 1 || only === undefined ? 'varchar' : (exactTypes[only] ?? 'varchar');
  }

  #integerType(): string {
    if (this.#whole <= 18) return 'bigint';
    return this.#whole <= 38 ? `decimal(${this.#whole}, 0)` : 'varchar';
  }

  #decimalType(): string {
    const digits = this.#whole + this.#fraction;
    return digits <= 38 ? `decimal(${digits}, ${this.#fraction})` : 'varchar';
  }

  #look(seen: Seen, text: string): void {
    if (seen === 'integer' || seen === 'decimal') {
      const [, whole, fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
      this.#strange ||= whole === undefined;
      this.#whole = Math.max(this.#whole, whole?.length ?? 0);
      this.#fraction = Math.max(this.#fraction, fraction.length);
    } else if (seen in plainTimes) this.#strange ||= !plainTimes[seen as keyof typeof plainTimes].test(text);
  }
}

function kindOf(cell: Exclude<Cell, null>): Seen {
  if (typeof cell === 'boolean') return 'boolean';
  if (typeof cell === 'number') return Number.isInteger(cell) && Number.isSafeInteger(cell) ? 'integer' : 'float';
  if (typeof cell === 'string') return 'text';
  switch (cell.k) {
    case 'int':
      return 'integer';
    case 'float':
    case 'decimal':
    case 'json':
    case 'blob':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'uuid':
      return cell.k;
    case 'list':
    case 'struct':
    case 'map':
    case 'union':
      return 'nested';
    default:
      return 'other';
  }
}

/** Written as DuckDB reads them, to the microsecond, in years of four digits. */
const plainTimes = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,6})?$/,
  timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
} as const;

const exactTypes: Readonly<Partial<Record<Seen, string>>> = {
  boolean: 'boolean',
  json: 'json',
  nested: 'json',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
  uuid: 'uuid',
};

/** Of a column without any value. */
const typeOfKind: Readonly<Partial<Record<AnswerColumn['kind'], string>>> = {
  boolean: 'boolean',
  integer: 'bigint',
  float: 'double',
  json: 'json',
  blob: 'blob',
};
