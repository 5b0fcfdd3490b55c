import type { Reject } from '#shared/model/import.ts';
import type { PrepareContext } from '../importer.ts';
import type { OfferedFile } from '../offer.ts';
import { type Layout, reasonsOf, source } from './boids-3d-select.ts';

/** What one file of an episode holds. */
export interface EpisodeFile {
  readonly file: OfferedFile;
  /** Rows that are taken in. */
  readonly rows: number;
  readonly agentRows: number;
  /** Every row of the file, those rejected included. */
  readonly allRows: number;
  readonly frames: number;
  readonly agents: number;
  readonly types: readonly string[];
  readonly rejects: readonly Reject[];
}

/** Reads what each file holds: three columns of it, and all that may be wrong where a careful look is wanted. */
export async function episodeFiles(
  { duckdb, careful }: PrepareContext,
  files: readonly OfferedFile[],
  layout: Layout,
  withEnvironment: boolean,
): Promise<readonly EpisodeFile[]> {
  const reader = await duckdb.runAndReadAll(`select filename, count(*), count(*) filter (type = 'agent'),
      coalesce(max(time) filter (${withEnvironment ? 'true' : "type = 'agent'"}), -1) + 1,
      count(distinct id) filter (type = 'agent'), list(distinct type) filter (type is not null)
    from ${source(layout)} group by filename`);
  const found = new Map(reader.getRowsJson().map((row) => [String(row[0]), row]));
  const rejects = careful ? await rejectsOf(duckdb, layout, files) : new Map<string, Found[]>();
  return files.map((file) => {
    const [, all = 0, agentRows = 0, frames = 0, agents = 0, types = []] = found.get(file.path) ?? [];
    const bad = rejects.get(file.path) ?? [];
    return {
      file,
      allRows: Number(all),
      rows: Number(all) - bad.length,
      agentRows: Number(agentRows) - bad.filter(({ agent }) => agent).length,
      frames: Number(frames),
      agents: Number(agents),
      types: (types as readonly unknown[]).map(String).sort(),
      rejects: bad.map(({ reject }) => reject),
    };
  });
}

interface Found {
  readonly reject: Reject;
  readonly agent: boolean;
}

async function rejectsOf(
  duckdb: PrepareContext['duckdb'],
  layout: Layout,
  files: readonly OfferedFile[],
): Promise<ReadonlyMap<string, Found[]>> {
  const reader = await duckdb.runAndReadAll(
    `select filename, file_row_number, reason, time, id, type from (${reasonsOf(layout)}) as judged where reason is not null`,
  );
  const found = new Map<string, Found[]>();
  for (const [path, row, reason, time, id, type] of reader.getRowsJson()) {
    const file = files.find((each) => each.path === path);
    const reject: Reject = {
      file: file?.name ?? String(path),
      line: Number(row) + 1,
      column: null,
      reason: String(reason),
      raw: JSON.stringify({ time, id, type }),
    };
    const list = found.get(String(path)) ?? [];
    list.push({ reject, agent: type === 'agent' });
    found.set(String(path), list);
  }
  return found;
}
