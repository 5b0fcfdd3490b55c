import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { Catalogue } from '../model/catalogue.ts';
import type { Cell } from '../model/cell.ts';
import { conditionSchema, pageRequestSchema } from '../model/filter.ts';
import type { ColumnStatistics, Page, StreamPiece } from '../model/page.ts';
import { answer, base, ofDatabase } from './base.ts';

const tableRef = z.object({ schema: z.string(), name: z.string() });
const ofTable = ofDatabase.extend({ table: tableRef });

/** Tables as they are, without a lens. */
export const tables = {
  catalogue: base.input(ofDatabase).output(answer<Catalogue>()),
  page: base.input(ofTable.extend({ request: pageRequestSchema })).output(answer<Page>()),
  /** Exact number of rows that pass; may be slow, so it comes later and may be cancelled. */
  count: base.input(ofTable.extend({ request: pageRequestSchema })).output(z.number()),
  statistics: base
    .input(ofTable.extend({ column: z.string(), conditions: z.array(conditionSchema).default([]) }))
    .output(answer<ColumnStatistics>()),
  /** The whole value of a cell that a page cut. */
  cell: base.input(ofTable.extend({ key: z.string(), column: z.string() })).output(answer<Cell>()),
};

/** A person's own SQL: read-only, one statement, cancellable. */
export const sql = {
  /** Streams the answer; `limit` rows at most, so that a window stays small (absent: all of them, for exports and the command line). */
  run: base
    .input(ofDatabase.extend({ sql: z.string().min(1).max(1_000_000), limit: z.number().int().positive().optional() }))
    .output(eventIterator(answer<StreamPiece>())),
};
