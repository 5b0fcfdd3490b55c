import type { Engine } from '#shared/model/source.ts';
import type { ColumnValue } from '../importer.ts';
import { momentOf } from '../moments.ts';

type Kind = 'whole' | 'number' | 'text' | 'json' | 'moment';

/** Columns of `programs` in the environment's own order; files before June 2025 lack the last. */
const kinds = {
  id: 'whole',
  code: 'text',
  value: 'number',
  visits: 'whole',
  parent_id: 'whole',
  state_json: 'json',
  conversation_json: 'json',
  completion_token_usage: 'whole',
  prompt_token_usage: 'whole',
  token_usage: 'whole',
  response: 'text',
  holdout_value: 'number',
  raw_reward: 'number',
  version: 'whole',
  version_description: 'text',
  model: 'text',
  meta: 'json',
  achievements_json: 'json',
  instance: 'whole',
  depth: 'number',
  advantage: 'number',
  ticks: 'whole',
  created_at: 'moment',
  timing_metrics_json: 'json',
} as const satisfies Readonly<Record<string, Kind>>;

export type ProgramColumn = keyof typeof kinds;

export const programColumns = Object.keys(kinds) as readonly ProgramColumn[];

/** What every program has. */
export const required: readonly ProgramColumn[] = ['id', 'code', 'conversation_json'];

export function isProgramColumn(name: string): name is ProgramColumn {
  return Object.hasOwn(kinds, name);
}

/** DuckDB's word for what a column of the target takes; `declared` is absent where the table is still to be made. */
export function typeOf(column: ProgramColumn, engine: Engine, declared: string | undefined): string {
  const plain = declared?.toLowerCase() ?? '';
  // SQLite has one kind of integer, one of numbers and one of text, whatever a column is declared as.
  const isLoose = engine === 'sqlite';
  switch (kinds[column]) {
    case 'whole':
      return isLoose || plain === 'bigint' ? 'BIGINT' : 'INTEGER';
    case 'number':
      return !isLoose && ['real', 'float', 'float4'].includes(plain) ? 'FLOAT' : 'DOUBLE';
    case 'moment':
      return 'TIMESTAMP';
    default:
      return !isLoose && plain.startsWith('json') ? 'JSON' : 'VARCHAR';
  }
}

/** A value that its column cannot take. */
export class Misfit {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A text of a file as a value of its column; NULL and the empty text stay apart. */
export function readValue(column: ProgramColumn, text: string | null, type: string): ColumnValue | Misfit {
  const kind = kinds[column];
  if (text === null) return required.includes(column) ? new Misfit(`It has no ${column}`) : null;
  if (kind === 'text') return text;
  if (kind === 'json') return type === 'JSON' && !isJson(text) ? new Misfit('It is no JSON') : text;
  // A number of nothing is no number: exports without quotes write NULL so.
  if (text === '') return required.includes(column) ? new Misfit(`It has no ${column}`) : null;
  if (kind === 'whole') return wholeOf(text, type);
  const read = kind === 'number' ? numberOf(text) : momentOf(text);
  return read ?? new Misfit(kind === 'number' ? 'It is no number' : 'It is no time');
}

/** Whole numbers may be written `5.0`, as pandas does where others are missing. */
function wholeOf(text: string, type: string): number | Misfit {
  if (!/^\s*[+-]?\d+(\.0*)?\s*$/.test(text)) return new Misfit('It is no whole number');
  const number = Number(text);
  const most = type === 'BIGINT' ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
  return Math.abs(number) > most ? new Misfit(`It is larger than the column takes`) : number;
}

function numberOf(text: string): number | null {
  const word = /^\s*([+-]?)(nan|inf(?:inity)?)\s*$/i.exec(text);
  if (word !== null)
    return (word[2] as string).toLowerCase() === 'nan' ? Number.NaN : word[1] === '-' ? -Infinity : Infinity;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a number keeps its digits in a column of seven. */
export function staysInFloat(value: number): boolean {
  const narrow = Math.fround(value);
  return Object.is(narrow, value) || [6, 7, 8, 9].some((digits) => Number(narrow.toPrecision(digits)) === value);
}
