import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import { type Expression, type LensInput, lensSchema } from '#shared/model/lens.ts';
import { computed, type Recognised } from '../recognise.ts';
import { type LevelSource, levelOf, levelSource, sessionColumn, wholeTable, wordFor } from './levels.ts';
import { measuresOf, type Roles, rolesOf } from './roles.ts';
import { baseWord, snake, speaksFor } from './words.ts';

/** The lens for any database: always at least its tables. */
export const GENERIC = { id: 'generic', title: 'Any database' } as const;

/** Milliseconds of computing after which no further table is looked at. */
const BUDGET = 130;

/**
 * A lens made from the catalogue alone: of the tables with a column that names an episode and one that is a time, the
 * likeliest holds the steps. Without such a table, a table of episodes; without that, no levels.
 */
export function genericLens(catalogue: Catalogue, now: () => number = computed): Recognised {
  const deadline = now() + BUDGET;
  let likeliest: Roles | null = null;
  let seen = 0;
  for (const table of catalogue.tables) {
    if (now() > deadline) break;
    seen += 1;
    const roles = table.problem === null ? rolesOf(table) : null;
    if (roles !== null && roles.score > (likeliest?.score ?? Number.NEGATIVE_INFINITY)) likeliest = roles;
  }
  const some = seen < catalogue.tables.length ? [`looked at ${seen} of ${catalogue.tables.length} tables`] : [];
  if (likeliest !== null) return ofSteps(catalogue, likeliest, some);
  const episodes = episodesTable(catalogue);
  return episodes === null ? plain(catalogue, some) : ofEpisodes(catalogue, episodes, some);
}

function recognised(lens: Omit<LensInput, 'id' | 'title' | 'recognise'>, evidence: readonly string[]): Recognised {
  return { lens: lensSchema.parse({ ...GENERIC, recognise: [], ...lens }), variant: null, schema: null, evidence };
}

function plain(catalogue: Catalogue, some: readonly string[]): Recognised {
  const { length } = catalogue.tables;
  const tables = length === 1 ? 'has one table' : `has ${length} tables`;
  return recognised({}, [`${tables}, none of which has both an episode and a time`, ...some]);
}

/** The same lens for steps that are already known. */
export function genericLensOn(catalogue: Catalogue, roles: Roles): Recognised {
  return ofSteps(catalogue, roles, []);
}

function ofSteps(catalogue: Catalogue, roles: Roles, some: readonly string[]): Recognised {
  const { table, time } = roles;
  const within = [roles.agent, roles.agentType].filter((each) => each !== null);
  const stepsOf = (episode: readonly Expression[]): LensInput['steps'] => ({
    word: ['row', 'rows'],
    table: table.name,
    schema: table.schema,
    episode: [...episode],
    time: { by: time, title: time },
    within,
    ...(roles.agent === null ? {} : { agent: roles.agent }),
    ...(roles.agentType === null ? {} : { agentType: roles.agentType }),
    apart: ['env', 'environment', 'target'],
    ...(roles.position === null ? {} : { position: { ...roles.position, yDown: /px|pixel/i.test(roles.position.x) } }),
  });
  const measures = [...speedOf(table), ...stepMeasures(roles)];
  if (roles.episode.length === 0) {
    const lens = { episode: wholeTable(table), steps: stepsOf([{ value: table.name }]), measures };
    return recognised(lens, [`\`${table.name}\` has the time in ${time}`, ...evidenceOf(roles), ...some]);
  }
  const episodes = levelSource(catalogue, table, roles.episode);
  const parent = parentOf(roles, episodes);
  const word = wordFor(roles.episode.at(-1)!);
  const [stamp, ...stamps] = table.columns.filter(({ kind }) => kind === 'time');
  const written =
    stamp === undefined || stamps.length > 0
      ? undefined
      : { table: table.name, of: [...roles.episode], time: stamp.name };
  const named = roles.episode.join(', ');
  const lens = {
    ...(parent === null ? {} : { session: sessionLevel(catalogue, episodes, parent) }),
    episode: levelOf(episodes, word, parent === null ? null : [parent], written),
    steps: stepsOf(roles.episode),
    measures: [...measures, ...episodeMeasures(episodes, parent)],
  };
  return recognised(lens, [
    `\`${table.name}\` names the ${word} in ${named} and has the time in ${time}`,
    episodes.distinct
      ? `no table of its own lists what ${named} names`
      : `\`${episodes.table.name}\` lists what ${named} names`,
    ...evidenceOf(roles),
    ...some,
  ]);
}

