import { type Catalogue, findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import type { Evidence, Lens } from '#shared/model/lens.ts';

/** A lens that fits a database, and why. */
export interface Recognised {
  readonly lens: Lens;
  readonly variant: Lens['variants'][number] | null;
  /** The database's schema in which everything was found; `null` for a lens that asks for nothing. */
  readonly schema: string | null;
  /** Sentences naming tables and columns. */
  readonly evidence: readonly string[];
}

/** Asks whether a small table holds a row: the only question about rows that recognising may ask. */
export type HoldsRow = (table: TableInfo, column: string, value: string) => Promise<boolean>;

/** Milliseconds of computing within which a lens is found. */
const BUDGET = 130;

/** What this thread has computed so far, in ms: a machine that is busy with other things takes nothing from the budget. */
export function computed(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * The lens that explains most of a database, by tables, columns and keys. Rows are asked for only where the variants of
 * the lens that won differ in nothing else. `null` when none fits, or the time is up.
 */
export async function recognise(
  catalogue: Catalogue,
  lenses: readonly Lens[],
  holds: HoldsRow,
  now: () => number = computed,
): Promise<Recognised | null> {
  const deadline = now() + BUDGET;
  const schemas = schemasOf(catalogue);
  let best: { readonly lens: Lens; readonly schema: string; readonly weight: number } | null = null;
  for (const lens of lenses) {
    for (const [schema, tables] of schemas) {
      if (now() > deadline) break;
      const weight = weigh(lens.recognise, tables);
      if (weight > (best?.weight ?? 0)) best = { lens, schema, weight };
    }
  }
  return best === null ? null : explain(best.lens, best.schema, catalogue, holds);
}

/** A lens and its variant, with the evidence for them; `null` where the lens does not fit. */
export async function fitLens(lens: Lens, catalogue: Catalogue, holds: HoldsRow): Promise<Recognised | null> {
  for (const [schema, tables] of schemasOf(catalogue)) {
    if (weigh(lens.recognise, tables) > 0) return explain(lens, schema, catalogue, holds);
  }
  return null;
}

export function fits(lens: Lens, catalogue: Catalogue): boolean {
  return [...schemasOf(catalogue).values()].some((tables) => weigh(lens.recognise, tables) > 0);
}

/** Tables of each schema by name; the schemas people use first. */
function schemasOf(catalogue: Catalogue): ReadonlyMap<string, ReadonlyMap<string, TableInfo>> {
  const schemas = new Map<string, Map<string, TableInfo>>([
    ['public', new Map()],
    ['main', new Map()],
  ]);
  for (const table of catalogue.tables) {
    const tables = schemas.get(table.schema) ?? new Map<string, TableInfo>();
    tables.set(table.name, table);
    schemas.set(table.schema, tables);
  }
  return schemas;
}

/** How much of a schema some evidence explains: tables and columns found; 0 where one piece does not hold. */
function weigh(evidence: readonly Evidence[], tables: ReadonlyMap<string, TableInfo>): number {
  if (!evidence.every((piece) => satisfied(piece, tables))) return 0;
  return evidence.reduce((sum, { absent, columns }) => sum + (absent ? 0 : 1 + columns.length), 0);
}

function satisfied(piece: Evidence, tables: ReadonlyMap<string, TableInfo>): boolean {
  const table = tables.get(piece.table);
  if (piece.absent) return table === undefined;
  return (
    table !== undefined &&
    piece.columns.every((column) => findColumn(table, column) !== undefined) &&
    piece.keyed.every((column) => table.primaryKey.includes(column))
  );
}

async function explain(lens: Lens, schema: string, catalogue: Catalogue, holds: HoldsRow): Promise<Recognised> {
  const tables = schemasOf(catalogue).get(schema) ?? new Map<string, TableInfo>();
  const variant = await variantOf(lens, tables, holds);
  const pieces = [...lens.recognise, ...(variant?.when ?? [])];
  const named = variant === null ? [] : [`is ${variant.title}`];
  return { lens, variant, schema, evidence: [...named, ...pieces.map((piece) => sentence(piece, tables))] };
}

async function variantOf(
  lens: Lens,
  tables: ReadonlyMap<string, TableInfo>,
  holds: HoldsRow,
): Promise<Lens['variants'][number] | null> {
  for (const variant of lens.variants) {
    if (!variant.when.every((piece) => satisfied(piece, tables))) continue;
    const rows = variant.when.flatMap((piece) =>
      piece.holds === undefined ? [] : [{ ...piece.holds, in: piece.table }],
    );
    const held = await Promise.all(rows.map((row) => holds(tables.get(row.in)!, row.column, row.value)));
    if (held.every(Boolean)) return variant;
  }
  return null;
}

function sentence({ table, columns, keyed, absent, holds }: Evidence, tables: ReadonlyMap<string, TableInfo>): string {
  if (absent) return `has no \`${table}\``;
  const key = tables.get(table)?.primaryKey ?? [];
  const parts = [
    `has \`${table}\``,
    ...(columns.length > 0 && keyed.length === 0 ? [`with ${columns.join(', ')}`] : []),
    ...(keyed.length > 0 || (key.length > 1 && columns.length > 0) ? [`keyed by ${key.join(', ')}`] : []),
    ...(holds === undefined ? [] : [`whose ${holds.column} holds '${holds.value}'`]),
  ];
  return parts.join(' ');
}
