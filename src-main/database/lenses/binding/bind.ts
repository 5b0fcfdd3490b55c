import { type Catalogue, findTable, type TableInfo } from '#shared/model/catalogue.ts';
import type { Expression, Lens, Level, Steps } from '#shared/model/lens.ts';
import type { Connection } from '../../drivers/driver.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { Sql } from '../../sql/sql.ts';
import type { LensContext } from '../lens-context.ts';
import type { Recognised } from '../recognise.ts';
import { type BoundRecords, bindRecords } from '../records/bind-records.ts';
import { type Compiled, compile, compileAll, type Place, tableAs } from './compile.ts';
import { distinctRows } from './distinct.ts';
import { type BoundFact, bindFacts } from './facts.ts';
import { type BoundState, bindState } from './run-state.ts';
import { type Written, writtenBy } from './written.ts';

/** A lens whose names have been found in a database: what the questions are built from. */
export interface BoundLens {
  readonly lens: Lens;
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly session: BoundLevel | null;
  readonly episode: BoundLevel | null;
  readonly steps: BoundSteps | null;
  readonly records: readonly BoundRecords[];
  /** Finds a table of the lens. */
  readonly find: (table: string) => TableInfo | undefined;
  /** What of sessions' times is left out, if anything. */
  readonly leftOut: LensContext['leftOut'];
}

export interface BoundOrder {
  readonly by: Compiled;
  readonly descending: boolean;
  /** See `levelSchema`. */
  readonly opaque: boolean;
}

export interface BoundLevel {
  readonly level: Level;
  readonly place: Place;
  readonly from: Sql;
  readonly id: readonly Compiled[];
  /** `null` where the level has no parent, or the database lacks its columns. */
  readonly parent: readonly Compiled[] | null;
  readonly label: Compiled;
  readonly order: readonly BoundOrder[];
  readonly facts: readonly BoundFact[];
  /** `null` where nothing says in which state one is. */
  readonly state: BoundState | null;
}

export interface BoundSteps {
  readonly steps: Steps;
  readonly place: Place;
  readonly from: Sql;
  readonly episode: readonly Compiled[];
  readonly time: Compiled;
  readonly within: readonly Compiled[];
  /** What grows with every row that is written; `null` where nothing says in which order they were. */
  readonly written: Written | null;
  readonly agent: Compiled | null;
  readonly agentType: Compiled | null;
  readonly position: { readonly x: Compiled; readonly y: Compiled; readonly z: Compiled | null } | null;
  /** `null` where none of it is kept. */
  readonly velocity: { readonly x: Compiled; readonly y: Compiled; readonly z: Compiled | null } | null;
}

/**
 * Levels whose table or id the database lacks are `null`; everything else that is missing is left out. Where the database
 * has a table of its own under the name of a derived one, the derived one counts.
 */
export function bindLens(
  { connection, find: findOwn, leftOut }: Pick<LensContext, 'connection' | 'find' | 'leftOut'>,
  catalogue: Catalogue,
  { lens, variant }: Recognised,
  derived: ReadonlyMap<string, TableInfo> = new Map(),
): BoundLens {
  const { dialect } = connection;
  const find = (table: string) => derived.get(table) ?? findOwn(table);
  const placeOf = (table: string, of: string | undefined, alias: string): Place | null => {
    const found = of === undefined ? find(table) : findTable(catalogue, table, of);
    return found === undefined ? null : { dialect, table: found, alias, find };
  };
  const level = (spec: Level | undefined, alias: string) => {
    const place = spec === undefined ? null : placeOf(spec.table, spec.schema, alias);
    return spec === undefined || place === null ? null : bindLevel(spec, place, variant?.id ?? null);
  };
  const { steps } = lens;
  const stepsPlace = steps === undefined ? null : placeOf(steps.table, steps.schema, 'o');
  return {
    lens,
    connection,
    dialect,
    session: level(lens.session, 's'),
    episode: level(lens.episode, 'e'),
    steps: steps === undefined || stepsPlace === null ? null : bindSteps(steps, stepsPlace),
    records: lens.records.flatMap((records) => {
      const place = placeOf(records.table, records.schema, 'o');
      return (place && bindRecords(records, place, variant?.id ?? null)) ?? [];
    }),
    find,
    leftOut,
  };
}

function bindLevel(level: Level, place: Place, variant: string | null): BoundLevel | null {
  const id = compileAll(level.id, place);
  if (id === null) return null;
  const bound: BoundLevel = {
    level,
    place,
    from: tableAs(place.table, place.alias),
    id,
    parent: level.parent === undefined ? null : compileAll(level.parent, place),
    label: compile(level.label, place) ?? id[0]!,
    order: level.order.flatMap(({ by, ...how }) => {
      const compiled = compile(by, place);
      return compiled === null ? [] : [{ by: compiled, ...how }];
    }),
    facts: bindFacts(level.facts, place, variant),
    state: level.distinct ? null : bindState(level.state, id, place),
  };
  return level.distinct ? distinctRows(bound) : bound;
}

function bindSteps(steps: Steps, place: Place): BoundSteps | null {
  const episode = compileAll(steps.episode, place);
  const time = compile(steps.time.by, place);
  if (episode === null || time === null) return null;
  const optional = (expression: Expression | undefined) =>
    expression === undefined ? null : compile(expression, place);
  const [x, y] = [optional(steps.position?.x), optional(steps.position?.y)];
  const [u, v] = [optional(steps.position?.velocity?.x), optional(steps.position?.velocity?.y)];
  return {
    steps,
    place,
    from: tableAs(place.table, place.alias),
    episode,
    time,
    within: steps.within.flatMap((each) => compile(each, place) ?? []),
    written: writtenBy(steps, place),
    agent: optional(steps.agent),
    agentType: optional(steps.agentType),
    position: x === null || y === null ? null : { x, y, z: optional(steps.position?.z) },
    velocity: u === null || v === null ? null : { x: u, y: v, z: optional(steps.position?.velocity?.z) },
  };
}
