import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import type { QuestionChart } from '#shared/model/question.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { MOST_BARS, MOST_LINES } from './chart.ts';
import { QuestionBook } from './question-book.ts';

/** A wave of many points with one peak that no reduction may lose, values that are no numbers, and more names than fit. */
const COUNT = 6000;
const PEAK = 3217;

const value = (at: number): number => (at === PEAK ? 500 : Math.sin(at / 50));

describe.each(engines)('charts of questions on %s', (engine) => {
  let database: TestDatabase;
  let draw: (chart: QuestionChart, request?: { search?: string }) => ReturnType<QuestionBook['chart']>;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const rows = Array.from({ length: COUNT }, (_, at) => {
      const y = at % 1000 === 7 ? 'null' : value(at);
      return `(${at}, ${y}, 'name ${at % 700}', 'half ${at % 2}', '2026-01-01 00:00:${String(at % 60).padStart(2, '0')}')`;
    });
    const time = engine === 'sqlite' ? 'datetime' : 'timestamp';
    await database.execute(
      `create table points (x integer, y double precision, name varchar(20), half varchar(20), moment ${time})`,
      `insert into points values ${rows.join(', ')}`,
    );
    const connection = await database.open();
    const catalogue = await connection.catalogue();
    const find = (table: string) => findTable(catalogue, table);
    draw = (chart, { search = '' } = {}) => {
      const about = { id: 'points', title: 'Points', about: 'All of them', parameters: [], order: ['x'], chart };
      const columns = [
        { name: 'x', title: 'x', kind: 'integer', unit: 'frame' },
        { name: 'y', title: 'Height', kind: 'float', unit: 'm' },
        { name: 'name', title: 'Name', kind: 'text' },
        { name: 'half', title: 'Half', kind: 'text' },
        { name: 'moment', title: 'Time', kind: 'time' },
      ] as const;
      const statement = () => raw('select x, y, name, half, moment from points');
      const context = { connection, dialect: connection.dialect, find, timeZone: 'UTC' };
      const book = new QuestionBook(context, [{ ...about, columns, statement }]);
      return book.chart({ question: 'points', values: {} }, { conditions: [], search, width: 200, height: 100 });
    };
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('keeps every extreme of a line, and counts what it stands for', async () => {
    const { series, x, y, rows } = await draw({ kind: 'line', x: 'x', y: ['y'] });
    expect([x, y]).toEqual([
      { title: 'x', unit: 'frame', scale: 'whole', categories: [] },
      { title: 'Height', unit: 'm' },
    ]);
    expect(series).toHaveLength(1);
    const [line] = series;
    expect(line).toMatchObject({ rows: COUNT, notFinite: 6, method: 'm4' });
    expect(rows).toBe(COUNT);
    expect(line!.points.length).toBeLessThanOrEqual(800);
    expect(line!.points).toContainEqual([PEAK, 500]);
    expect(line!.points[0]).toEqual([0, 0]);
    expect(line!.points.at(-1)![0]).toBe(COUNT - 1);
  });

  it('splits by a column, and follows the search', async () => {
    const { series } = await draw({ kind: 'line', x: 'x', y: ['y', 'x'], by: 'half' }, { search: 'half 1' });
    expect(series.map(({ label, rows }) => [label, rows])).toEqual([
      ['half 1 · Height', COUNT / 2],
      ['half 1 · x', COUNT / 2],
    ]);
  });

  it('draws one point per pixel of a cloud, the strongest where there is a shade', async () => {
    const cloud = await draw({ kind: 'scatter', x: 'x', y: ['y'] });
    expect(cloud.series[0]!.method).toBe('pixels');
    expect(cloud.series[0]!.points).toContainEqual([PEAK, 500]);
    const { series, shade } = await draw({ kind: 'scatter', x: 'x', y: ['x'], shade: 'y' });
    expect(shade).toEqual({ title: 'Height', unit: 'm' });
    const [{ points, shades }] = series as [(typeof series)[number]];
    expect(shades).toHaveLength(points.length);
    expect(shades![points.findIndex(([at]) => at === PEAK)]).toBe(500);
  });

  it('says how many lines and bars it leaves out', async () => {
    const lines = await draw({ kind: 'line', x: 'x', y: ['y'], by: 'name' });
    expect([lines.series.length, lines.leftOut]).toEqual([MOST_LINES, { lines: 700 - MOST_LINES, bars: 0 }]);
    const bars = await draw({ kind: 'bar', x: 'name', y: ['y'] });
    expect(bars.x.categories).toHaveLength(MOST_BARS);
    const behind = Array.from({ length: COUNT }, (_, at) => at % 700).filter((at) => at >= MOST_BARS);
    expect(bars.leftOut).toEqual({ lines: 0, bars: behind.length });
  });

  it('places times as epoch seconds', async () => {
    const { series, x } = await draw({ kind: 'scatter', x: 'moment', y: ['y'] });
    expect(x.scale).toBe('time');
    expect(Math.min(...series[0]!.points.map(([at]) => at))).toBe(Date.UTC(2026, 0, 1) / 1000);
  });
});
