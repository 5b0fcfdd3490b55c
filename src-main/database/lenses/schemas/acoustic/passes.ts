import { findColumn } from '#shared/model/catalogue.ts';
import { all, join, name, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedColumn, DerivedQuery, DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';
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
    if (table === undefined || found === undefined) return null;
    if (findColumn(table, 'cycle_index') === undefined) return draftCycles(find);
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
    return {
      query: sql`select ${join(select)}, ${pass} as recording_pass from ${tableAs(table, 'c')}
        left join ${tableAs(found, 'y')} on y.id = c.synchronization_id`,
      columns: [...firstFirst(columns), PASS],
      key: ['id'],
    };
  },
};

/** As the documentation has them: in a table of their own, below a row per recording that names the file and no pass. */
function draftCycles(find: LensContext['find']): DerivedQuery | null {
  const [summaries, details, audio] = [
    find('movement_cycles'),
    find('movement_cycle_details'),
    find('audio_processing'),
  ];
  if (summaries === undefined || details === undefined || audio === undefined) return null;
  const same = ['participant_id', 'audio_file_name', 'knee', 'maneuver'];
  if (same.some((column) => [summaries, audio].some((table) => findColumn(table, column) === undefined))) return null;
  const { select, columns } = copied(details, 'd');
  return {
    query: sql`select ${join(select)}, a.id as audio_processing_id, '' as recording_pass from ${tableAs(details, 'd')}
      join ${tableAs(summaries, 'm')} on m.id = d.movement_cycle_id
      join ${tableAs(audio, 'a')} on ${all(same.map((column) => sql`${name('a', column)} = ${name('m', column)}`))}`,
    columns: [...firstFirst(columns), { name: 'audio_processing_id', kind: 'integer', type: 'integer' }, PASS],
    key: ['id'],
  };
}

function firstFirst(columns: readonly DerivedColumn[]): readonly DerivedColumn[] {
  const rank = (column: string) => (FIRST.includes(column) ? FIRST.indexOf(column) : FIRST.length);
  return columns.toSorted((a, b) => rank(a.name) - rank(b.name));
}
