import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { join, name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { copied, ownerOf } from './source.ts';

/**
 * Recordings: one per audio file, knee and manoeuvre, and of one with several passes one per pass, as its
 * synchronisations and movement cycles tell.
 */
export const recordings: DerivedTable = {
  name: 'recordings',
  query({ find, dialect }) {
    const audio = find('audio_processing');
    if (audio === undefined) return null;
    const [syncs, cycles, synchronizations] = [
      find('recording_synchronizations'),
      find('recording_cycles'),
      find('synchronizations'),
    ];
    const parts = [
      ...(syncs === undefined ? [] : [passesOf(syncs, raw('1=1'))]),
      // Those of cycles with a synchronisation are known from it, which spares a look at most of them.
      ...(cycles === undefined ? [] : [passesOf(cycles, withoutSynchronisation(cycles, synchronizations))]),
    ];
    const none = sql`select cast(null as integer) as audio, '' as recording_pass where 1 = 0`;
    const passes = parts.length === 0 ? none : join(parts, ' union ');
    const owner = ownerOf(audio);
    const { select, columns } = copied(audio, 'a', ['id', owner]);
    const channels = flagged.flatMap(({ as, flag }) => {
      const known = flag.find((each) => findColumn(audio, `${each}_ch1`) !== undefined);
      return known === undefined ? [] : [{ as, list: channelsOf(known) }];
    });
    const pass = sql`coalesce(w.recording_pass, '')`;
    const named = sql`case when ${pass} = '' then '' when substr(${pass}, 1, 1) between '0' and '9' then ' · pass ' || replace(${pass}, ' ', ', ')
      else ' · ' || ${pass} end`;
    return {
      query: sql`select a.id as audio, ${pass} as recording_pass, ${name('a', owner)} as enrolment,
        ${dialect.text(sql`a.knee`)} || ' ' || ${manoeuvre} || ${named} as label, ${manoeuvre} as manoeuvre,
        nullif(${pass}, '') as pass, nullif(trim(ltrim(${pass}, '0123456789')), '') as pass_speed, ${join([...channels.map(({ as, list }) => sql`${list} as ${name(as)}`), ...select])}
        from ${tableAs(audio, 'a')} left join (${passes}) w on w.audio = a.id`,
      columns: [
        { name: 'audio', kind: 'integer', type: 'integer', nullable: false },
        { name: 'recording_pass', kind: 'text', nullable: false },
        { name: 'enrolment', kind: 'integer', type: 'integer', nullable: false },
        { name: 'label', kind: 'text' },
        { name: 'manoeuvre', kind: 'text' },
        { name: 'pass', kind: 'text' },
        { name: 'pass_speed', kind: 'text' },
        ...channels.map(({ as }) => ({ name: as, kind: 'text' }) as const),
        ...columns,
      ],
      key: ['audio', 'recording_pass'],
    };
  },
};

function passesOf(table: TableInfo, which: Sql): Sql {
  return sql`select q.audio_processing_id as audio, q.recording_pass from ${tableAs(table, 'q')} where ${which}`;
}

function withoutSynchronisation(cycles: TableInfo, synchronizations: TableInfo | undefined): Sql {
  if (synchronizations === undefined || findColumn(cycles, 'synchronization_id') === undefined) return raw('1=1');
  return sql`not exists (select 1 from ${tableAs(synchronizations, 'z')} where z.id = q.synchronization_id)`;
}

/** Flags of single channels as one list of those that have it. */
const flagged = [
  { as: 'failed_channels', flag: ['audio_qc_fail'] },
  { as: 'dropout_channels', flag: ['qc_signal_dropout'] },
  { as: 'artefact_channels', flag: ['qc_continuous_artifact', 'qc_artifact'] },
];

/** `1 3`; NULL for none. */
function channelsOf(flag: string): Sql {
  const each = [1, 2, 3, 4].map(
    (channel) => sql`case when ${name('a', `${flag}_ch${channel}`)} then '${raw(String(channel))} ' else '' end`,
  );
  return sql`nullif(trim(${join(each, ' || ')}), '')`;
}

const manoeuvre = sql`case a.maneuver when 'sts' then 'sit-to-stand' when 'fe' then 'flexion-extension' else a.maneuver end`;
