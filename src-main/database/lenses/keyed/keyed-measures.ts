import type { QueryOptions } from '../../drivers/driver.ts';
import { sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { someIds } from '../measures/looked-at.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import type { Episodes } from '../measures/units.ts';
import { type BoundLong, type BoundRows, bindLong, bindRows } from './bind-rows.ts';
import { keyedJoin, keyedValue, numberKeys, textKeys, titleOf } from './keyed-columns.ts';
import { keysOf } from './keys.ts';

/** Keys as measures: of long steps every one, of what is kept of episodes those that are numbers. */
export async function keyedMeasures(
  lens: BoundLens,
  { sessions, episodes }: Episodes,
  options: QueryOptions,
): Promise<readonly BoundMeasure[]> {
  const { episode } = lens;
  if (episode === null) return [];
  const long = bindLong(lens);
  const ofLong = async (of: BoundLong) => {
    const keys = await keysOf(lens, episode, of.latest ?? of, { ids: episodes, parents: sessions }, options);
    return keys.map(madeOnce(lens, 'long', (key) => longMeasure(episode, of, key)));
  };
  const ofRows = async (rows: BoundRows) => {
    const numbers =
      episodes.length > 0
        ? await numberKeys(lens, rows, episodes, options)
        : await likelyNumbers(lens, episode, rows, sessions, options);
    return numbers.map(madeOnce(lens, `rows ${rows.rows.id}`, (key) => rowsMeasure(episode, rows, key)));
  };
  const rows = bindRows(episode, lens).filter(({ rows: { measures } }) => measures);
  return (await Promise.all([...(long === null ? [] : [ofLong(long)]), ...rows.map(ofRows)])).flat();
}

/** Episodes from either end that tell which parameters are numbers. */
const LOOKED_AT = 20;

/** The keys of all that some sessions (or all) have, without those that a few of their episodes have texts of. */
async function likelyNumbers(
  lens: BoundLens,
  episode: BoundLevel,
  rows: BoundRows,
  sessions: readonly string[],
  options: QueryOptions,
): Promise<readonly string[]> {
  const keys = await keysOf(lens, episode, rows, { ids: [], parents: sessions }, options);
  const words = await textKeys(lens, rows, await someIds(lens, episode, sessions, LOOKED_AT, options), options);
  return keys.filter((key) => !words.has(key));
}

/** Measures by where their keys are from, and by key: thousands of episodes have the same. */
const made = new WeakMap<BoundLens, Map<string, Map<string, BoundMeasure>>>();

/** With more of them from one place, keys are each episode's own. */
const MOST_MADE = 20_000;

function madeOnce(lens: BoundLens, from: string, make: (key: string) => BoundMeasure): (key: string) => BoundMeasure {
  const places = made.get(lens) ?? new Map<string, Map<string, BoundMeasure>>();
  const known = places.get(from) ?? new Map<string, BoundMeasure>();
  made.set(lens, places.set(from, known));
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const measure = make(key);
    if (known.size < MOST_MADE) known.set(key, measure);
    return measure;
  };
}

/** There may be thousands, of which one is asked about: its SQL is composed then. */
function longMeasure(episode: BoundLevel, { long, key, value, place, latest }: BoundLong, id: string): BoundMeasure {
  return {
    spec: { id, title: id, level: 'step', reduce: 'last', rollUp: false },
    formula: `${place.table.name} where ${long.key} = '${id}'`,
    value,
    join: null,
    get where() {
      return sql`${key.sql} = ${place.dialect.castTo(sql`${id}`, key)}`;
    },
    get ofEpisode() {
      return latest === null ? undefined : keyedJoin(episode, latest, id);
    },
  };
}

function rowsMeasure(episode: BoundLevel, rows: BoundRows, key: string): BoundMeasure {
  const { id, table } = rows.rows;
  return {
    spec: {
      id: `${id}/${key}`,
      title: titleOf(rows.rows, key),
      level: 'episode',
      reduce: 'mean',
      rollUp: false,
    },
    formula: `${table} where ${rows.rows.key} = '${key}'`,
    get value() {
      return keyedValue(episode, rows, key, false);
    },
    get ofEpisode() {
      return keyedJoin(episode, rows, key);
    },
    join: null,
  };
}
