import { findColumn } from '#shared/model/catalogue.ts';
import { join, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { columnOr, copied, passText } from './source.ts';

const PASS = { name: 'recording_pass', kind: 'text', nullable: false } as const;

/** Synchronisations as they are, with the pass of the recording that they belong to. */
export const synchronisations: DerivedTable = {
  name: 'recording_synchronizations',
  query({ find, dialect }) {
    const table = find('synchronizations');
    if (table === undefined || findColumn(table, 'audio_processing_id') === undefined) return null;
    const [number, speed] = [columnOr(table, 'y', 'pass_number', 'integer'), columnOr(table, 'y', 'speed', 'varchar')];
    const { select, columns } = copied(table, 'y');
    return {
      query: sql`select ${join(select)}, ${passText(number, speed, dialect)} as recording_pass from ${tableAs(table, 'y')}`,
      columns: [...columns, PASS],
      key: ['id'],
    };
  },
};

/** What the list of a recording's cycles shows first. */
const FIRST = [
  'cycle_index',
  'start_time_s',
  'end_time_s',
  'duration_s',
  'is_outlier',
  'audio_qc_fail',
  'sync_qc_fail',
];

/** Of columns that `recordings` has and cycles repeat. */
const REPEATED = ['study_id', 'participant_id', 'knee', 'maneuver', 'pass_number', 'speed'];

/**
 * Movement cycles with the pass of the recording that they belong to: that of their synchronisation, which alone says it
 * at first (and calls a normal speed medium), else their own.
 */
export const cycles: DerivedTable = {
  name: 'recording_cycles',
  query({ find, dialect }) {
    const [table, found] = [find('movement_cycles'), find('synchronizations')];
    if (table === undefined || found === undefined || findColumn(table, 'cycle_index') === undefined) return null;
    const own = passText(
      columnOr(table, 'c', 'pass_number', 'integer'),
      columnOr(table, 'c', 'speed', 'varchar'),
      dialect,
    );
    const synchronised = passText(
      columnOr(found, 'y', 'pass_number', 'integer'),
      columnOr(found, 'y', 'speed', 'varchar'),
      dialect,
    );
    const { select, columns } = copied(table, 'c', REPEATED);
    const pass = sql`case when y.id is null then ${own} else ${synchronised} end`;
    const rank = (column: string) => (FIRST.includes(column) ? FIRST.indexOf(column) : FIRST.length);
    return {
      query: sql`select ${join(select)}, ${pass} as recording_pass from ${tableAs(table, 'c')}
        left join ${tableAs(found, 'y')} on y.id = c.synchronization_id`,
      columns: [...columns.toSorted((a, b) => rank(a.name) - rank(b.name)), PASS],
      key: ['id'],
    };
  },
};
