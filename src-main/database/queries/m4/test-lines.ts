import type { Engine } from '#shared/model/source.ts';
import { seededRandom } from '../../care/sample/random.ts';
import { name, raw, sql } from '../../sql/sql.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import { type M4Input, type M4Line, m4 } from '../m4.ts';

export type Row = readonly [line: string | null, x: number | null, y: number | null];

export const input: Omit<M4Input, 'pixels'> = {
  from: raw('t'),
  where: [sql`1=1`],
  x: name('x'),
  y: name('y'),
  group: { parts: [name('g')], text: ([line]) => line! },
};

export async function withRows(engine: Engine, rows: readonly Row[]): Promise<TestDatabase> {
  const database = await createTestDatabase(engine);
  await database.execute('create table t (g text, x bigint, y double precision)');
  await insertRows(database, 't', rows);
  return database;
}

export async function linesOf(
  database: TestDatabase,
  { fewSteps, ...more }: Partial<M4Input> & { fewSteps?: number },
): Promise<readonly M4Line[]> {
  const connection = await database.open();
  return (await m4(connection, { pixels: 10, ...input, ...more }, { fewSteps })).lines;
}

export function line(
  key: string | null,
  points: M4Line['points'],
  counts: { rows: number; notFinite?: number },
): M4Line {
  return { key, points, notFinite: 0, method: 'rows', ...counts };
}

/** Lines of every kind: walks, spikes, runs of NaN and ±∞, ties in x and in y, single points, gaps, no name. */
export function manyLines(): readonly Row[] {
  const random = seededRandom(5);
  const steps = (key: string | null, count: number, y: (at: number) => number | null, x = (at: number) => at): Row[] =>
    Array.from({ length: count }, (_, at) => [key, x(at), y(at)]);
  let walk = 0;
  const rows: Row[] = [
    ...steps('walk', 4000, () => (walk += random.normal())),
    ...steps('spikes', 3000, (at) => (at % 211 === 0 ? 1000 : random.uniform())),
    ...steps('not finite', 3000, (at) => [Number.NaN, Infinity, -Infinity, null, 1, at][Math.floor(at / 40) % 6]!),
    ...steps(
      'same x',
      3000,
      () => Math.floor(random.between(0, 20)),
      (at) => Math.floor(at / 9),
    ),
    ...steps('same y', 3000, () => 4),
    ...steps('few values', 3000, () => Math.floor(random.between(0, 3))),
    ...steps(
      'gap',
      2000,
      () => random.uniform(),
      (at) => (at < 1000 ? at : at + 1500),
    ),
    ...steps(
      'few',
      60,
      (at) => at,
      (at) => at * 60,
    ),
    ...steps(
      'few in one place',
      90,
      (at) => at % 10,
      (at) => 1500 + (at % 3),
    ),
    ...steps(
      'single',
      1,
      () => 1,
      () => 1500,
    ),
    ...steps(null, 500, () => random.uniform()),
    ...steps('', 500, () => random.uniform()),
  ];
  return rows
    .map((row) => ({ row, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

/** M4 as it is written down, without regard to effort. */
export function expectedLines(
  rows: readonly Row[],
  { pixels, range }: { pixels: number; range?: readonly [number, number] | undefined },
): readonly M4Line[] {
  const known = rows.filter((row): row is readonly [string | null, number, number | null] => row[1] !== null);
  const [from, to] = range ?? [Math.min(...known.map(([, x]) => x)), Math.max(...known.map(([, x]) => x))];
  const keys = [...new Set(known.map(([key]) => key))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
  );
  const lines = keys.map((key): M4Line => {
    const own = known.filter(([each]) => each === key).map(([, x, y]) => [x, y] as const);
    const finite = own.filter(
      (point): point is readonly [number, number] => point[1] !== null && Number.isFinite(point[1]),
    );
    const sorted = finite.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
    const inside = sorted.filter(([x]) => x >= from && x <= to);
    const whole = inside.length <= 4 * pixels;
    const kept = Array.from({ length: pixels }, (_, pixel) => {
      const column = inside.filter(
        ([x]) => Math.min(Math.floor(((x - from) / (to - from)) * pixels), pixels - 1) === pixel,
      );
      const low = Math.min(...column.map(([, y]) => y));
      const high = Math.max(...column.map(([, y]) => y));
      const four = [column[0], column.at(-1), column.find(([, y]) => y === low), column.find(([, y]) => y === high)];
      return whole ? column : column.filter((point) => four.includes(point));
    }).flat();
    const points = [
      ...sorted.filter(([x]) => x < from).slice(-1),
      ...kept,
      ...sorted.filter(([x]) => x > to).slice(0, 1),
    ];
    const distinct = points.filter((point, at) => at === 0 || String(point) !== String(points[at - 1]));
    const counted = own.filter(([x]) => x >= from && x <= to);
    const notFinite = counted.length - inside.length;
    return { key, points: distinct, rows: counted.length, notFinite, method: whole ? 'rows' : 'm4' };
  });
  const near = (to - from) / 16;
  const seen = (key: string | null) => known.some(([each, x]) => each === key && x >= from - near && x <= to + near);
  return range === undefined || !keys.some(seen) ? lines : lines.filter(({ key }) => seen(key));
}
