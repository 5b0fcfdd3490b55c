import { type Catalogue, findTable } from '#shared/model/catalogue.ts';
import type { LensChoice, RecordTable } from '#shared/model/experiment.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import { importsTable } from '#shared/model/import.ts';
import { type LeavingOut, NOTHING_LEFT_OUT } from '#shared/model/left-out.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { Connection } from '../drivers/driver.ts';
import { name, sql } from '../sql/sql.ts';
import { type BoundLens, bindLens } from './binding/bind.ts';
import { tableAs } from './binding/compile.ts';
import { leftOutChoice, leftOutRows } from './binding/left-out.ts';
import { type Find, replacedRows } from './binding/replaced.ts';
import { Uncounted } from './binding/uncounted.ts';
import { deriveTables } from './derived/derived-table.ts';
import { drawnAlternatives, drawnForThis, drawnLens, drawnOf } from './drawn/drawn-lens.ts';
import { GENERIC, genericLens } from './generic/generic.ts';
import { asksOf, type LensAsks } from './lens-asks.ts';
import type { LensContext } from './lens-context.ts';
import type { LensSession } from './lens-session.ts';
import { knownLenses, lenses } from './lenses.ts';
import { fitLens, fits, type HoldsRow, type Recognised, recognise } from './recognise.ts';
import { sessionOf } from './session-of.ts';
import { hasStates } from './states/bind-states.ts';

/**
 * A database seen through the lens that fits it best, or through the one a person chose. Lenses that people drew (`drawn`)
 * come after those of Starling, unless one was drawn for this very schema. Rows that newer ones replaced are
 * left out unless `replacedShown`, and those of `leavingOut` unless they are shown; findings are looked for among the latter
 * too. Throws NOT_FOUND for a lens that does not exist and BAD_INPUT for one that does not fit.
 */
export async function openLens(
  connection: Connection,
  catalogue: Catalogue,
  chosen?: string,
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  drawn: readonly LensFile[] = [],
  replacedShown = false,
  leavingOut: LeavingOut = NOTHING_LEFT_OUT,
): Promise<LensSession> {
  const holds = asking(connection);
  const recognised =
    chosen === undefined ? await findLens(catalogue, drawn, holds) : await choose(chosen, catalogue, drawn, holds);
  const used = recognised ?? genericLens(catalogue);
  const replacedOnes = replacedRows(used.lens, connection.dialect, finderOf(used, catalogue));
  const seen: Seen = { connection, catalogue: replacedShown ? catalogue : replacedOnes.catalogue(catalogue), timeZone };
  const whole = await lookThrough(used, seen);
  const items = leavingOut.items.filter(({ lens }) => lens === used.lens.id);
  const left = leavingOut.shown ? new Uncounted() : await leftOutRows(whole, items, timeZone);
  const bound = left.isEmpty ? whole : await lookThrough(used, seen, left);
  const word = used.lens.replaced?.word;
  const known = knownLenses.find(({ lens }) => lens === used.lens);
  const asks = asksOf(bound, known, timeZone, { catalogue, whole });
  const imports = catalogue.tables.some((table) => table.name === importsTable) ? { imports: true } : {};
  return sessionOf(
    bound,
    {
      ...choiceOf(used, catalogue, chosen !== undefined, drawn),
      ...partsOf(bound, asks),
      replaced: word === undefined || replacedOnes.isEmpty ? null : { word, shown: replacedShown },
      leftOut: leftOutChoice(whole, items, leavingOut.shown),
      ...imports,
    },
    asks,
    known?.state,
  );
}

interface Seen {
  readonly connection: Connection;
  readonly catalogue: Catalogue;
  readonly timeZone: string;
}

/** Binds a lens to the tables of a database, without the rows that are not to be counted. */
async function lookThrough(
  used: Recognised,
  { connection, catalogue: all, timeZone }: Seen,
  uncounted = new Uncounted(),
): Promise<BoundLens> {
  const catalogue = uncounted.catalogue(all);
  const context: LensContext = {
    ...{ connection, dialect: connection.dialect, timeZone },
    find: finderOf(used, catalogue),
    leftOut: uncounted.spans,
  };
  const known = knownLenses.find(({ lens }) => lens === used.lens);
  const derived = await deriveTables(known?.derived ?? [], context, uncounted.counted);
  return bindLens(context, catalogue, used, derived);
}

/** Finds tables of the lens's schema first. */
function finderOf({ schema }: Recognised, catalogue: Catalogue): Find {
  return (table) => (schema === null ? undefined : findTable(catalogue, table, schema)) ?? findTable(catalogue, table);
}

/** What a database has besides levels and steps. */
function partsOf(
  bound: BoundLens,
  { coverage, training }: LensAsks,
): Pick<LensChoice, 'records' | 'states' | 'coverage' | 'training' | 'positions'> {
  return {
    records: bound.records.map(
      ({ records: { id, word, of, intervals, estimates } }): RecordTable => ({
        ...{ id, word, of },
        ...(intervals !== undefined && { intervals }),
        ...(estimates !== undefined && { estimates }),
      }),
    ),
    ...(hasStates(bound) ? { states: bound.lens.states?.title } : {}),
    ...(coverage.title === undefined ? {} : { coverage: coverage.title }),
    ...(training.title === undefined ? {} : { training: training.title }),
    ...(bound.steps?.position && bound.episode ? { positions: true } : {}),
  };
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
): Omit<LensChoice, 'records' | 'replaced' | 'leftOut'> {
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
