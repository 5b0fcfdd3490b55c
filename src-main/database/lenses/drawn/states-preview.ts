import { type Catalogue, findTable } from '#shared/model/catalogue.ts';
import type { StatesPreview } from '#shared/model/drawing.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { bindLens } from '../binding/bind.ts';
import { LONGEST, StateBook } from '../states/state-book.ts';
import { ROWS, someRowsOf } from './some-rows.ts';

/** How many sessions are shown, and how finely. */
const SESSIONS = 8;
const WIDTH = 1000;

/** States of the first rows as bands; `null` where the database lacks them, or no row says that anything is on or off. */
export async function previewStates(
  connection: Connection,
  { tables }: Catalogue,
  lens: LensFile,
  options: QueryOptions,
): Promise<StatesPreview | null> {
  const catalogue = { tables: tables.map((table) => (table.name === lens.states?.table ? someRowsOf(table) : table)) };
  const find = (table: string) => findTable(catalogue, table);
  const bound = bindLens({ connection, find }, catalogue, { lens, variant: null, schema: null, evidence: [] });
  const book = new StateBook(bound, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const overview = await book.overview(options);
  if (overview === null || overview.sessions.length === 0) return null;
  const [first, last] = overview.extent;
  const to = Math.floor(last) + 1;
  const from = Math.max(Math.min(Math.floor(first), to - 60), to - LONGEST);
  const sessions = overview.sessions.slice(0, SESSIONS);
  const asked = { from, to, width: WIDTH, sessions: sessions.map(({ id }) => id) };
  const rows = overview.sessions.flatMap(({ parts }) => parts).reduce((sum, part) => sum + part.rows, 0);
  return {
    overview: { ...overview, sessions },
    bands: await book.bands(asked, options),
    ...{ sessions: overview.sessions.length, rows, more: rows >= ROWS },
  };
}
