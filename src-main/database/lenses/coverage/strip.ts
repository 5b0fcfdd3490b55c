import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { CoverageStrip, StripDot, StripEpisode } from '#shared/model/coverage.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Coverage } from '#shared/model/lens-coverage.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, textOf } from '../binding/compile.ts';
import { idText, sameId } from '../binding/ids.ts';
import { naturalOrder } from '../levels/levels.ts';
import { orderOf } from './bind-coverage.ts';
import { compare } from './matrix.ts';

type Strip = NonNullable<Coverage['strip']>;
type Column = Coverage['columns'][number];

interface BoundStrip {
  readonly strip: Strip;
  readonly row: Column;
  readonly side: Column;
  readonly flags: Strip['flags'];
  /**
   * A row per step: session and label, episode and label, row, side, number, start, value, then a flag each as 0 or 1.
   */
  readonly rows: Sql;
  readonly order: Sql;
}

/** As many dots as a window can show beside each other. */
const MOST = 50_000;

/** `null` where the lens declares none, or the database lacks the number or one of the columns. */
export function bindStrip(lens: BoundLens): BoundStrip | null {
  const { session, episode, steps, dialect } = lens;
  const { strip, columns = [] } = lens.lens.coverage ?? {};
  if (!strip || !session || !episode?.parent || !steps) return null;
  const [row, side] = [strip.rows, strip.sides].map((title) => columns.find((column) => column.title === title));
  const own = (column: Column | undefined) => (column === undefined ? null : compile(column.by, episode.place));
  const [rowBy, sideBy, value] = [own(row), own(side), compile(strip.value, steps.place)];
  if (!row || !side || !rowBy || !sideBy || !value) return null;
  const flags = strip.flags.flatMap((flag) => {
    const compiled = compile(flag.value, steps.place);
    return compiled === null ? [] : [{ flag, compiled }];
  });
  const number = strip.number === undefined ? null : compile(strip.number, steps.place);
  const text = (part: Compiled | null) => (part === null ? raw('cast(null as varchar)') : textOf(part, dialect));
  const selected = [
    ...[idText(session.id, dialect), text(session.label), idText(episode.id, dialect), text(episode.label)],
    ...[text(rowBy), text(sideBy), text(number), doubleOf(steps.time, dialect), doubleOf(value, dialect)],
    ...flags.map(({ compiled }) => sql`case when ${doubleOf(compiled, dialect)} <> 0 then 1 else 0 end`),
  ];
  const within = [steps.time, ...steps.within].map((part) => ({ by: part.sql, descending: false }));
  return {
    ...{ strip, row, side, flags: flags.map(({ flag }) => flag) },
    rows: sql`select ${join(selected)} from ${session.from} join ${episode.from} on ${sameId(session.id, episode.parent)}
      join ${steps.from} on ${sameId(steps.episode, episode.id)}`,
    order: orderOf([...naturalOrder(session, dialect), ...naturalOrder(episode, dialect), ...within], lens),
  };
}

/** The steps of one group of sessions. */
export async function readStrip(
  lens: BoundLens,
  bound: BoundStrip,
  which: Sql,
  options: QueryOptions,
): Promise<CoverageStrip> {
  const query = sql`${bound.rows} where ${which} ${bound.order} limit ${raw(String(MOST + 1))}`;
  const { rows } = await lens.connection.rows(query, options);
  if (rows.length > MOST) {
    const many = lens.steps?.steps.word[1] ?? 'steps';
    throw new Failure('BAD_INPUT', `There are more than 50,000 ${many} here: draw them in Trends`);
  }
  const { strip, row, side, flags } = bound;
  const read = rows.map(readRow);
  const dotted = read.filter(({ value }) => Number.isFinite(value));
  const places = valuesOf(row, new Set(dotted.map((each) => each.row)));
  // What should be on a side is there even where nothing is, so that a lack is seen.
  const sides = valuesOf(side, new Set([...side.order, ...dotted.map((each) => each.side)]));
  const numbers = new Map<string, number>();
  const episodes: StripEpisode[] = [];
  const dots = dotted.map((each): StripDot => {
    const known = numbers.get(each.id) ?? episodes.length;
    if (known === episodes.length) {
      const { id, label, session } = each;
      episodes.push({ id, label, session, row: places.indexOf(each.row), side: sides.indexOf(each.side) });
      numbers.set(each.id, known);
    }
    return { episode: known, number: each.number, start: each.start, value: each.value, flags: each.flags };
  });
  return {
    ...{
      title: strip.title,
      unit: strip.unit ?? null,
      startUnit: lens.steps?.steps.time.unit ?? null,
      rows: places,
      sides,
      episodes,
      dots,
    },
    flags: flags.map(({ title, kind }) => ({ title, kind })),
    notFinite: read.length - dotted.length,
  };
}

interface Read extends Pick<StripEpisode, 'id' | 'label' | 'session'>, Omit<StripDot, 'episode'> {
  readonly row: string | null;
  readonly side: string | null;
}

function readRow([session = null, sessionLabel = null, id = null, label = null, ...rest]: readonly Cell[]): Read {
  const [row = null, side = null, number = null, start = null, value = null, ...flags] = rest;
  const began = cellNumber(start);
  return {
    session: { id: cellToText(session), label: textOrNull(sessionLabel) ?? cellToText(session) },
    ...{ id: cellToText(id), label: textOrNull(label) ?? '' },
    ...{ row: textOrNull(row), side: textOrNull(side), number: textOrNull(number) },
    start: began !== undefined && Number.isFinite(began) ? began : null,
    value: cellNumber(value) ?? Number.NaN,
    flags: flags.flatMap((flag, at) => (cellNumber(flag) === 1 ? [at] : [])),
  };
}

const textOrNull = (cell: Cell): string | null => (cell === null ? null : cellToText(cell));

function valuesOf({ order }: Column, found: ReadonlySet<string | null>): readonly (string | null)[] {
  return [...found].sort((one, other) => compare(one, other, order));
}
