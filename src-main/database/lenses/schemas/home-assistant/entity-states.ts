import { join, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { ofEntity, type RecorderSource, sourceOf, statesOf } from './source.ts';

/** States with their entity and the time as it is stored. Where the recorder stopped, each entity has a row without a state. */
export const entityStates: DerivedTable = {
  name: 'entity_states',
  async query(context) {
    const source = await sourceOf(context);
    if (source === null) return null;
    const { times } = source;
    const { from, entity } = statesOf(source);
    const states = sql`select ${entity} as entity_id, ${times.of('t')} as written, t.state, t.state_id
      from ${from} where ${ofEntity(source)}`;
    return {
      query: join([states, ...stops(source, context.find('entities'))], ' union all '),
      columns: [
        { name: 'entity_id', kind: 'text' },
        { name: 'written', kind: times.column.kind, type: times.column.type },
        { name: 'state', kind: 'text' },
        { name: 'state_id', kind: 'integer' },
      ],
      key: ['entity_id', 'written', 'state_id'],
    };
  },
};

function stops(
  { times, outages }: RecorderSource,
  entities: Parameters<typeof tableAs>[0] | undefined,
): readonly Sql[] {
  if (entities === undefined) return [];
  return outages.map(
    ({ starts }) => sql`select n.entity_id, ${times.at(starts * 1000)}, cast(null as text), cast(0 as bigint)
      from ${tableAs(entities, 'n')}
      where n.since <= ${raw(starts.toExponential())}`,
  );
}
