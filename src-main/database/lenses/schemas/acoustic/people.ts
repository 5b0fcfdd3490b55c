import { findColumn } from '#shared/model/catalogue.ts';
import { type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedColumn, DerivedTable } from '../../derived/derived-table.ts';

const columns: readonly DerivedColumn[] = [
  { name: 'id', kind: 'integer', type: 'integer' },
  { name: 'participant', kind: 'integer', type: 'integer' },
  { name: 'study', kind: 'text' },
  { name: 'number', kind: 'integer', type: 'integer' },
  { name: 'created_at', kind: 'time', type: 'timestamp without time zone' },
];

/** Who takes part in which study under which number: `id` is what the processing tables point at. */
export const enrolments: DerivedTable = {
  name: 'enrolments',
  query({ find }) {
    const [studies, participants] = [find('studies'), find('participants')];
    if (studies === undefined || participants === undefined) return null;
    const answer = (query: Sql) => ({ query, columns, key: ['id'] });
    if (findColumn(studies, 'study_name') !== undefined) {
      return answer(sql`select s.id, s.participant_id as participant, s.study_name as study,
        s.study_participant_id as number, s.created_at from ${tableAs(studies, 's')}`);
    }
    const from = sql`from ${tableAs(participants, 'p')} left join ${tableAs(studies, 's')}`;
    return findColumn(participants, 'participant_number') === undefined
      ? answer(sql`select p.id, p.id as participant, s.name as study, p.study_id as number, p.created_at
          ${from} on s.id = p.study_participant_id`)
      : answer(sql`select p.id, p.id as participant, s.name as study, p.participant_number as number, p.created_at
          ${from} on s.id = p.study_id`);
  },
};
