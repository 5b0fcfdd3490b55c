import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Training } from '#shared/model/lens-training.ts';
import type { Checkpoint } from '#shared/model/training.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf, textOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import type { BoundRecords } from '../records/bind-records.ts';
import type { SessionPoint } from '../series/session-line.ts';

type Spec = NonNullable<Training['checkpoints']>;

export interface BoundCheckpoints {
  readonly records: BoundRecords;
  readonly episode: Compiled;
  /** Over the episode's table. */
  readonly number: Compiled;
  readonly label: Compiled;
  readonly value: { readonly title: string; readonly by: Compiled } | null;
  readonly details: readonly { readonly title: string; readonly unit: string | null; readonly by: Compiled }[];
  readonly tests: BoundTests | null;
}

interface BoundTests {
  readonly records: BoundRecords;
  readonly of: Compiled;
  /** Over the checkpoints' table. */
  readonly id: Compiled;
  readonly title: string;
  readonly value: Compiled;
}

export function bindCheckpoints({ records, episode: level }: BoundLens, spec: Spec): BoundCheckpoints | null {
  const own = records.find((each) => each.records.id === spec.records);
  if (own === undefined || level === null) return null;
  const [episode, label] = [compile(spec.episode, own.place), compile(spec.label, own.place)];
  const number = compile(spec.number, level.place);
  if (episode === null || label === null || number === null) return null;
  const value = spec.value === undefined ? null : compile(spec.value.by, own.place);
  const title = spec.value?.title ?? '';
  return {
    ...{ records: own, episode, number, label, value: value && { title, by: value } },
    details: spec.details.flatMap(({ title: of, by, unit = null }) => {
      const compiled = compile(by, own.place);
      return compiled === null ? [] : [{ title: of, unit, by: compiled }];
    }),
    tests: bindTests(records, own, spec.tests),
  };
}

function bindTests(records: readonly BoundRecords[], own: BoundRecords, spec: Spec['tests']): BoundTests | null {
  const tests = records.find((each) => each.records.id === spec?.records);
  if (spec === undefined || tests === undefined) return null;
  const id = compile(spec.id, own.place);
  const [of, value] = [compile(spec.of, tests.place), compile(spec.value.by, tests.place)];
  return id && of && value && { records: tests, of, id, value, title: spec.value.title };
}

/** An episode of the session, where it is on the curve. */
export interface NumberedEpisode extends Pick<SessionPoint, 'x' | 'y' | 'episode'> {
  readonly number: string | null;
}

/** What was saved in a session, with what is known of each. */
export async function checkpointsOf(
  lens: BoundLens,
  bound: BoundCheckpoints,
  session: string,
  all: readonly NumberedEpisode[],
  options: QueryOptions,
): Promise<readonly Checkpoint[]> {
  const { connection, dialect } = lens;
  const { records, episode, label, value, details, tests } = bound;
  const columns = [
    textOf(episode, dialect),
    textOf(label, dialect),
    value === null ? raw('cast(null as double precision)') : doubleOf(value.by, dialect),
    tests === null ? raw('cast(null as varchar)') : textOf(tests.id, dialect),
    ...details.map(({ by }) => by.sql),
  ];
  const query = sql`select ${join(columns)} from ${records.from} where ${idIs(records.parent, session, dialect)}
    order by ${dialect.nullsLast(episode.sql, false)}, 2, 3`;
  const { rows } = await connection.rows(query, options);
  const tested = tests === null ? new Map() : await testsOf(lens, tests, session, options);
  const places = new Map(all.toReversed().map((each) => [each.number, each]));
  return rows.map(([number = null, what = null, own = null, id = null, ...cells]): Checkpoint => {
    const at = number === null ? undefined : places.get(cellToText(number));
    return {
      label: what === null ? '' : cellToText(what),
      episode: number === null ? '' : cellToText(number),
      ...{ x: at?.x ?? null, y: at !== undefined && Number.isFinite(at.y) ? at.y : null },
      ...{ value: cellNumber(own) ?? null, opens: at?.episode ?? null },
      details: details.flatMap(({ title, unit }, place) => {
        const cell = cells[place] ?? null;
        return cell === null ? [] : [{ title, unit, value: cell }];
      }),
      tests: (id === null ? undefined : tested.get(cellToText(id))) ?? { count: 0, mean: null },
    };
  });
}

/** By checkpoint. */
async function testsOf(
  { connection, dialect }: BoundLens,
  { records, of, value }: BoundTests,
  session: string,
  options: QueryOptions,
): Promise<ReadonlyMap<string, Checkpoint['tests']>> {
  const number: Sql = doubleOf(value, dialect);
  const finite = sql`case when ${dialect.isFinite(number)} then ${number} end`;
  const query = sql`select ${textOf(of, dialect)}, count(*), avg(${finite}) from ${records.from}
    where ${idIs(records.parent, session, dialect)} and ${of.sql} is not null group by 1`;
  const { rows } = await connection.rows(query, options);
  return new Map(rows.map(([id = null, count = null, mean = null]) => [cellToText(id), testsIn(count, mean)]));
}

function testsIn(count: Cell, mean: Cell): Checkpoint['tests'] {
  return { count: cellNumber(count) ?? 0, mean: cellNumber(mean) ?? null };
}
