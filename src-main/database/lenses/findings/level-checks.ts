import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf } from '../binding/compile.ts';
import { idText, sameKey } from '../binding/ids.ts';
import { isDerived } from '../derived/derived-table.ts';
import { perEpisode } from '../levels/per-episode.ts';
import { type Check, column, EPISODES, idColumn } from './check.ts';
import { capital, episodeColumn } from './step-parts.ts';

/** What can be wrong with sessions and episodes, and between them and the steps. */
export function levelChecks(lens: BoundLens): readonly Check[] {
  return [
    ...twice(lens, 'session'),
    ...twice(lens, 'episode'),
    ...withoutSession(lens),
    ...withoutSteps(lens),
    ...withoutEpisode(lens),
    ...unended(lens),
    ...disagreeing(lens),
  ];
}

const group = 'Sessions and episodes';

/** Whether a level is a table of its own, rather than found among the steps or made of other tables. */
function isOwn(level: BoundLevel | null): level is BoundLevel {
  return level !== null && !level.level.distinct && !isDerived(level.place.table);
}

function twice(lens: BoundLens, which: 'session' | 'episode'): readonly Check[] {
  const level = lens[which];
  if (!isOwn(level)) return [];
  const names = level.id.map(({ column: own }) => own?.name);
  if (level.place.table.primaryKey.length > 0 && level.place.table.primaryKey.every((each) => names.includes(each))) {
    return [];
  }
  const [one, many] = level.level.word;
  const id = idText(level.id, lens.dialect);
  return [
    {
      ...{ id: `${which}s-twice`, group, parameters: [], order: ['-rows', 'id'], names: { level: which, of: 'id' } },
      title: `${capital(many)} that are there twice`,
      about: `Ids that more than one row of ${level.place.table.name} has`,
      columns: [idColumn('id', capital(one), which), column('rows', 'Rows', 'integer')],
      statement: () => sql`select ${id} as id, count(*) as rows from ${level.from} group by 1 having count(*) > 1`,
    },
  ];
}

function withoutSession({ session, episode, dialect, lens }: BoundLens): readonly Check[] {
  const parent = episode?.parent ?? null;
  if (!isOwn(session) || !isOwn(episode) || parent === null) return [];
  const isThere = sql`exists (select 1 from ${session.from} where ${sameKey(session.id, parent, dialect)})`;
  const [one] = session.level.word;
  return [
    {
      ...{ id: 'without-session', group, parameters: [], order: ['parent', 'episode'] },
      names: { level: 'episode', of: 'episode', alone: true },
      title: `${capital(episode.level.word[1])} of no ${one}`,
      about: `Those whose ${one} is not there, so that no list of one shows them`,
      columns: [episodeColumn(lens), column('parent', capital(one), 'text')],
      statement: () =>
        sql`select ${idText(episode.id, dialect)} as episode, ${idText(parent, dialect)} as parent from ${episode.from} where not ${isThere}`,
    },
  ];
}

function withoutSteps({ episode, steps, dialect, lens }: BoundLens): readonly Check[] {
  if (!isOwn(episode) || steps === null) return [];
  const isThere = sql`exists (select 1 from ${steps.from} where ${sameKey(steps.episode, episode.id, dialect)})`;
  return [
    {
      ...{ id: 'without-steps', group, parameters: [], order: ['episode'], names: EPISODES },
      title: `${capital(episode.level.word[1])} without ${steps.steps.word[1]}`,
      about: 'There is a head, and nothing that it is the head of',
      columns: [episodeColumn(lens)],
      statement: () => sql`select ${idText(episode.id, dialect)} as episode from ${episode.from} where not ${isThere}`,
    },
  ];
}

