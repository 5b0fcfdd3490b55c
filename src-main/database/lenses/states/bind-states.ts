import type { Expression, States } from '#shared/model/lens.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, compileAll, doubleOf, type Place, tableAs, textOf } from '../binding/compile.ts';
import { idText } from '../binding/ids.ts';
import { type Moments, momentsOf } from '../calendar/moments.ts';
import type { LensContext } from '../lens-context.ts';

/** States of a lens whose names were found in a database: the rows are `t`. */
export interface BoundStates {
  readonly states: States;
  readonly context: LensContext;
  readonly place: Place;
  readonly times: Moments;
  readonly from: Sql;
  readonly session: readonly Compiled[];
  readonly part: Compiled | null;
  /** What names a part in the whole database. */
  readonly key: Sql;
  readonly within: readonly Compiled[];
  /** 1 on, 0 off, 2 unknown, NULL nothing known. */
  readonly state: Sql;
  readonly confidence: Sql | null;
}

/** Whether the database has what the lens says of states, as far as tables and columns tell. */
export function hasStates({ lens: { states }, find, dialect }: BoundLens): boolean {
  const table = states && find(states.table);
  if (states === undefined || table === undefined) return false;
  const place: Place = { dialect, table, alias: 't', find };
  return [...states.session, states.time, states.value].every((each) => compile(each, place) !== null);
}

/** `null` where the lens declares none, or the database lacks them or has no row of them. */
export async function bindStates(lens: BoundLens, timeZone: string): Promise<BoundStates | null> {
  const { states } = lens.lens;
  if (states === undefined || !hasStates(lens)) return null;
  const { connection, dialect, find, leftOut } = lens;
  const context: LensContext = { connection, dialect, find, timeZone, leftOut };
  const times = await momentsOf(context, states.table, states.time);
  if (times === null || times.extent === null) return null;
  const place: Place = { dialect, table: times.table, alias: 't', find };
  const session = compileAll(states.session, place);
  if (session === null) return null;
  const part = states.part === undefined ? null : compile(states.part.by, place);
  const within = compileAll(states.within, place) ?? [];
  return {
    ...{ states, context, place, times, session, part, within },
    from: tableAs(times.table, 't'),
    key: idText(part === null ? session : [...session, part], dialect),
    state: stateOf(states, compile(states.value, place)!, place),
    confidence: optional(states.confidence, place),
  };
}

function optional(expression: Expression | undefined, place: Place): Sql | null {
  const compiled = expression === undefined ? null : compile(expression, place);
  return compiled === null ? null : doubleOf(compiled, place.dialect);
}

/** 1 on, 0 off, 2 unknown, NULL nothing known. */
export function stateOf({ on, off }: States, value: Compiled, { dialect }: Place): Sql {
  if (on.length === 0 && off.length === 0) return doubleOf(value, dialect);
  const text = textOf(value, dialect);
  const isOneOf = (list: readonly string[]) =>
    list.reduce((found, each) => sql`${found} or ${text} = ${dialect.text(sql`${each}`)}`, raw('1=0'));
  return sql`case when ${text} is null then null when ${isOneOf(on)} then 1e0 when ${isOneOf(off)} then 0e0 else 2e0 end`;
}
