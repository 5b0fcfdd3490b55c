import type { KeyedRows, Long } from '#shared/model/lens.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { type Compiled, compile, compileAll, doubleOf, type Place, tableAs, textOf } from '../binding/compile.ts';

/** A table that names keys of sessions or episodes, as far as the database has it. */
export interface Keyed {
  readonly place: Place;
  readonly from: Sql;
  /** The session's or the episode's id. */
  readonly of: readonly Compiled[];
  readonly key: Compiled;
}

export interface BoundRows extends Keyed {
  readonly rows: KeyedRows;
  /** A double; NULL where there is none. */
  readonly number: Sql;
  readonly text: Sql;
  /** The text as it is stored, which decides whether a key is a number's; `null` where all are. */
  readonly own: Sql | null;
  /** The number as it is stored, where there is no text. */
  readonly stored: Sql | null;
}

/** Long steps, and where their keys are found without reading them. */
export interface BoundLong extends Keyed {
  readonly long: Long;
  /** A double over the steps. */
  readonly value: Sql;
  readonly latest: (BoundRows & { readonly time: Compiled }) | null;
}

export function bindRows({ level }: BoundLevel, { dialect, find }: BoundLens): readonly BoundRows[] {
  return level.rows.flatMap((rows) => {
    const table = find(rows.table);
    const place = table === undefined ? null : { dialect, table, alias: 'k', find };
    const of = place && compileAll(rows.of, place);
    const key = place && compile(rows.key, place);
    if (place === null || of === null || key === null) return [];
    const number = rows.number === undefined ? null : compile(rows.number, place);
    const text = rows.text === undefined ? null : compile(rows.text, place);
    const values = number === null && text === null ? null : valuesOf(number, text, place);
    return values === null ? [] : [{ rows, place, from: tableAs(place.table, place.alias), of, key, ...values }];
  });
}

function valuesOf(number: Compiled | null, text: Compiled | null, { dialect }: Place) {
  const own = text === null ? null : textOf(text, dialect);
  const double = number === null ? null : doubleOf(number, dialect);
  const read = own === null ? null : dialect.double(own);
  const words = double === null ? null : dialect.text(double);
  return {
    own,
    stored: double,
    number: read !== null && double !== null ? sql`coalesce(${read}, ${double})` : (read ?? double)!,
    text: own !== null && words !== null ? sql`coalesce(${own}, ${words})` : (own ?? words)!,
  };
}

export function bindLong(lens: BoundLens): BoundLong | null {
  const { steps, episode, dialect } = lens;
  const long = steps?.steps.long;
  if (steps === null || long === undefined) return null;
  const [key, value] = [compile(long.key, steps.place), compile(long.value, steps.place)];
  if (key === null || value === null) return null;
  const rows = episode === null ? [] : bindRows(episode, lens);
  const latest = rows.find((each) => each.rows.id === long.latest?.rows) ?? null;
  const time = latest === null || long.latest === undefined ? null : compile(long.latest.time, latest.place);
  const { place, from, episode: of } = steps;
  return {
    ...{ long, place, from, of, key, value: doubleOf(value, dialect) },
    latest: latest === null || time === null ? null : { ...latest, time },
  };
}