function evidenceOf({ agent, position }: Roles): readonly string[] {
  return [
    ...(agent === null ? [] : [`${agent} tells agents apart`]),
    ...(position === null
      ? []
      : [`positions are in ${[position.x, position.y, position.z].filter(Boolean).join(', ')}`]),
  ];
}

/** The column of the episodes' table that names the session. */
function parentOf(roles: Roles, episodes: LevelSource): string | null {
  return episodes.distinct ? roles.session : sessionColumn(episodes.table, episodes.id.length === 1 ? episodes.id : []);
}

function sessionLevel(catalogue: Catalogue, episodes: LevelSource, parent: string) {
  return levelOf(levelSource(catalogue, episodes.table, [parent]), wordFor(parent), null);
}

/** A table that lists episodes though nothing else is known of them. */
function episodesTable(catalogue: Catalogue): LevelSource | null {
  const found = catalogue.tables.filter(
    ({ primaryKey, name }) => primaryKey.length === 1 && speaksFor('episode', name) >= 5,
  );
  const [table] = found.toSorted((a, b) => speaksFor('episode', b.name) - speaksFor('episode', a.name));
  return table === undefined ? null : { table, id: table.primaryKey, distinct: false };
}

function ofEpisodes(catalogue: Catalogue, episodes: LevelSource, some: readonly string[]): Recognised {
  const { table } = episodes;
  const parent = sessionColumn(table, episodes.id);
  const lens = {
    ...(parent === null ? {} : { session: sessionLevel(catalogue, episodes, parent) }),
    episode: levelOf(episodes, wordFor(table.name), parent === null ? null : [parent]),
    measures: episodeMeasures(episodes, parent),
  };
  return recognised(lens, [`\`${table.name}\` lists ${wordFor(table.name)}s by ${episodes.id.join(', ')}`, ...some]);
}

type Measures = NonNullable<LensInput['measures']>;

function speedOf({ columns }: TableInfo): Measures {
  const named = (axis: string) =>
    columns.find(({ name }) => [`v${axis}`, `v_${axis}`, `vel_${axis}`, `velocity_${axis}`].includes(snake(name)))
      ?.name;
  const parts = [named('x'), named('y'), named('z')].filter((each) => each !== undefined);
  if (parts.length < 2 || columns.some(({ name }) => snake(name) === 'speed')) return [];
  return [{ id: 'speed', title: 'Speed', level: 'step', value: { call: 'hypot', of: parts }, rollUp: true }];
}

/** What a reward comes to in an episode is its sum; of anything else the mean says more. */
function stepMeasures({ measures }: Roles): Measures {
  return measures.map((name) => ({
    id: name,
    title: name,
    level: 'step',
    value: name,
    reduce: /reward/.test(snake(name)) ? 'sum' : 'mean',
    rollUp: ['reward', 'score', 'speed', 'value'].includes(baseWord(name)),
  }));
}

function episodeMeasures({ table, distinct, id }: LevelSource, parent: string | null): Measures {
  if (distinct) return [];
  return measuresOf(table, new Set(parent === null ? id : [...id, parent])).map((name) => ({
    id: `${wordFor(table.name)}:${name}`,
    title: name,
    level: 'episode',
    value: name,
  }));
}
