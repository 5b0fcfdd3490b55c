import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { join, name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';

/**
 * Where intervals are found, what they are of, how long that is in their time, and the columns with all channels together;
 * `_ch1` … `_ch4` follow each. No layout says whether those of a cycle are in the time of the cycle.
 */
const places = [
  {
    table: 'recordings',
    found: 'recording',
    row: 'audio',
    audio: 'audio',
    length: 'duration_seconds',
    lists: [
      ['failed', 'qc_fail_segments'],
      ['signal dropout', 'qc_signal_dropout_segments'],
      ['continuous artefact', 'qc_continuous_artifact_segments'],
      ['artefact', 'qc_artifact_segments'],
    ],
  },
  {
    table: 'recording_synchronizations',
    found: 'synchronisation',
    row: 'id',
    audio: 'audio_processing_id',
    length: 'sync_duration',
    lists: [['periodic artefact', 'periodic_artifact_segments']],
  },
  {
    table: 'recording_cycles',
    found: 'cycle',
    row: 'id',
    audio: 'audio_processing_id',
    length: null,
    lists: [
      ['intermittent artefact', 'audio_artifact_timestamps'],
      ['dropout', 'audio_artifact_dropout_timestamps'],
      ['continuous artefact', 'audio_artifact_continuous_timestamps'],
      ['periodic artefact', 'audio_artifact_periodic_timestamps'],
    ],
  },
] as const;

const CHANNELS = ['', '_ch1', '_ch2', '_ch3', '_ch4'];

/**
 * What quality control found, one row per interval: the lists of recordings, synchronisations and cycles unfolded. Those
 * of a recording are in the time of its file and are there in each of its passes.
 */
export const intervals: DerivedTable = {
  name: 'quality_intervals',
  query(context) {
    const found = places.flatMap((place) => {
      const table = context.find(place.table);
      return table === undefined ? [] : (unfolded(context, table, place) ?? []);
    });
    if (found.length === 0) return null;
    return {
      query: join(found, ' union all '),
      columns: [
        { name: 'audio', kind: 'integer', type: 'integer' },
        { name: 'recording_pass', kind: 'text', nullable: false },
        { name: 'found_in', kind: 'text', nullable: false },
        { name: 'row_id', kind: 'integer', type: 'integer', nullable: false },
        { name: 'cycle_index', kind: 'integer', type: 'integer' },
        { name: 'finding', kind: 'text', nullable: false },
        { name: 'channel', kind: 'text', nullable: false },
        { name: 'number', kind: 'integer', type: 'integer', nullable: false },
        { name: 'starts', kind: 'float' },
        { name: 'ends', kind: 'float' },
        { name: 'seconds', kind: 'float' },
        { name: 'out_of', kind: 'float' },
      ],
      key: ['found_in', 'row_id', 'recording_pass', 'finding', 'channel', 'number'],
    };
  },
};

/** One pass over a table for all of its lists: each row beside the names of its lists, and the list that a name stands for. */
function unfolded({ dialect }: LensContext, table: TableInfo, place: (typeof places)[number]): Sql | null {
  const lists = place.lists.flatMap(([finding, column]) =>
    CHANNELS.flatMap((channel) => {
      const list = `${column}${channel}`;
      return findColumn(table, list) === undefined ? [] : [{ finding, list, channel: channel.slice(3) || 'all' }];
    }),
  );
  if (lists.length === 0) return null;
  const names = lists.map(
    ({ finding, channel }, at) =>
      sql`select ${raw(String(at))} as n, ${dialect.text(sql`${finding}`)} as finding, ${dialect.text(sql`${channel}`)} as channel`,
  );
  const cases = lists.map(({ list }, at) => sql`when ${raw(String(at))} then ${name('t', list)}`);
  const { join: pairs, number, first, second } = dialect.pairs(sql`(case k.n ${join(cases, ' ')} end)`, 'i');
  const cycle = place.found === 'cycle' ? name('t', 'cycle_index') : raw('cast(null as integer)');
  const length = place.length === null ? undefined : findColumn(table, place.length);
  const outOf = length === undefined ? raw('null') : name('t', length.name);
  return sql`select ${name('t', place.audio)} as audio, t.recording_pass, ${dialect.text(sql`${place.found}`)} as found_in,
      ${name('t', place.row)} as row_id, ${cycle} as cycle_index, k.finding, k.channel, ${number} as number,
      ${first} as starts, ${second} as ends, ${second} - ${first} as seconds,
      cast(${outOf} as double precision) as out_of
    from ${tableAs(table, 't')} cross join (${join(names, ' union all ')}) k ${pairs}`;
}
