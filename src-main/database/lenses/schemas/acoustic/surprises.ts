import { findColumn } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { all, join, name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import type { Surprise } from '../../surprises/surprise.ts';
import { ownerOf } from './source.ts';

/** What the keys of synchronisations and cycles were meant to keep from being there twice. */
const KEY = ['knee', 'maneuver', 'pass_number', 'speed'];

/** Where pass or speed is NULL, a unique key lets duplicates through. */
function duplicates(table: string, word: readonly [string, string], more: readonly string[]): Surprise {
  return {
    id: `${table.replaceAll('_', '-')}-twice`,
    statement: ({ find }) => {
      const found = find(table);
      if (found === undefined) return null;
      const columns = [ownerOf(found), ...KEY, ...more];
      if (columns.some((column) => findColumn(found, column) === undefined)) return null;
      const key = join(columns.map((column) => name('t', column)));
      const groups = sql`select count(*) as n from ${tableAs(found, 't')}
        where t.pass_number is null or t.speed is null group by ${key} having count(*) > 1`;
      return sql`select count(*), sum(g.n) from (${groups}) g`;
    },
    sentence: ([groups = null, rows = null]) => {
      const [twice, all] = [cellNumber(groups) ?? 0, cellNumber(rows) ?? 0];
      if (twice === 0) return null;
      const which = twice === 1 ? `One ${word[0]} is` : `${twice} ${word[1]} are`;
      return `${which} there more than once (${all} rows): where pass or speed is unknown the key lets duplicates through`;
    },
  };
}

const REPLACED = ['audio_processing', 'biomechanics_imports', 'synchronizations', 'movement_cycles'];

const superseded: Surprise = {
  id: 'superseded',
  statement: ({ find }) => {
    const counts = REPLACED.flatMap((table): readonly Sql[] => {
      const found = find(table);
      if (found === undefined || findColumn(found, 'is_active') === undefined) return [];
      return [sql`select count(*) as n from ${name(found.schema, found.name)} t where not t.is_active`];
    });
    return counts.length === 0 ? null : sql`select sum(c.n) from (${join(counts, ' union all ')}) c`;
  },
  sentence: ([count = null]) => {
    const rows = cellNumber(count) ?? 0;
    if (rows === 0) return null;
    return `${rows === 1 ? 'One row was' : `${rows} rows were`} superseded by a newer run; lists leave such rows out unless asked`;
  },
};

/** Intervals are pairs; a list of an odd length ends with a start. */
const halfIntervals: Surprise = {
  id: 'half-intervals',
  statement: ({ find }: LensContext) => {
    const found = find('quality_intervals');
    if (found === undefined) return null;
    const half = sql`select distinct i.found_in, i.row_id, i.finding, i.channel from ${tableAs(found, 'i')} where i.ends is null and i.found_in <> 'cycle'`;
    return sql`select count(*), min(h.found_in || ' ' || h.row_id) from (${half}) h`;
  },
  sentence: ([count = null, first = null]) => {
    const lists = cellNumber(count) ?? 0;
    if (lists === 0) return null;
    const which = lists === 1 ? 'One list of intervals ends' : `${lists} lists of intervals end`;
    return `${which} with a start and no end (${String(first)})`;
  },
};

/** Superseding a recording does not supersede what was made of it. */
const ofSuperseded: Surprise = {
  id: 'cycles-of-superseded-recordings',
  statement: ({ find }) => {
    const [cycles, audio] = [find('movement_cycles'), find('audio_processing')];
    if (cycles === undefined || audio === undefined || findColumn(audio, 'is_active') === undefined) return null;
    if (findColumn(cycles, 'audio_processing_id') === undefined) return null;
    const where = all([raw('a.id = t.audio_processing_id'), raw('not a.is_active')]);
    return sql`select count(*) from ${tableAs(cycles, 't')}
      where exists (select 1 from ${name(audio.schema, audio.name)} a where ${where})`;
  },
  sentence: ([count = null]) => {
    const rows = cellNumber(count) ?? 0;
    if (rows === 0) return null;
    const which = rows === 1 ? 'One movement cycle belongs' : `${rows} movement cycles belong`;
    return `${which} to a recording that was superseded, and ${rows === 1 ? 'is' : 'are'} not among those shown`;
  },
};

const withoutRecordings: Surprise = {
  id: 'participants-without-recordings',
  statement: ({ find, dialect }) => {
    const [enrolments, audio] = [find('enrolments'), find('audio_processing')];
    if (enrolments === undefined || audio === undefined) return null;
    const label = sql`n.study || ' ' || ${dialect.text(sql`n.number`)}`;
    return sql`select count(*), min(${label}) from ${tableAs(enrolments, 'n')}
      where not exists (select 1 from ${tableAs(audio, 'a')} where ${name('a', ownerOf(audio))} = n.id)`;
  },
  sentence: ([count = null, first = null]) => {
    const participants = cellNumber(count) ?? 0;
    if (participants === 0) return null;
    return participants === 1
      ? `The participant ${String(first)} has no recordings`
      : `${participants} participants have no recordings, ${String(first)} among them`;
  },
};

export const surprises: readonly Surprise[] = [
  duplicates('synchronizations', ['synchronisation', 'synchronisations'], []),
  duplicates('movement_cycles', ['movement cycle', 'movement cycles'], ['cycle_index']),
  superseded,
  halfIntervals,
  ofSuperseded,
  withoutRecordings,
];
