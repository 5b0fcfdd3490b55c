import type { AppClient } from '#shared/contract/index.ts';
import type { TableInfo } from '#shared/model/catalogue.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeJson, writeLine } from '../output.ts';
import { withDatabase } from '../session.ts';

/** How long counting rows may take in all; tables behind that show the engine's estimate. */
const countingMs = 10_000;

const everything: PageRequest = { conditions: [], search: '', sort: [], limit: 1 };

/** `starling inspect DB`: what it is, which lens sees it and why, what it holds. */
export function printInspection(host: Host, name: string, format: Format): Promise<void> {
  return withDatabase(host, { ...format, name }, async ({ client, database }) => {
    const info = (await client.databases.list()).find(({ id }) => id === database)?.connection;
    const { id, variant, title, evidence } = await client.lens.get({ database });
    const { tables } = await client.tables.catalogue({ database });
    const deadline = AbortSignal.timeout(countingMs);
    const counted: Counted[] = [];
    for (const table of tables) counted.push(await countRows(client, database, table, deadline));
    const report = {
      engine: info?.engine,
      engineVersion: info?.engineVersion,
      readOnly: info?.readOnly,
      ...(info?.notices.length ? { notices: info.notices } : {}),
      lens: { id, variant, title, evidence },
      tables: counted,
      sessions: await client.sessions.count({ database, request: everything }),
      episodes: await client.episodes.count({ database, request: everything }),
      surprises: await surprisesOf(client, database),
    };
    if (format.json) writeJson(report);
    else printForPeople(report);
  });
}

async function surprisesOf(client: AppClient, database: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const surprise of await client.surprises.list({ database })) {
    const sentence = await client.surprises.find({ database, surprise });
    if (sentence !== null) found.push(sentence);
  }
  return found;
}

interface Counted {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly rows: number | null;
  readonly problem?: string;
}

async function countRows(
  client: AppClient,
  database: string,
  table: TableInfo,
  deadline: AbortSignal,
): Promise<Counted> {
  const { schema, name, kind, problem, estimatedRows } = table;
  const known = { schema, name, kind };
  if (problem !== null) return { ...known, rows: null, problem };
  if (deadline.aborted) return { ...known, rows: estimatedRows };
  try {
    const rows = await client.tables.count(
      { database, table: { schema, name }, request: everything },
      { signal: deadline },
    );
    return { ...known, rows };
  } catch (thrown) {
    if (deadline.aborted) return { ...known, rows: estimatedRows };
    return { ...known, rows: null, problem: (thrown as Error).message };
  }
}

interface Report {
  readonly engineVersion: string | undefined;
  readonly readOnly: boolean | undefined;
  readonly lens: { readonly title: string; readonly evidence: readonly string[] };
  readonly tables: readonly Counted[];
  readonly sessions: number;
  readonly episodes: number;
  readonly surprises: readonly string[];
}

function printForPeople({ engineVersion, readOnly, lens, tables, sessions, episodes, surprises }: Report): void {
  writeLine(`${engineVersion}${readOnly ? ', read-only' : ''}`);
  writeLine(`${lens.title}: ${sessions} sessions, ${episodes} episodes`);
  for (const sentence of lens.evidence) writeLine(`  ${sentence}`);
  for (const sentence of surprises) writeLine(`! ${sentence}`);
  writeLine('');
  writeLine(
    textTable(
      ['schema', 'table', 'kind', 'rows'],
      tables.map(({ schema, name, kind, rows }) => [schema, name, kind, rows]),
    ),
  );
}
