import type { Cell } from '#shared/model/cell.ts';
import type { LevelPage, TrajectoryHeader } from '#shared/model/experiment.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { count } from '../../queries/count.ts';
import { page } from '../../queries/page.ts';
import type { Relation, RelationColumn } from '../../queries/relation.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { idIs } from '../binding/ids.ts';
import { Remembered } from '../measures/remembered.ts';
import { type BoundRows, bindRows } from './bind-rows.ts';
import { documentColumns } from './documents.ts';
import { type KeyedColumn, keyedColumns, relationColumn, titleOf } from './keyed-columns.ts';
import { askedFor, keyedPage, rowsRelation } from './keyed-page.ts';

/** Lists and facts of one level with what is kept in rows of its own. Remembers which keys there are. */
export class KeyedBook {
  readonly #lens: BoundLens;
  readonly #level: BoundLevel;
  readonly #rows: readonly BoundRows[];
  readonly #columns = new Remembered<readonly KeyedColumn[]>();
  readonly #documents = new Remembered<readonly RelationColumn[]>();

  constructor(lens: BoundLens, level: BoundLevel) {
    this.#lens = lens;
    this.#level = level;
    this.#rows = bindRows(level, lens);
  }

  async page(
    relation: Relation,
    parent: string | undefined,
    request: PageRequest,
    options: QueryOptions,
  ): Promise<LevelPage> {
    const columns = await this.#columnsOf(parent, options);
    const whole = await this.#withDocuments(relation, parent, options);
    return columns.length === 0
      ? page(this.#lens.connection, whole, request, options)
      : keyedPage(this.#lens, this.#level, whole, columns, request, options);
  }

  async count(relation: Relation, parent: string | undefined, request: PageRequest, options: QueryOptions) {
    const asks = request.conditions.length > 0 || request.search.trim() !== '';
    const columns = asks ? await this.#columnsOf(parent, options) : [];
    const whole = asks ? await this.#withDocuments(relation, parent, options) : relation;
    return count(this.#lens.connection, askedFor(whole, this.#level, columns, request), request, options);
  }

  /** The list with every keyed column, for reading a single cell. */
  withColumn(relation: Relation, named: string): Relation {
    const rows = this.#rows.find(({ rows: { id } }) => named.startsWith(`${id}/`));
    if (rows === undefined || relation.columns.some(({ name }) => name === named)) return relation;
    const key = named.slice(rows.rows.id.length + 1);
    const column = { name: named, title: key, type: 'text', kind: 'text', unit: null } as const;
    return { ...relation, columns: [...relation.columns, relationColumn(this.#level, { column, rows, key })] };
  }

  /** Everything that is kept of one session or episode, as it is written. */
  async facts(id: string, options: QueryOptions): Promise<TrajectoryHeader['facts']> {
    const { connection, dialect } = this.#lens;
    const facts: TrajectoryHeader['facts'][number][] = [];
    for (const rows of this.#rows) {
      const where = [idIs(rows.of, id, dialect)];
      const { naturalKey } = dialect;
      const relation = {
        ...rowsRelation(rows, where, []),
        order: [{ by: naturalKey(rows.key.sql), descending: false }],
      };
      const found = await page(connection, relation, { limit: MOST }, options);
      facts.push(...found.rows.map(([key, number, text]) => factOf(rows, String(key), number ?? null, text ?? null)));
    }
    return facts;
  }

  async #withDocuments(relation: Relation, parent: string | undefined, options: QueryOptions): Promise<Relation> {
    if (this.#level.level.documents.length === 0) return relation;
    const parents = parent === undefined ? [] : [parent];
    const columns = await this.#documents.get(JSON.stringify(parents), () =>
      documentColumns(this.#lens, this.#level, parents, options),
    );
    return { ...relation, columns: [...relation.columns, ...columns] };
  }

  async #columnsOf(parent: string | undefined, options: QueryOptions): Promise<readonly KeyedColumn[]> {
    if (this.#rows.length === 0) return [];
    return this.#columns.get(JSON.stringify(parent ?? null), async () => {
      const parents = parent === undefined ? [] : [parent];
      const columns: KeyedColumn[] = [];
      for (const rows of this.#rows) {
        columns.push(...(await keyedColumns(this.#lens, this.#level, rows, parents, options)));
      }
      return columns;
    });
  }
}

/** Facts of one kind that are shown; stores with more keys exist, and their measures are all offered. */
const MOST = 10_000;

function factOf({ rows }: BoundRows, key: string, number: Cell, text: Cell) {
  const kind =
    text === null ? ({ type: 'double precision', kind: 'float' } as const) : ({ type: 'text', kind: 'text' } as const);
  const column = { name: `${rows.id}/${key}`, title: titleOf(rows, key), unit: null, ...kind };
  return { column, value: text ?? number };
}
