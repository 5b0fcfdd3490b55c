import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { LensSession } from '../../lenses/lens-session.ts';
import { levelRows } from '../level-rows.ts';
import { pagedRows } from '../paged-rows.ts';
import type { TableStream } from '../table-stream.ts';

type Rows = readonly (readonly Cell[])[];

/** One row of a list, with its columns. */
export interface Listed {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly AnswerColumn[];
  readonly row: readonly Cell[];
}

/** A session and what is below it: its facts, its episodes, and the rows of each, read when they are asked for. */
export class SessionTables {
  readonly #lens: LensSession;
  readonly #options: QueryOptions;
  readonly session: Listed;
  readonly episodes: readonly Listed[];
  readonly hasSteps: boolean;

  private constructor(lens: LensSession, options: QueryOptions, session: Listed, episodes: readonly Listed[]) {
    this.#lens = lens;
    this.#options = options;
    this.session = session;
    this.episodes = episodes;
    this.hasSteps = lens.choice().words.step !== null && episodes.length > 0;
  }

  static async read(lens: LensSession, id: string, options: QueryOptions): Promise<SessionTables> {
    const conditions = [{ column: 'id', op: '=' as const, values: [id] }];
    const [session] = await listed(
      await levelRows(lens, { kind: 'sessions', view: { ...plain, conditions } }, options),
    );
    if (session === undefined)
      throw new Failure('NOT_FOUND', `There is no session “${id}” in this database; list them with starling sessions`);
    const episodes = await listed(await levelRows(lens, { kind: 'episodes', session: id, view: plain }, options));
    return new SessionTables(lens, options, session, episodes);
  }

  /** The steps of one episode. */
  steps({ id }: Listed): Promise<TableStream> {
    return pagedRows(this.#lens, { kind: 'steps', episode: id, view: plain }, this.#options);
  }

  /** The steps of all episodes in one table, with the episode's id before them. */
  allSteps(): Promise<TableStream> {
    return this.#joined((episode) => this.steps(episode));
  }

  /** What the session, and each of its episodes, has beside that: one table for each kind of records. */
  records(): readonly { readonly id: string; read(): Promise<TableStream> }[] {
    const read = (table: string, of: string) =>
      pagedRows(this.#lens, { kind: 'records', table, of, view: plain }, this.#options);
    return this.#lens.choice().records.map(({ id, of }) => ({
      id,
      read: () => (of === 'session' ? read(id, this.session.id) : this.#joined((episode) => read(id, episode.id))),
    }));
  }

  async #joined(tableOf: (episode: Listed) => Promise<TableStream>): Promise<TableStream> {
    const { episodes } = this;
    const columns = new Map<string, AnswerColumn>();
    for (const episode of episodes) {
      const table = await tableOf(episode);
      for (const column of table.columns) if (!columns.has(column.name)) columns.set(column.name, column);
    }
    const name = columns.has('episode_id') ? 'episode_id_of_row' : 'episode_id';
    const id: AnswerColumn = { name, title: 'Episode', type: 'text', kind: 'text', unit: null, leadsTo: 'episode' };
    const all = [...columns.values()];
    return { columns: [id, ...all], batches: joinedRows(episodes, tableOf, all) };
  }
}

const plain = { conditions: [], search: '', sort: [] };

async function* joinedRows(
  episodes: readonly Listed[],
  tableOf: (episode: Listed) => Promise<TableStream>,
  columns: readonly AnswerColumn[],
): AsyncGenerator<Rows> {
  for (const episode of episodes) {
    const table = await tableOf(episode);
    const places = columns.map(({ name }) => table.columns.findIndex((column) => column.name === name));
    for await (const batch of table.batches)
      yield batch.map((row) => [episode.id, ...places.map((at) => (at < 0 ? null : (row[at] ?? null)))]);
  }
}

async function listed({ columns, batches }: TableStream): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for await (const batch of batches) {
    for (const row of batch)
      all.push({ id: cellToText(row[0] ?? null), label: cellToText(row[1] ?? row[0] ?? null), columns, row });
  }
  return all;
}

export function tableOfListed(rows: readonly Listed[]): TableStream {
  return {
    columns: rows[0]?.columns ?? [],
    batches: (async function* (): AsyncGenerator<Rows> {
      yield rows.map(({ row }) => row);
    })(),
  };
}
