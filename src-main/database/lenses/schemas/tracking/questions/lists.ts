import { findColumn } from '#shared/model/catalogue.ts';
import { raw, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import { columnsAre } from '../../../questions/columns-are.ts';
import type { Question } from '../../../questions/question.ts';
import { categoriesOf, episode, orNull, session, tablesOf } from './parts.ts';

/** The project's `QueryBackend`: what there is. */

const categories: Question = {
  id: 'categories',
  title: 'Categories',
  about: 'Every category of sessions, with how many sessions are in it (QueryBackend)',
  parameters: [],
  columns: [
    { name: 'category_id', title: 'Category', kind: 'text' },
    { name: 'category_name', title: 'Name', kind: 'text' },
    { name: 'description', title: 'Description', kind: 'text' },
    { name: 'sessions', title: 'Sessions', kind: 'integer' },
  ],
  order: ['category_name'],
  statement: (context) => {
    const [found, tables] = [categoriesOf(context), tablesOf(context)];
    if (found === undefined || tables === null) return null;
    const of = ['category_id', 'data_source'].find((column) => findColumn(tables.sessions, column));
    if (of === undefined) return null;
    return sql`select c.category_id, c.category_name, c.description,
        (select count(*) from ${tableAs(tables.sessions, 's')} where s.${raw(of)} = c.category_id) as sessions
      from ${tableAs(found, 'c')}`;
  },
};

const sessions: Question = {
  id: 'sessions',
  title: 'Sessions of a category',
  about: 'Sessions, the newest first, of one category or of all (QueryBackend)',
  parameters: [{ id: 'category', title: 'Category', kind: 'choice', optional: true }],
  columns: [
    { name: 'session_id', title: 'Session', kind: 'text', leadsTo: 'session' },
    { name: 'session_name', title: 'Name', kind: 'text' },
    { name: 'category_id', title: 'Category', kind: 'text' },
    { name: 'created_at', title: 'Created', kind: 'time' },
    { name: 'episodes', title: 'Episodes', kind: 'integer' },
  ],
  order: ['-created_at', 'session_id'],
  statement: (context, { category = null }) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    const of = ['category_id', 'data_source'].find((column) => findColumn(tables.sessions, column));
    if (of === undefined) return null;
    return sql`select s.session_id, s.session_name, s.${raw(of)} as category_id, s.created_at,
        (select count(*) from ${tableAs(tables.episodes, 'e')} where e.session_id = s.session_id) as episodes
      from ${tableAs(tables.sessions, 's')} where ${columnsAre(context, tables.sessions, 's', [of], category)}`;
  },
  choices: {
    category: (context) => {
      const found = categoriesOf(context);
      return found === undefined
        ? null
        : sql`select c.category_id, c.category_name from ${tableAs(found, 'c')} order by c.category_name`;
    },
  },
};

const episodes: Question = {
  id: 'episodes',
  title: 'Episodes of a session',
  about: 'The episodes of one session by their number (QueryBackend)',
  parameters: [session],
  columns: [
    { name: 'episode_id', title: 'Episode', kind: 'text', leadsTo: 'episode' },
    { name: 'episode_number', title: 'Number', kind: 'integer' },
    { name: 'num_frames', title: 'Frames', kind: 'integer' },
    { name: 'num_agents', title: 'Agents', kind: 'integer' },
    { name: 'frame_rate', title: 'Frame rate', kind: 'float', unit: '1/s' },
    { name: 'file_path', title: 'File', kind: 'text' },
  ],
  order: ['episode_number', 'episode_id'],
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    return sql`select e.episode_id, e.episode_number, e.num_frames, e.num_agents,
        ${orNull(tables.episodes, 'e', 'frame_rate', 'double precision')} as frame_rate, ${orNull(tables.episodes, 'e', 'file_path')} as file_path
      from ${tableAs(tables.episodes, 'e')}
      where ${columnsAre(context, tables.episodes, 'e', ['session_id'], values['session'])}`;
  },
};

const episodeDetail: Question = {
  id: 'episode',
  title: 'An episode and its session',
  about: 'All that is written down about one episode and the session it belongs to (QueryBackend)',
  parameters: [episode],
  columns: [
    ...episodes.columns,
    { name: 'duration', title: 'Duration', kind: 'float', unit: 's' },
    { name: 'session_id', title: 'Session', kind: 'text', leadsTo: 'session' },
    { name: 'session_name', title: 'Session name', kind: 'text' },
    { name: 'category_id', title: 'Category', kind: 'text' },
    { name: 'config', title: 'Configuration', kind: 'json' },
    { name: 'metadata', title: 'Metadata', kind: 'json' },
  ],
  order: ['episode_id'],
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    const { sessions: of, episodes: own } = tables;
    const rate = orNull(own, 'e', 'frame_rate', 'double precision');
    const category = findColumn(of, 'category_id') ? 'category_id' : 'data_source';
    return sql`select e.episode_id, e.episode_number, e.num_frames, e.num_agents, ${rate} as frame_rate,
        ${orNull(own, 'e', 'file_path')} as file_path, e.num_frames / nullif(${rate}, 0) as duration,
        s.session_id, s.session_name, ${orNull(of, 's', category)} as category_id,
        ${orNull(of, 's', 'config')} as config, ${orNull(of, 's', 'metadata')} as metadata
      from ${tableAs(own, 'e')} left join ${tableAs(of, 's')} on s.session_id = e.session_id
      where ${columnsAre(context, own, 'e', ['episode_id'], values['episode'])}`;
  },
};

const typeColumns: Question['columns'] = [
  { name: 'agent_type_id', title: 'Agent type', kind: 'text' },
  { name: 'agents', title: 'Agents', kind: 'integer' },
  { name: 'observations', title: 'Observations', kind: 'integer' },
];

const typesOfEpisode: Question = {
  id: 'agent-types-of-episode',
  title: 'Agent types of an episode',
  about: 'Which types of agents an episode has, how many of each, and how often they were seen (QueryBackend)',
  parameters: [episode],
  columns: typeColumns,
  order: ['agent_type_id'],
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    return sql`select o.agent_type_id, count(distinct o.agent_id) as agents, count(*) as observations
      from ${tableAs(tables.observations, 'o')}
      where ${columnsAre(context, tables.observations, 'o', ['episode_id'], values['episode'])} group by o.agent_type_id`;
  },
};

const typesOfSession: Question = {
  id: 'agent-types-of-session',
  title: 'Agent types of a session',
  about: 'Which types of agents a session has; an agent counts once in each of its episodes (QueryBackend)',
  parameters: [session],
  columns: typeColumns,
  order: ['agent_type_id'],
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    return sql`select a.agent_type_id, count(*) as agents, sum(a.seen) as observations from (
        select o.agent_type_id, o.episode_id, o.agent_id, count(*) as seen from ${tableAs(tables.observations, 'o')}
        where o.episode_id in (select e.episode_id from ${tableAs(tables.episodes, 'e')}
          where ${columnsAre(context, tables.episodes, 'e', ['session_id'], values['session'])})
        group by o.agent_type_id, o.episode_id, o.agent_id
      ) a group by a.agent_type_id`;
  },
};

export const lists: readonly Question[] = [
  categories,
  sessions,
  episodes,
  episodeDetail,
  typesOfEpisode,
  typesOfSession,
];
