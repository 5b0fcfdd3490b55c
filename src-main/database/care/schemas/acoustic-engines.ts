import type { Engine } from '#shared/model/source.ts';
import { TIME } from './acoustic-columns.ts';
import { countingKey, type MadeTable } from './made-table.ts';

/** A table of the project's, whose words are Postgres', as another engine takes it. */
export function inWordsOf(engine: Engine, { name, columns, ...rest }: MadeTable): MadeTable {
  if (engine === 'postgres') return { name, columns, ...rest };
  const word = engine === 'duckdb' ? inDuckdb : inSqlite;
  const keyed = columns.map((column) =>
    column === 'id serial primary key' ? countingKey('id', name, engine) : word(column),
  );
  return { name, columns: keyed, ...rest };
}

/** A table can only refer to one that is there, so of two that refer to each other the second does; none deletes along. */
function inDuckdb(column: string): string {
  const plain = column.replace(TIME, 'timestamp').replace(' on delete cascade', '');
  return plain === IMPORT ? `${plain} references biomechanics_imports (id)` : plain;
}

/** Lists are JSON; tables may refer to others that come later. */
function inSqlite(column: string): string {
  const plain = column
    .replace(TIME, 'timestamp')
    .replace('default now()', 'default current_timestamp')
    .replace(/ (double precision|varchar(\(\d+\))?)\[\]$/, ' json');
  if (plain === IMPORT) return `${plain} references biomechanics_imports (id)`;
  return plain === RECORDING ? `${plain} references audio_processing (id)` : plain;
}

/** Columns by which recordings and imports of biomechanics point at each other, whose references Postgres gets later. */
const IMPORT = 'biomechanics_import_id integer';
const RECORDING = 'audio_processing_id integer';
