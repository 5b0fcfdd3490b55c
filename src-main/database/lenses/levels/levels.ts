import { hasKeyWithin } from '#shared/model/catalogue.ts';
import { STATE_COLUMN, WRITTEN_COLUMN } from '#shared/model/run-state.ts';
import type { OrderTerm, Relation, RelationColumn } from '../../queries/relation.ts';
import { tableRelation } from '../../queries/table-relation.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { type Compiled, textOf } from '../binding/compile.ts';
import { idIs, idText, sameId } from '../binding/ids.ts';
import { stateOf } from '../binding/run-state.ts';
import { firstOf } from './first.ts';

/** The list of sessions: `id`, `label`, facts. */
export function sessionsRelation(lens: BoundLens, session: BoundLevel): Relation {
  return levelRelation(lens, session, [], []);
}

/** The list of episodes, of one session or of all: `id`, `label`, `session`, facts; with the session's label where there are many. */
export function episodesRelation(lens: BoundLens, episode: BoundLevel, session: string | undefined): Relation {
  const { dialect } = lens;
  const { parent } = episode;
  if (parent === null) return levelRelation(lens, episode, [], []);
  const id = column('session', lens.session?.level.word[0] ?? 'session', idText(parent, dialect), dialect);
  if (session !== undefined) return levelRelation(lens, episode, [id], [idIs(parent, session, dialect)], parent);
  const label = sessionLabel(lens, parent);
  const more = label === null ? [id] : [id, column('session_label', titled(id.title), label, dialect)];
  return levelRelation(lens, episode, more, []);
}

/** The label of the session an episode belongs to; `null` where there is none beyond its id. */
export function sessionLabel({ session, dialect }: BoundLens, parent: readonly Compiled[]): Sql | null {
  if (session === null || session.level.distinct) return null;
  return labelOf(session, parent, dialect);
}

/** The label of whom something belongs to. Where a key says that there is but one, engines join it at once. */
export function labelOf({ label, from, id, place }: BoundLevel, parent: readonly Compiled[], dialect: Dialect): Sql {
  const [only, ...others] = id;
  const isUnique = others.length === 0 && hasKeyWithin(place.table, [only?.column?.name]);
  const one = raw(isUnique ? '' : 'limit 1');
  return sql`(select ${textOf(label, dialect)} from ${from} where ${sameId(id, parent)} ${one})`;
}

/** What a level is ordered by without a sort of the person's: numbers inside text sort as numbers. */
export function naturalOrder(
  level: BoundLevel,
  dialect: Dialect,
  fixed: readonly Compiled[] = [],
): readonly OrderTerm[] {
  return level.order
    .filter(({ by }) => !fixed.some((part) => part.column !== null && part.column === by.column))
    .map(({ by, descending, opaque }) => ({
      ...(by.kind === 'text' && !opaque ? { by: dialect.naturalKey(by.sql), type: KEY } : { by: by.sql, type: by }),
      descending,
      nullable: by.column?.nullable !== false,
    }));
}

const KEY = { type: 'text', kind: 'text' } as const;

function levelRelation(
  lens: BoundLens,
  level: BoundLevel,
  more: readonly RelationColumn[],
  where: readonly Sql[],
  fixed: readonly Compiled[] = [],
): Relation {
  const { dialect } = lens;
  const label = textOf(level.label, dialect);
  const facts = firstOf(level.facts, level.level.first).map(
    ({ name: fact, title, unit, leadsTo, value }): RelationColumn => ({
      name: fact,
      title,
      type: value.type,
      kind: value.kind,
      unit: unit ?? null,
      leadsTo,
      value: value.sql,
      nullable: value.column?.nullable !== false,
    }),
  );
  return {
    from: level.from,
    where,
    columns: [
      column('id', 'Id', idText(level.id, dialect), dialect),
      column('label', titled(level.level.word[0]), label, dialect),
      ...more,
      ...stateColumns(level, dialect),
      ...facts,
    ],
    ...keyOf(lens, level),
    computed: level.level.distinct,
    costly: !level.level.distinct,
    order: naturalOrder(level, dialect, fixed),
  };
}

/** In which state one is as of now, and when it last wrote. */
function stateColumns({ state, place }: BoundLevel, dialect: Dialect): readonly RelationColumn[] {
  if (state === null) return [];
  const value = stateOf(state, place, Date.now() / 1000);
  const run = { name: STATE_COLUMN, title: 'Run state', type: 'text', kind: 'text' as const, unit: null, value };
  if (state.written === null) return [run];
  const written = { name: WRITTEN_COLUMN, title: 'Last written', type: 'timestamp', kind: 'time' as const, unit: null };
  return [run, { ...written, value: dialect.moment(state.written), nullable: true }];
}

/** What identifies a row, never NULL. An id that no key vouches for may be there twice, so the row's own id joins it. */
function keyOf({ connection, dialect }: BoundLens, level: BoundLevel): Pick<Relation, 'key' | 'keyTypes'> {
  const { id, place } = level;
  const { table } = place;
  const plain = id.length === 1 || id.every(({ column: each }) => each?.nullable === false);
  const parts: readonly Compiled[] = plain
    ? id
    : [{ sql: idText(id, dialect), type: 'text', kind: 'text', column: null }];
  const own = { key: parts.map((part) => part.sql), keyTypes: parts };
  const names = id.map(({ column: each }) => each?.name);
  if (level.level.distinct || hasKeyWithin(table, names)) return own;
  const row = tableRelation(connection, table);
  return { key: [...own.key, ...(row.key ?? [])], keyTypes: [...own.keyTypes, ...(row.keyTypes ?? [])] };
}

function column(named: string, title: string, value: Sql, dialect: Dialect): RelationColumn {
  return { name: named, title, type: 'text', kind: 'text', unit: null, value, sortBy: dialect.naturalKey(value) };
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
