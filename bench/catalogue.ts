import { createTracking } from '../src-main/database/care/schemas/tracking.ts';
import type { BenchEngine, Floor } from './engine.ts';
import { median, type Row, RUNS, timed } from './measure.ts';
import { Product } from './product.ts';
import { type Store, type StoreContent, storeOf } from './stores.ts';

const TABLES = 2000;
const COLUMNS = 20;
/** Until the lens of an open database is known, in milliseconds. */
const LIMIT = 300;

const content: StoreContent = {
  name: `many-tables-${COLUMNS}`,
  statements: (engine) => {
    const type = engine === 'sqlite' ? 'real' : 'double precision';
    const columns = Array.from({ length: COLUMNS }, (_, at) => `measured_value_${at} ${type}`).join(', ');
    return [
      ...(engine === 'sqlite' ? [] : createTracking('E', engine, { largeReferences: false })),
      ...Array.from({ length: TABLES }, (_, at) => `create table plain_${at} (id integer primary key, ${columns})`),
    ];
  },
};

/** The names of all columns and their types, asked of the engine as it offers them. */
const columnsOf: Readonly<Record<string, string>> = {
  DuckDB: 'select table_name, column_name, data_type from duckdb_columns() where not internal',
  SQLite: 'select m.name, c.name, c.type from sqlite_schema m join pragma_table_xinfo(m.name) c',
  Postgres: `select attrelid::regclass, attname, format_type(atttypid, atttypmod) from pg_attribute
    join pg_class on pg_class.oid = attrelid where attnum > 0 and relnamespace = 'public'::regnamespace`,
};

/** A database of many tables: opened in a fresh process, and seen through its lens, beside the plain list of its columns. */
export async function measureCatalogue(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, content);
  const times: Awaited<ReturnType<typeof openOnce>>[] = [];
  for (let run = 0; run <= RUNS; run++) times.push(await openOnce(store, columnsOf[engine.name]!));
  const of = (part: keyof (typeof times)[number]) => median(times.slice(1).map((each) => each[part]));
  const tables = `${TABLES.toLocaleString('en')} tables of ${COLUMNS} columns`;
  const add = (what: string, product: number, floor: number, limit: number | null) =>
    report({ engine: engine.name, what: `${tables}: ${what}`, product, floor, unit: 'ms', limit });
  add('start a process and open them', of('opened'), of('openedPlain'), null);
  add('recognised', of('recognised'), of('listed'), LIMIT);
}

async function openOnce(store: Store, columns: string) {
  let product: Product | undefined;
  let floor: Floor | undefined;
  try {
    const opened = await timed(async () => {
      product = await Product.open(store.target);
    });
    const recognised = await timed(() => product!.ask((client, database) => client.lens.get({ database })));
    const openedPlain = await timed(async () => {
      floor = await store.floor();
    });
    const listed = await timed(() => floor!.query(columns));
    return { opened, recognised, openedPlain, listed };
  } finally {
    await product?.close();
    await floor?.close();
  }
}
