import { type Catalogue, findTable } from '#shared/model/catalogue.ts';
import type { LensChoice, RecordTable } from '#shared/model/experiment.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { Connection } from '../drivers/driver.ts';
import { name, sql } from '../sql/sql.ts';
import { bindLens } from './binding/bind.ts';
import { tableAs } from './binding/compile.ts';
import { hasReplaced, withoutReplaced } from './binding/replaced.ts';
import { deriveTables } from './derived/derived-table.ts';
import { drawnAlternatives, drawnForThis, drawnLens, drawnOf } from './drawn/drawn-lens.ts';
import { GENERIC, genericLens } from './generic/generic.ts';
import { asksOf } from './lens-asks.ts';
import type { LensContext } from './lens-context.ts';
import type { LensSession } from './lens-session.ts';
import { knownLenses, lenses } from './lenses.ts';
import { fitLens, fits, type HoldsRow, type Recognised, recognise } from './recognise.ts';
import { sessionOf } from './session-of.ts';
import { hasStates } from './states/bind-states.ts';

/**
 * A database seen through the lens that fits it best, or through the one a person chose. Lenses that people drew (`drawn`)
 * come after those of Starling, unless one was drawn for this very schema. Rows that newer ones replaced are
 * left out unless `replacedShown`. Throws NOT_FOUND for a lens that does not exist and BAD_INPUT for one that does not fit.
 */
export async function openLens(
  connection: Connection,
  catalogue: Catalogue,
  chosen?: string,
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  drawn: readonly LensFile[] = [],
  replacedShown = false,
): Promise<LensSession> {
  const holds = asking(connection);
  const recognised =
    chosen === undefined ? await findLens(catalogue, drawn, holds) : await choose(chosen, catalogue, drawn, holds);
  const used = recognised ?? genericLens(catalogue);
  const { schema } = used;
  const { dialect } = connection;
  const all = (table: string) =>
    (schema === null ? undefined : findTable(catalogue, table, schema)) ?? findTable(catalogue, table);
  const find = replacedShown ? all : withoutReplaced(used.lens, dialect, all);
  const context: LensContext = { connection, dialect, find, timeZone };
  const known = knownLenses.find(({ lens }) => lens === used.lens);
  const derived = await deriveTables(known?.derived ?? [], context);
  const bound = bindLens(context, catalogue, used, derived);
  const records = bound.records.map(
    ({ records: { id, word, of, intervals, estimates } }): RecordTable => ({
      ...{ id, word, of },
      ...(intervals !== undefined && { intervals }),
      ...(estimates !== undefined && { estimates }),
    }),
  );
  const word = used.lens.replaced?.word;
  const replaced = word !== undefined && hasReplaced(used.lens, dialect, all) ? { word, shown: replacedShown } : null;
  const states = hasStates(bound) ? { states: used.lens.states?.title } : {};
  const asks = asksOf(bound, known, timeZone, catalogue);
  const coverage = asks.coverage.title === undefined ? {} : { coverage: asks.coverage.title };
  const training = asks.training.title === undefined ? {} : { training: asks.training.title };
  const positions = bound.steps?.position && bound.episode ? { positions: true } : {};
  return sessionOf(
    bound,
    {
      ...choiceOf(used, catalogue, chosen !== undefined, drawn),
      records,
      replaced,
      ...states,
      ...coverage,
      ...training,
      ...positions,
    },
    asks,
    known?.state,
  );
}

async function findLens(catalogue: Catalogue, drawn: readonly LensFile[], holds: HoldsRow): Promise<Recognised | null> {
  return (
    (await drawnForThis(catalogue, drawn, holds)) ??
    (await recognise(catalogue, lenses, holds)) ??
    (await recognise(catalogue, drawn, holds))
  );
}

async function choose(
  id: string,
  catalogue: Catalogue,
  drawn: readonly LensFile[],
  holds: HoldsRow,
): Promise<Recognised | null> {
  if (id === GENERIC.id) return null;
  const own = drawn.find((each) => each.id === id);
  if (own !== undefined) return drawnLens(own, catalogue, holds);
  const lens = lenses.find((each) => each.id === id);
  if (lens === undefined) throw new Failure('NOT_FOUND', `There is no lens “${id}”`);
  const recognised = await fitLens(lens, catalogue, holds);
  if (recognised !== null) return recognised;
  throw new Failure('BAD_INPUT', `The lens “${lens.title}” does not fit this database: its tables are missing`);
}

function choiceOf(
  { lens, variant, evidence }: Recognised,
  catalogue: Catalogue,
  chosen: boolean,
  drawn: readonly LensFile[],
): Omit<LensChoice, 'records' | 'replaced'> {
  const { session, episode, steps } = lens;
  const all: readonly Pick<Lens, 'id' | 'title'>[] = [...lenses, GENERIC];
  return {
    id: lens.id,
    variant: variant?.id ?? null,
    title: lens.title,
    evidence,
    chosen,
    words: {
      session: session?.word[0] ?? null,
      episode: episode?.word[0] ?? null,
      step: steps?.word[0] ?? null,
    },
    ...drawnOf(lens.id, drawn, catalogue),
    alternatives: [
      ...all
        .filter(({ id }) => id !== lens.id)
        .map(({ id, title }) => ({
          id,
          title,
          fits: id === GENERIC.id || lenses.some((each) => each.id === id && fits(each, catalogue)),
        })),
      ...drawnAlternatives(
        drawn.filter(({ id }) => id !== lens.id),
        catalogue,
      ),
    ],
  };
}

/** Looks for one row of a small table. One that cannot be read holds nothing, and must not keep the rest from opening. */
function asking(connection: Connection): HoldsRow {
  const { dialect } = connection;
  return async (table, column, value) => {
    const is = sql`${dialect.text(name('t', column))} = ${dialect.text(sql`${value}`)}`;
    try {
      const { rows } = await connection.rows(sql`select 1 from ${tableAs(table, 't')} where ${is} limit 1`);
      return rows.length > 0;
    } catch (thrown) {
      const { code } = asFailure(thrown);
      if (code === 'SQL_FAILED' || code === 'NO_PERMISSION') return false;
      throw thrown;
    }
  };
}
