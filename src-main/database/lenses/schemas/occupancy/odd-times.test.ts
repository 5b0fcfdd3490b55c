import { describe, expect, it, onTestFinished } from 'vitest';
import { engines } from '../../../testing/engines.ts';
import { openLens } from '../../open-lens.ts';
import { type OccupancyRows, occupancyDatabase } from '../../testing/occupancy-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 500 };
const at = (text: string) => Date.parse(text) / 1000;
const reading = (text: string, on: boolean) => ({ at: at(text), room: 'office', zone: 'full', on, confidence: 1 });

describe.each(engines)('occupancy on %s', (engine) => {
  const open = async (rows: OccupancyRows, ...more: string[]) => {
    const database = await occupancyDatabase(engine, 'models', rows);
    onTestFinished(() => database[Symbol.asyncDispose]());
    await database.execute(...more);
    const connection = await database.open();
    return openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
  };

  it('opens without rows', async () => {
    const lens = await open({ readings: [], transitions: [], predictions: [] });
    expect(lens.choice().id).toBe('occupancy');
    expect((await lens.sessionsPage(request)).rows).toEqual([]);
    expect((await lens.episodesPage(undefined, request)).rows).toEqual([]);
    for (const { id } of lens.questions.list()) {
      expect((await lens.questions.page({ question: id, values: {} }, request)).rows).toEqual([]);
    }
    for (const id of lens.surprises.ids()) expect(await lens.surprises.find(id)).toBeNull();
  });

  it('lists only days with rows where one clock was decades off', async () => {
    const readings = [reading('1970-01-01T00:30:00Z', false), reading('2024-03-30T12:00:00Z', true)];
    const last = reading('2024-03-30T13:00:00Z', false);
    const lens = await open({ readings: [...readings, last], transitions: [], predictions: [] });
    const { rows } = await lens.episodesPage('office', request);
    const days = rows.map(([, label]) => label);
    expect(days).toContain('1970-01-01');
    expect(days).toContain('2024-03-30');
    expect(days.length).toBeLessThan(8);
    const id = '["office","2024-03-30"]';
    const { columns, rows: values } = await lens.episodesRollUps([id]);
    const known = values[id]?.[columns.findIndex(({ name }) => name === 'total_known_hours')];
    expect(known).toBeCloseTo(1, 9);
  });
});

describe.each(['T', ' '])('SQLite text written with “%s”', (separator) => {
  it.each(['', 'Z', '+00:00'])('and a zone of “%s” belongs to the day that clocks showed', async (zone) => {
    const database = await occupancyDatabase('sqlite', 'models', { readings: [], transitions: [], predictions: [] });
    onTestFinished(() => database[Symbol.asyncDispose]());
    const times = ['2024-01-14T23:00:00', '2024-01-15T22:59:59.999', '2024-01-15T23:00:00'];
    const values = times.map(
      (time, index) =>
        `(${index + 1}, '${time.replace('T', separator)}${zone}', 'office', 'full', 1, 1, 'e', '${time}')`,
    );
    await database.execute(`insert into sensor_readings values ${values.join(', ')}`);
    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
    const ids = async (day: string) =>
      (await lens.rows(`["office","${day}"]`, request, undefined)).rows.map((row) => row[2]);
    expect(await ids('2024-01-15')).toEqual([1, 2]);
    expect(await ids('2024-01-16')).toEqual([3]);
  });
});
