import { open } from 'node:fs/promises';
import { relative } from 'node:path';
import { literal } from '../settings.ts';
import { folderOf, has, type MadeView, namedFolder, type RunView, together } from './made-view.ts';

export const MONITORED = 'sb3_episodes';

/** Notices without those about what monitors are like: their first line, which is read, and line ends that differ from its. */
export function withoutMonitorNotices(notices: readonly string[]): readonly string[] {
  const files = notices.flatMap((notice) => FIRST_LINE.exec(notice)?.[1] ?? []);
  return notices.filter(
    (notice) => !FIRST_LINE.test(notice) && !files.some((file) => notice === `${file}${LINE_ENDS}`),
  );
}

const FIRST_LINE = /^(.*: )Its first line is left out: #\{.*"t_start"/;
const LINE_ENDS = 'Its line ends or quotes are irregular; look whether its rows are right.';

/** What the first line of a monitor file says. */
interface Header {
  readonly file: string;
  /** Epoch seconds. */
  readonly start: number;
  readonly environment: string | null;
}

/**
 * The episodes that Stable-Baselines3's monitors wrote: parallel environments of a run in the order in which their
 * episodes ended, with the steps taken until then.
 */
export async function monitorViews(views: readonly MadeView[], root: string): Promise<readonly RunView[]> {
  const monitors: MadeView[] = [];
  const headers: Header[] = [];
  for (const view of views.filter((each) => has(each, 'r', 'l', 't'))) {
    const found = await Promise.all(view.paths.map((path) => headerOf(path, root)));
    if (found.includes(null)) continue;
    monitors.push(view);
    headers.push(...(found as Header[]));
  }
  if (monitors.length === 0) return [];
  const known = headers.map(
    ({ file, start, environment }) =>
      `(${literal(file)}, ${start}::double, ${environment === null ? 'null' : literal(environment)})`,
  );
  const order = `order by h.started + m.t, m.__file, m.t, m.l, m.r`;
  const query = `
    select ${namedFolder(folderOf('m.__file'), root)} as run, m.__file as file,
      regexp_extract(m.__file, '([^/\\\\]*?)\\.?monitor\\.csv', 1) as environment,
      h.env_id, row_number() over runs - 1 as episode, m.r as reward, m.l as length,
      sum(m.l) over (runs rows unbounded preceding)::bigint as timesteps, m.t as seconds, h.started + m.t as ended,
      m.* exclude (r, l, t, __file)
    from (${together(monitors, root)}) m
    join (values ${known.join(', ')}) h(file, started, env_id) on h.file = m.__file
    window runs as (partition by ${folderOf('m.__file')} ${order})`;
  return [{ name: MONITORED, query, comment: `${headers.length} monitor files` }];
}

/** `null` for a file that no monitor wrote. */
async function headerOf(path: string, root: string): Promise<Header | null> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0);
  const [first = ''] = buffer.subarray(0, bytesRead).toString('utf8').split(/\r?\n/, 1);
  if (!first.startsWith('#')) return null;
  try {
    const { t_start: start, env_id: environment } = JSON.parse(first.slice(1)) as {
      t_start?: unknown;
      env_id?: unknown;
    };
    if (typeof start !== 'number') return null;
    return { file: relative(root, path), start, environment: typeof environment === 'string' ? environment : null };
  } catch {
    return null;
  }
}
