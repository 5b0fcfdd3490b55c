import { findColumn } from '#shared/model/catalogue.ts';
import { join, name, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedQuery, DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';

/** Programs that have a parent or children: what tree searches write, and nothing in runs of the gym. */
export const programTree: DerivedTable = {
  name: 'program_tree',
  query: ({ find, dialect }: LensContext): DerivedQuery | null => {
    const programs = find('programs');
    const meta = programs && findColumn(programs, 'meta');
    if (programs === undefined || meta === undefined || findColumn(programs, 'parent_id') === undefined) return null;
    const numbers = (['value', 'advantage', 'visits', 'depth'] as const).filter((each) => findColumn(programs, each));
    const process = dialect.jsonText(name('p', 'meta'), ['process_id'], meta);
    const columns = [
      ...['id', 'parent_id', 'version', 'instance', ...numbers, 'created_at'].map((each) => name('p', each)),
      sql`${process} as process`,
      sql`coalesce(c.children, 0) as children`,
    ];
    const children = sql`select k.parent_id as of_program, count(*) as children from ${tableAs(programs, 'k')}
      where k.parent_id is not null group by k.parent_id`;
    return {
      query: sql`select ${join(columns)} from ${tableAs(programs, 'p')} left join (${children}) c on c.of_program = p.id
        where p.parent_id is not null or c.children > 0`,
      columns: [
        ...(['id', 'parent_id', 'version', 'instance'] as const).map((each) => ({
          name: each,
          kind: 'integer' as const,
        })),
        ...numbers.map((each) => ({ name: each, kind: 'float' as const })),
        { name: 'created_at', kind: 'time' },
        { name: 'process', kind: 'text' },
        { name: 'children', kind: 'integer' },
      ],
      key: ['id'],
    };
  },
};
