import { type Catalogue, findColumn, findTable } from '#shared/model/catalogue.ts';
import type { LensChoice } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { schemaMark } from '#shared/model/schema-mark.ts';
import { fitLens, fits, type HoldsRow, type Recognised } from '../recognise.ts';

/** The lens that somebody drew for this very schema, which comes before every other; `null` without one. */
export async function drawnForThis(
  catalogue: Catalogue,
  drawn: readonly LensFile[],
  holds: HoldsRow,
): Promise<Recognised | null> {
  if (drawn.every(({ madeFor }) => madeFor === undefined)) return null;
  const mark = schemaMark(catalogue);
  const lens = drawn.find(({ madeFor }) => madeFor === mark);
  if (lens === undefined) return null;
  const { evidence, ...recognised } = await drawnLens(lens, catalogue, holds);
  return { ...recognised, evidence: ['was drawn for this very schema', ...evidence] };
}

/**
 * A drawn lens that a person chose: taken even where its evidence does not hold, as long as there is something it can
 * show. Throws BAD_INPUT where there is nothing.
 */
export async function drawnLens(lens: Lens, catalogue: Catalogue, holds: HoldsRow): Promise<Recognised> {
  const recognised = await fitLens(lens, catalogue, holds);
  if (recognised !== null) return recognised;
  const missing = missingOf(lens, catalogue);
  const [first] = missing;
  const parts = [lens.session, lens.episode, lens.steps].filter((part) => part !== undefined);
  if (!parts.some(({ table, schema }) => findTable(catalogue, table, schema) ?? findTable(catalogue, table))) {
    const why = first === undefined ? 'it maps no table' : `this database ${first.replaceAll('`', '')}`;
    throw new Failure('BAD_INPUT', `The lens “${lens.title}” does not fit this database: ${why}`);
  }
  return { lens, variant: null, schema: null, evidence: missing };
}

/** What is between a lens and a database, in sentences. */
export function missingOf(lens: Lens, catalogue: Catalogue): readonly string[] {
  return lens.recognise.flatMap(({ table, columns, absent }) => {
    const found = findTable(catalogue, table);
    if (absent) return found === undefined ? [] : [`has \`${table}\`, which it must not have`];
    if (found === undefined) return [`has no table \`${table}\``];
    const gone = columns.filter((column) => findColumn(found, column) === undefined);
    return gone.length === 0 ? [] : [`has no column ${gone.join(', ')} in \`${table}\``];
  });
}

/** How a drawn lens came to be used; nothing for lenses of Starling. */
export function drawnOf(id: string, drawn: readonly LensFile[], catalogue: Catalogue): Pick<LensChoice, 'drawn'> {
  const lens = drawn.find((each) => each.id === id);
  if (lens === undefined) return {};
  return { drawn: lens.madeFor !== undefined && lens.madeFor === schemaMark(catalogue) ? 'for this' : 'elsewhere' };
}

export function drawnAlternatives(drawn: readonly LensFile[], catalogue: Catalogue): LensChoice['alternatives'] {
  return drawn.map((lens) => ({ id: lens.id, title: lens.title, fits: fits(lens, catalogue), drawn: true }));
}