function withoutEpisode({ episode, steps, dialect }: BoundLens): readonly Check[] {
  if (!isOwn(episode) || steps === null) return [];
  const found = steps.episode.map((part, at) => sql`${part.sql} as ${name(`k${at}`)}`);
  const keys = steps.episode.map((_, at) => name('s', `k${at}`));
  const keyed = steps.episode.map((part, at): Compiled => ({ ...part, sql: name('g', `k${at}`) }));
  const groups = sql`select ${join(keys)}, count(*) as found from (select ${join(found)} from ${steps.from}) s group by ${join(keys)}`;
  const isThere = sql`exists (select 1 from ${episode.from} where ${sameKey(episode.id, keyed, dialect)})`;
  const [one] = episode.level.word;
  return [
    {
      ...{ id: 'without-episode', group, parameters: [], order: ['-rows', 'episode'] },
      names: { level: 'episode', of: 'episode', alone: true },
      title: `${capital(steps.steps.word[1])} of no ${one}`,
      about: `Those whose ${one} is not there`,
      columns: [column('episode', capital(one), 'text'), column('rows', capital(steps.steps.word[1]), 'integer')],
      statement: () =>
        sql`select ${idText(keyed, dialect)} as episode, g.found as rows from (${groups}) g where not ${isThere}`,
    },
  ];
}

function unended({ episode, dialect, lens }: BoundLens): readonly Check[] {
  const ended = episode && lens.findings?.ended && compile(lens.findings.ended, episode.place);
  if (!episode || !ended) return [];
  return [
    {
      ...{ id: 'without-end', group, parameters: [], order: ['episode'], names: EPISODES },
      title: `${capital(episode.level.word[1])} without an end`,
      about: 'They never said that they are over: still running, or broken off',
      columns: [episodeColumn(lens)],
      statement: () =>
        sql`select ${idText(episode.id, dialect)} as episode from ${episode.from} where ${ended.sql} is null`,
    },
  ];
}

/** Sums of doubles may differ in their last digits. */
const CLOSE = raw('1e-6');

/** What episodes say of their steps, and the steps do not. Those without any step are another check's. */
function disagreeing({ episode, steps, dialect, lens }: BoundLens): readonly Check[] {
  if (!episode || !steps) return [];
  const compared = (lens.findings?.agree ?? []).flatMap(({ title, says, of }, at) => {
    const said = compile(says, episode.place);
    const value = typeof of === 'string' ? null : compile(of.sum, steps.place);
    if (said === null || (typeof of !== 'string' && value === null)) return [];
    if (of === 'agents' && steps.agent === null) return [];
    return [{ title, of, said: doubleOf(said, dialect), value: value && doubleOf(value, dialect), place: `c${at}` }];
  });
  if (compared.length === 0) return [];
  const counts = perEpisode({
    dialect,
    steps,
    where: [],
    measures: [],
    frames: compared.some(({ of }) => of === 'frames'),
  });
  const keyed = (alias: string) => steps.episode.map((part, at): Compiled => ({ ...part, sql: name(alias, `k${at}`) }));
  const sums = compared.flatMap(({ value, place }) => (value === null ? [] : [sql`sum(${value}) as ${name(place)}`]));
  const keys = steps.episode.map((part, at) => sql`${part.sql} as ${name(`k${at}`)}`);
  const grouped = steps.episode.map((_, at) => raw(String(at + 1)));
  const summed = sql`select ${join([...keys, ...sums])} from ${steps.from} group by ${join(grouped)}`;
  const found = compared.map(({ title, of, said, place }): Sql => {
    const isSum = typeof of !== 'string';
    const value = isSum ? name('a', place) : name('a', of);
    const rows = sql`select ${idText(episode.id, dialect)} as episode, ${dialect.text(sql`${title}`)} as what,
        ${said} as said, cast(${value} as double precision) as found
      from ${episode.from} join (${isSum ? summed : counts}) a on ${sameKey(episode.id, keyed('a'), dialect)}`;
    return sql`select q.* from (${rows}) q where q.said is not null
      and (q.found is null or abs(q.said - q.found) > ${CLOSE} * (1 + abs(q.said)))`;
  });
  return [
    {
      ...{ id: 'counts-differ', group, parameters: [], order: ['what', 'episode'], names: EPISODES },
      title: 'Numbers that disagree with the rows',
      about: `What ${episode.level.word[1]} say of their ${steps.steps.word[1]} (${compared.map(({ title }) => title).join(', ')}), and is not so`,
      columns: [
        episodeColumn(lens),
        column('what', 'What', 'text'),
        column('said', 'Said', 'float'),
        column('found', 'Found', 'float'),
      ],
      statement: () => join(found, ' union all '),
    },
  ];
}
