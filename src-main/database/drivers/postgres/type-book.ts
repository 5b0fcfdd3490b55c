import type { Access } from './client.ts';
import { connect } from './client.ts';
import { failureOf } from './failures.ts';
import { type Limits, type RawRow, Statement } from './statement.ts';
import { type PgType, typeOf, typesByOidSql, typesSql } from './types.ts';

/** The types of one database by their numbers; those made after opening are looked up when they are first met. */
export class TypeBook {
  readonly #access: Access;
  readonly #types = new Map<number, PgType>();
  readonly #limits: Limits;

  constructor(access: Access, limits: Limits) {
    this.#access = access;
    this.#limits = limits;
  }

  readonly find = (oid: number): PgType | undefined => this.#types.get(oid);

  /** Learns all but the row types of tables. */
  async load(ask: (text: string) => Promise<readonly RawRow[]>): Promise<void> {
    this.#learn(await ask(typesSql));
  }

  /** Learns these types, and what they are made of. Over a connection of its own: those of the pool may all be busy. */
  async know(oids: readonly number[]): Promise<void> {
    let missing = this.#missing(oids);
    if (missing.length === 0) return;
    const client = await connect(this.#access).catch((error: unknown) => {
      throw failureOf(error);
    });
    try {
      while (missing.length > 0) {
        const rows: RawRow[] = [];
        const values = [`{${missing.join(',')}}`];
        const request = { text: typesByOidSql, values, limits: this.#limits };
        const statement = new Statement(request, { fields: () => undefined, row: (row) => rows.push(row) });
        client.query(statement);
        await statement.turn.catch((error: unknown) => {
          throw failureOf(error, request.text);
        });
        const learned = this.#learn(rows);
        missing = this.#missing(learned.flatMap((type) => [type.of, ...type.fields.map((field) => field.oid)]));
      }
    } finally {
      await client.end();
    }
  }

  #missing(oids: readonly number[]): readonly number[] {
    return [...new Set(oids)].filter((oid) => oid !== 0 && !this.#types.has(oid));
  }

  #learn(rows: readonly RawRow[]): readonly PgType[] {
    const learned = rows.map(typeOf);
    for (const type of learned) this.#types.set(type.oid, type);
    return learned;
  }
}
