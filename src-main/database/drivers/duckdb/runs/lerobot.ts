import { readFile } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { literal } from '../settings.ts';
import { has, type MadeView, quote, type RunView, together } from './made-view.ts';

/** What `meta/info.json` says of a dataset. */
interface Info {
  /** Folder of the dataset, relative to the opened one. */
  readonly folder: string;
  readonly name: string;
  readonly version: string | null;
  readonly robot: string | null;
  readonly fps: number | null;
  readonly episodes: number | null;
  readonly frames: number | null;
  readonly features: Readonly<Record<string, unknown>>;
}

/** LeRobot datasets (2.1: a file per episode, 3.0: many in one): the datasets, their episodes and frames. */
export async function lerobotViews(views: readonly MadeView[], root: string): Promise<readonly RunView[]> {
  const frames = views.filter((view) => has(view, 'episode_index', 'frame_index', 'timestamp', 'task_index'));
  if (frames.length === 0) return [];
  const paths = views.flatMap((view) => view.paths.filter((path) => /[/\\]meta[/\\]info\.json$/.test(path)));
  const infos = (await Promise.all(paths.map((path) => infoOf(path, root)))).filter((info) => info !== null);
  if (infos.length === 0) return [];
  const named = views.filter((view) => has(view, 'episode_index', 'length') && !frames.includes(view));
  return [
    { name: 'lerobot_datasets', query: datasets(infos), comment: 'LeRobot datasets' },
    { name: 'lerobot_frames', query: framesQuery(frames, infos, root), comment: 'frames of LeRobot datasets' },
    { name: 'lerobot_episodes', query: episodes(named, infos, root), comment: 'episodes of LeRobot datasets' },
  ];
}

async function infoOf(path: string, root: string): Promise<Info | null> {
  const folder = relative(root, dirname(dirname(path)));
  try {
    const info = JSON.parse(await readFile(path, 'utf8')) as Readonly<Record<string, unknown>>;
    const number = (key: string) => (typeof info[key] === 'number' ? info[key] : null);
    const text = (key: string) => (typeof info[key] === 'string' ? info[key] : null);
    return {
      folder,
      name: folder === '' ? basename(root) : folder,
      version: text('codebase_version'),
      robot: text('robot_type'),
      fps: number('fps'),
      episodes: number('total_episodes'),
      frames: number('total_frames'),
      features: typeof info['features'] === 'object' ? { ...info['features'] } : {},
    };
  } catch {
    return null;
  }
}

function datasets(infos: readonly Info[]): string {
  const rows = infos.map(({ name, version, robot, fps, episodes: count, frames }) =>
    [name, version, robot].map(textOrNull).concat([fps, count, frames].map(numberOrNull)).join(', '),
  );
  return `select * from (values ${rows.map((row) => `(${row})`).join(', ')})
    d(dataset, version, robot, fps, total_episodes, total_frames)`;
}

const textOrNull = (text: string | null) => (text === null ? 'cast(null as varchar)' : literal(text));
const numberOrNull = (number: number | null) => (number === null ? 'cast(null as double)' : `${number}::double`);

/** The dataset whose folder a file is in, as SQL; longer folders first, since one may lie in another. */
function datasetOf(infos: readonly Info[]): string {
  const cases = infos
    .toSorted((a, b) => b.folder.length - a.folder.length)
    .map(({ folder, name }) =>
      folder === ''
        ? `when true then ${literal(name)}`
        : `when starts_with(replace(__file, '\\', '/'), ${literal(`${folder.replaceAll('\\', '/')}/`)}) then ${literal(name)}`,
    );
  return `case ${cases.join(' ')} end`;
}

/** Fixed lists become a column per item, by the names the dataset gives them. */
function framesQuery(frames: readonly MadeView[], infos: readonly Info[], root: string): string {
  const types = new Map(frames.flatMap(({ columns }) => columns.map(({ name, type }) => [name, type] as const)));
  const hidden = new Set(['__file', ...frames.map(({ fileColumn }) => fileColumn)]);
  const own = ['episode_index', 'frame_index', 'timestamp', 'index', 'task_index'];
  const columns = [...types].flatMap(([name, type]) => {
    if (hidden.has(name) || own.includes(name)) return [];
    if (!type.endsWith(']')) return [quote(name)];
    return itemsOf(name, infos).map((item, at) => `${quote(name)}[${at + 1}] as ${quote(`${name}.${item}`)}`);
  });
  const first = own.filter((name) => types.has(name)).map(quote);
  return `select ${[`${datasetOf(infos)} as dataset`, ...first, ...columns].join(', ')} from (${together(frames, root)}) rows`;
}

/** Items that a list has, at most so many. */
const MOST_ITEMS = 128;

function itemsOf(name: string, infos: readonly Info[]): readonly string[] {
  for (const { features } of infos) {
    const { names, shape } = (features[name] ?? {}) as { names?: unknown; shape?: unknown };
    const [length = 0] = Array.isArray(shape) ? (shape as readonly unknown[]) : [];
    if (typeof length !== 'number' || length === 0) continue;
    const words = flat(names);
    return Array.from({ length: Math.min(length, MOST_ITEMS) }, (_, at) => words[at] ?? String(at));
  }
  return [];
}

/** Names come as a list, a list of one list, or a list by what they belong to. */
function flat(names: unknown): readonly string[] {
  if (typeof names === 'string') return [names];
  if (Array.isArray(names)) return names.flatMap(flat);
  return typeof names === 'object' && names !== null ? Object.values(names).flatMap(flat) : [];
}

function episodes(named: readonly MadeView[], infos: readonly Info[], root: string): string {
  const rows =
    named.length === 0
      ? `select dataset, episode_index, count(*) as length, cast(null as varchar) as tasks from lerobot_frames group by all`
      : `select ${datasetOf(infos)} as dataset, episode_index, "length", ${tasksOf(named)} as tasks from (${together(named, root)}) rows`;
  return `select e.*, d.fps from (${rows}) e left join lerobot_datasets d on d.dataset = e.dataset`;
}

function tasksOf(named: readonly MadeView[]): string {
  const type = named.flatMap(({ columns }) => columns).find(({ name }) => name === 'tasks')?.type;
  if (type === undefined) return 'cast(null as varchar)';
  return type.endsWith(']') ? `array_to_string(tasks, '; ')` : 'cast(tasks as varchar)';
}
