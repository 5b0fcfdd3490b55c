import { Failure } from '#shared/model/failure.ts';
import type { Entities } from '#shared/model/lens-training.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, textOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import type { BoundRecords } from '../records/bind-records.ts';

type EntityMeasure = Entities['measures'][number];

/** Where something is told of several entities at once, found in a database. */
export interface BoundEntities {
  readonly entities: Entities;
  /** Those that the database has a column for. */
  readonly measures: readonly { readonly spec: EntityMeasure; readonly column: Compiled }[];
  readonly time: { readonly title: string; readonly unit: string | null };
  /** The rows of an episode before they are told apart, and those that say something of an entity. */
  timesOf(episode: string): TimeRows;
  rowsOf(measure: string, episode: string): EntityRows;
}

/** Rows with a time. */
export interface TimeRows {
  readonly from: Sql;
  readonly where: readonly Sql[];
  readonly x: Sql;
}

export interface EntityRows extends TimeRows {
  readonly entity: Sql;
  readonly part: Sql;
  readonly y: Sql;
}

export function bindEntities(lens: BoundLens, entities: Entities): BoundEntities | null {
  const { rows } = entities;
  if (rows === undefined) return lens.steps && inSteps(lens, lens.steps, entities);
  const records = lens.records.find((each) => each.records.id === rows.records);
  return records === undefined ? null : inRecords(lens, records, entities, rows);
}

/** What was asked for; NOT_FOUND where the database has nothing of it. */
function wanted(measures: BoundEntities['measures'], id: string) {
  const found = measures.find(({ spec }) => spec.id === id);
  if (found === undefined) throw new Failure('NOT_FOUND', `Nothing called “${id}” is kept per entity in this database`);
  return found;
}

/** Objects in JSON, one or two deep. What a step does not tell of is neither missing nor not finite. */
function inSteps({ dialect }: BoundLens, steps: BoundSteps, entities: Entities): BoundEntities | null {
  const measures = boundMeasures(entities, (column) => compile(column, steps.place));
  const { title, unit = null } = steps.steps.time;
  const timesOf = (episode: string): TimeRows => ({
    from: steps.from,
    where: [idIs(steps.episode, episode, dialect), sql`${steps.time.sql} is not null`],
    x: doubleOf(steps.time, dialect),
  });
  const rowsOf = (measure: string, episode: string): EntityRows => {
    const { column } = wanted(measures, measure);
    const outer = dialect.jsonEntries(column.sql, 'entity', column);
    const inner = dialect.jsonEntries(outer.value, 'part', outer.column);
    const text = sql`case when ${inner.key} is null then ${outer.text} else ${inner.text} end`;
    const { from, where, x } = timesOf(episode);
    const told = sql`substr(${text}, 1, 1) not in ('{', '[')`;
    return {
      ...{ from: join([from, outer.join, inner.join], ' '), where: [...where, sql`${outer.key} is not null`, told], x },
      ...{ entity: outer.key, part: inner.key, y: dialect.double(text) },
    };
  };
  return measures.length === 0 ? null : { entities, measures, time: { title, unit }, timesOf, rowsOf };
}

function inRecords(
  { dialect }: BoundLens,
  { place, from, parent }: BoundRecords,
  entities: Entities,
  rows: NonNullable<Entities['rows']>,
): BoundEntities | null {
  const [time, entity] = [compile(rows.time.by, place), compile(rows.entity, place)];
  const part = rows.part === undefined ? null : compile(rows.part, place);
  const measures = boundMeasures(entities, (column) => compile(column, place));
  if (time === null || entity === null || measures.length === 0) return null;
  const timesOf = (episode: string): TimeRows => ({
    from,
    where: [idIs(parent, episode, dialect), sql`${time.sql} is not null`],
    x: doubleOf(time, dialect),
  });
  const rowsOf = (measure: string, episode: string): EntityRows => {
    const { column } = wanted(measures, measure);
    const times = timesOf(episode);
    const told = [sql`${entity.sql} is not null`, sql`${column.sql} is not null`];
    return {
      ...{ ...times, where: [...times.where, ...told], y: doubleOf(column, dialect), entity: textOf(entity, dialect) },
      part: part === null ? raw('cast(null as varchar)') : textOf(part, dialect),
    };
  };
  const { title, unit = null } = rows.time;
  return { entities, measures, time: { title, unit }, timesOf, rowsOf };
}

function boundMeasures(
  { measures }: Entities,
  columnOf: (column: string) => Compiled | null,
): BoundEntities['measures'] {
  return measures.flatMap((spec) => {
    const column = columnOf(spec.column);
    return column === null ? [] : [{ spec, column }];
  });
}
