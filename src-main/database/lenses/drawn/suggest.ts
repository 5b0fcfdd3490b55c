import { type Catalogue, findTable, type TableInfo, type TableRef } from '#shared/model/catalogue.ts';
import type { Candidate, LensSuggestion, TableLook } from '#shared/model/drawing.ts';
import type { Lens } from '#shared/model/lens.ts';
import { lensFileSchema } from '#shared/model/lens-file.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { genericLens, genericLensOn } from '../generic/generic.ts';
import { foreignKeyOf, type Roles, rolesOf } from '../generic/roles.ts';
import type { Recognised } from '../recognise.ts';
import { enriched } from './enrich.ts';
import { firstRows, lookAt } from './looks.ts';
import { rolesByValues } from './roles-by-values.ts';

/** How many tables are looked at where their names say nothing. */
const TABLES = 12;

/**
 * A lens to begin with: the generic one, where names, types and keys are enough for it; else what the first rows of the
 * likeliest tables tell. With `steps`, the one whose steps are in that table.
 */
export async function suggestLens(
  connection: Connection,
  catalogue: Catalogue,
  steps: TableInfo | undefined,
  options: QueryOptions = {},
): Promise<LensSuggestion> {
  const look = looking(connection, catalogue, options);
  const { lens: guess, evidence } = await recognised(catalogue, steps, look);
  const found = await enriched(guess, catalogue, async (name, schema) => {
    const table = findTable(catalogue, name, schema);
    return table === undefined ? null : look(table);
  });
  const lens = lensFileSchema.parse({
    ...withoutGuess(found),
    ...{ starlingLens: 1, id: 'my-lens', title: 'My lens', recognise: [] },
  });
  return { lens, evidence, tables: tablesOf(catalogue, lens.steps) };
}

type Look = (table: TableInfo) => Promise<TableLook>;

/** Looks at each table once. */
function looking(connection: Connection, catalogue: Catalogue, options: QueryOptions): Look {
  const looks = new Map<TableInfo, Promise<TableLook>>();
  return (table) => {
    const known = looks.get(table) ?? firstRows(connection, table, options).then((rows) => lookAt(catalogue, rows));
    looks.set(table, known);
    return known;
  };
}

async function recognised(catalogue: Catalogue, steps: TableInfo | undefined, looked: Look): Promise<Recognised> {
  if (steps !== undefined) {
    const roles = rolesOf(steps) ?? rolesByValues(steps, await looked(steps), true);
    return roles === null ? { ...genericLens({ tables: [] }), evidence: [] } : genericLensOn(catalogue, roles);
  }
  const byNames = genericLens(catalogue);
  if (byNames.lens.steps !== undefined) return byNames;
  let likeliest: Roles | null = null;
  for (const table of worthALook(catalogue)) {
    const roles = rolesByValues(table, await looked(table), false);
    if (roles !== null && roles.score > (likeliest?.score ?? 0)) likeliest = roles;
  }
  return likeliest === null ? byNames : genericLensOn(catalogue, likeliest);
}

/** Tables with numbers in them, the largest and best keyed first. */
function worthALook({ tables }: Catalogue): readonly TableInfo[] {
  const weight = (table: TableInfo) =>
    Math.log10(Math.max(table.estimatedRows ?? 1, 1)) +
    table.foreignKeys.length +
    (table.primaryKey.length > 1 ? 2 : 0);
  return tables
    .filter(({ problem, columns }) => problem === null && columns.length > 1)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, TABLES);
}

/** What people do not choose in a drawing is not there either. */
function withoutGuess({ session, episode, steps, measures }: Lens) {
  return {
    ...(session === undefined ? {} : { session }),
    ...(episode === undefined ? {} : { episode }),
    ...(steps === undefined ? {} : { steps }),
    measures,
  };
}

/** Tables that could hold steps, by what their names, types and keys say. */
function tablesOf(catalogue: Catalogue, chosen: TableRef | { table: string } | undefined): LensSuggestion['tables'] {
  const used = chosen !== undefined && 'table' in chosen ? chosen.table : undefined;
  return catalogue.tables
    .filter(({ problem }) => problem === null)
    .map((table) => ({ schema: table.schema, name: table.name, ...candidateOf(table, table.name === used) }))
    .toSorted((a, b) => b.score - a.score);
}

function candidateOf(table: TableInfo, used: boolean): Candidate {
  const roles = rolesOf(table);
  const reasons = [
    ...(roles === null ? [] : [`has a time in ${roles.time}`]),
    ...(roles?.position ? ['has positions'] : []),
    ...(roles === null || roles.measures.length === 0 ? [] : [`${roles.measures.length} numbers`]),
    ...table.foreignKeys
      .filter(({ columns }) => columns.length === 1 && foreignKeyOf(table, columns[0]!) !== undefined)
      .map(({ references }) => `leads to ${references.name}`),
  ];
  return { score: (roles?.score ?? 0) + (used ? 100 : 0), reasons };
}
