import { findColumn } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import type { Surprise } from '../../surprises/surprise.ts';
import { tablesOf } from './questions/parts.ts';

/** What the loaders of the project do that nobody would expect; most of it shows in a small table. */

const count = (cells: readonly Parameters<typeof cellNumber>[0][]): number => cellNumber(cells[0] ?? null) ?? 0;

/** A count of sessions of a category, whatever the generation calls it. */
function sessionsOf(category: string, more: Sql = raw('1=1')): Surprise['statement'] {
  return (context) => {
    const tables = tablesOf(context);
    const of = ['category_id', 'data_source'].find((column) => tables && findColumn(tables.sessions, column));
    if (tables === null || of === undefined) return null;
    return sql`select count(*) from ${tableAs(tables.sessions, 's')} where s.${raw(of)} = ${category} and ${more}`;
  };
}

const sessions = (found: number): string => (found === 1 ? '1 session' : `${found} sessions`);

const scaled: Surprise = {
  id: 'scaled-positions',
  statement: sessionsOf('boids_2d'),
  sentence: (row) =>
    count(row) === 0
      ? null
      : `Positions of ${sessions(count(row))} of 2-D boids were stretched: the loader multiplies both axes by one scene size, though their world is 640 × 480`,
};

const firstSpeeds: Surprise = {
  id: 'first-speeds',
  statement: sessionsOf('tracking_csv'),
  sentence: (row) =>
    count(row) === 0
      ? null
      : `Tracked animals have speed 0 in the first frame of each track (${sessions(count(row))}): the loader knows no earlier position`,
};

/** Configurations hold no frame rate, so the loader's own stands in every episode. */
const frameRates: Surprise = {
  id: 'frame-rates',
  statement: (context) => {
    const tables = tablesOf(context);
    const of = ['category_id', 'data_source'].find((column) => tables && findColumn(tables.sessions, column));
    if (tables === null || of === undefined || findColumn(tables.episodes, 'frame_rate') === undefined) return null;
    return sql`select count(*), min(e.frame_rate), max(e.frame_rate)
      from ${tableAs(tables.episodes, 'e')} join ${tableAs(tables.sessions, 's')} on s.session_id = e.session_id
      where s.${raw(of)} = 'boids_3d'`;
  },
  sentence: ([episodes = null, low = null, high = null]) =>
    (cellNumber(episodes) ?? 0) > 1 && cellNumber(low) === 30 && cellNumber(high) === 30
      ? 'Every 3-D episode has 30 frames per second: that is what the loader writes where the simulator says nothing'
      : null,
};

/** `episode_number` counts files as sorted by name. */
const numbers: Surprise = {
  id: 'episode-numbers',
  statement: (context) => {
    const tables = tablesOf(context);
    if (tables === null || findColumn(tables.episodes, 'file_path') === undefined) return null;
    const { dialect } = context;
    const key = (alias: string) => dialect.naturalKey(raw(`${alias}.file_path`));
    const one = (order: Sql, as: string) =>
      sql`row_number() over (partition by e.session_id order by ${order}) as ${raw(as)}`;
    return sql`select count(distinct n.session_id) from (
        select e.session_id, ${one(raw('e.episode_number, e.episode_id'), 'as_numbered')},
          ${one(sql`${key('e')}, e.episode_number, e.episode_id`, 'as_named')}
        from (select * from ${tableAs(tables.episodes, 'all_episodes')} limit 20000) e
      ) n where n.as_numbered <> n.as_named`;
  },
  sentence: (row) =>
    count(row) === 0
      ? null
      : `Episode numbers of ${sessions(count(row))} follow the alphabet, so that episode 10 has a lower number than episode 2; lists here are in the order of the names`,
};

const withoutRows: Surprise = {
  id: 'episodes-without-observations',
  statement: (context) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    return sql`select count(*), min(e.episode_id) from (select * from ${tableAs(tables.episodes, 'all_episodes')} limit 20000) e
      where not exists (select 1 from ${tableAs(tables.observations, 'o')} where o.episode_id = e.episode_id)`;
  },
  sentence: ([found = null, first = null]) => {
    const many = cellNumber(found) ?? 0;
    if (many === 0) return null;
    return many === 1
      ? `The episode ${String(first)} has no observations`
      : `${many} episodes have no observations, ${String(first)} among them`;
  },
};

/** Without an id, extended properties cannot be found; only DuckDB lets such rows in. */
const withoutIds: Surprise = {
  id: 'observations-without-id',
  statement: (context) => {
    const tables = tablesOf(context);
    const id = tables && findColumn(tables.observations, 'observation_id');
    if (tables === null || !id?.nullable) return null;
    const few = sql`select 1 from ${tableAs(tables.observations, 'o')} where o.observation_id is null limit 100000`;
    return sql`select count(*) from (${few}) found`;
  },
  sentence: (row) => {
    const found = count(row);
    if (found === 0) return null;
    return `${found === 100_000 ? '100 000 observations or more' : `${found} observations`} have no id, so that no extended property can belong to them`;
  },
};

/** Of 3-D boids alone: other loaders have nothing to store for some of their files. */
const noProperties: Surprise = {
  id: 'no-properties',
  statement: (context: LensContext) => {
    const [properties, tables] = [context.find('extended_properties'), tablesOf(context)];
    const of = ['category_id', 'data_source'].find((column) => tables && findColumn(tables.sessions, column));
    if (properties === undefined || tables === null || of === undefined) return null;
    const { observations, episodes, sessions: every } = tables;
    return sql`select case when exists (select 1 from ${tableAs(every, 's')}
        join ${tableAs(episodes, 'e')} on e.session_id = s.session_id
        where s.${raw(of)} = 'boids_3d' and exists (select 1 from ${tableAs(observations, 'o')} where o.episode_id = e.episode_id))
      and not exists (select 1 from ${tableAs(properties, 'p')}) then 1 else 0 end`;
  },
  sentence: (row) =>
    count(row) === 0
      ? null
      : 'No extended property is stored: the first loader looked for column names that its files never have',
};

const unpaired: Surprise = {
  id: 'unpaired-rollouts',
  statement: (context) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    const { episodes } = tables;
    const other = (from: string, to: string) =>
      sql`e.episode_id like ${`%-${from}`} and not exists (select 1 from ${tableAs(episodes, 'p')}
        where p.episode_id = replace(e.episode_id, ${`-${from}`}, ${`-${to}`}))`;
    return sql`select count(*), min(e.episode_id) from ${tableAs(episodes, 'e')}
      where (${other('actual', 'predicted')}) or (${other('predicted', 'actual')})`;
  },
  sentence: ([found = null, first = null]) => {
    const many = cellNumber(found) ?? 0;
    if (many === 0) return null;
    return many === 1
      ? `The rollout ${String(first)} has no counterpart to compare it with`
      : `${many} rollouts have no counterpart to compare them with, ${String(first)} among them`;
  },
};

export const surprises: readonly Surprise[] = [
  withoutRows,
  unpaired,
  noProperties,
  withoutIds,
  numbers,
  frameRates,
  scaled,
  firstSpeeds,
];
