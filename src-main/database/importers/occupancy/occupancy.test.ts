import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { occupancySchema } from '../../care/schemas/occupancy.ts';
import { openLens } from '../../lenses/open-lens.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { initSchema } from '../init.ts';
import { ImportBench } from '../testing/importing.ts';
import { isPresence, placeOf } from './places.ts';
import { printed, ZonedTimes } from './zoned-times.ts';

async function rows(database: TestDatabase, query: string): Promise<string[]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? '' : cellToText(cell))).join(' '));
}

/** Readings in their order, times without zone and zeros, as every engine prints them alike. */
async function readings(database: TestDatabase): Promise<string[]> {
  const found = await rows(
    database,
    `select cast(timestamp as varchar(40)), room, zone, ${database.engine === 'sqlite' ? 'state' : 'cast(state as integer)'}, confidence, source_entity
     from sensor_readings order by timestamp, source_entity`,
  );
  return found.map((each) =>
    each.replace(
      /^(\S+ [\d:]+)(?:(\.\d+?)0*)?(?:\+00(?::00)?)? /,
      (_, time, rest) => `${time}${rest === '.0' ? '' : (rest ?? '')} `,
    ),
  );
}

const history = [
  'entity_id,state,last_changed',
  'binary_sensor.bedroom_fp2_presence,on,2025-07-01T06:00:00.000Z',
  'binary_sensor.bedroom_fp2_presence,off,2025-07-01T08:30:00.250+02:00',
  'binary_sensor.bedroom_fp2_presence,unavailable,2025-07-01T07:00:00.000Z',
  'binary_sensor.office_fp2_desk_a,ON,2025-07-01 07:15:00',
  'sensor.temperature,21.5,2025-07-01T07:15:00Z',
  'light.kitchen,on,2025-07-01T07:15:00Z',
  'binary_sensor.front_door,on,2025-07-01T07:15:00Z',
  'binary_sensor.office_fp2_desk_a,off,yesterday',
  'binary_sensor.office_fp2_desk_a,off',
];

describe.each(engines)('readings of presence into %s', (engine) => {
  it('from a history of Home Assistant as CSV, and only what is new when it has grown', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('history.csv');
    await writeFile(path, `${history.join('\n')}\n`);
    const report = await bench.import(database, [path]);
    expect(report).toMatchObject({ importer: 'occupancy-readings', outcome: 'imported', failure: null });
    expect(report.counts).toEqual({ read: 9, written: 3, rejected: 2, skipped: 4 });
    expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [9, '“yesterday” is no time'],
      [10, 'It has 2 fields instead of 3'],
    ]);
    expect(report.leftOut).toEqual([
      { what: 'States that are unavailable, unknown or empty', names: ['binary_sensor.bedroom_fp2_presence'] },
      { what: 'States that are neither on nor off', names: ['sensor.temperature'] },
      { what: 'Readings of what is no sensor of presence', names: ['light.kitchen', 'binary_sensor.front_door'] },
    ]);
    expect(report.notices).toEqual([
      'Times without a zone are taken as UTC',
      'binary_sensor.bedroom_fp2_presence is the zone full of bedroom',
      'binary_sensor.office_fp2_desk_a is the zone desk_a of office',
    ]);
    const first = [
      '2025-07-01 06:00:00 bedroom full 1 1 binary_sensor.bedroom_fp2_presence',
      '2025-07-01 06:30:00.25 bedroom full 0 1 binary_sensor.bedroom_fp2_presence',
      '2025-07-01 07:15:00 office desk_a 1 1 binary_sensor.office_fp2_desk_a',
    ];
    expect(await readings(database)).toEqual(first);

    await writeFile(
      path,
      `${history.slice(0, -2).join('\n')}\nbinary_sensor.office_fp2_desk_a,off,2025-07-01T07:20:00Z\n`,
    );
    const second = await bench.import(database, [path]);
    expect(second).toMatchObject({ outcome: 'imported', counts: { written: 1, skipped: 7, rejected: 0 } });
    expect(second.leftOut).toContainEqual({
      what: '3 readings that are there already: same entity, time and state',
      names: [],
    });
    expect(await readings(database)).toHaveLength(4);
    await bench.undo(database, second.id!);
    expect(await readings(database)).toEqual(first);

    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue());
    expect(lens.choice()).toMatchObject({ id: 'occupancy' });
    expect((await lens.sessionsPage({ conditions: [], search: '', sort: [], limit: 10 })).rows).toHaveLength(2);
  });

  it('from a history of Home Assistant as JSON, with confidence and entities put where they are', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...occupancySchema('models', engine));
    const state = (entity: string | null, value: unknown, minute: number, attributes?: object) => ({
      ...(entity === null ? {} : { entity_id: entity }),
      ...{ state: value, last_changed: `2025-07-01T08:0${minute}:00.123456+00:00`, ...(attributes && { attributes }) },
    });
    const lists = [
      [
        state('binary_sensor.couch', 'on', 1, { confidence: 0.5, device_class: 'occupancy' }),
        state(null, 'off', 2),
        state(null, true, 3, { confidence: 7 }),
      ],
      [state('binary_sensor.hall', 'on', 1, { device_class: 'door' }), state(null, 'off', 4)],
      [state('light.desk', 'on', 5)],
    ];
    await writeFile(bench.path('history.json'), `${JSON.stringify(lists)}\n{"entity_id": "x`);
    const rooms = {
      'binary_sensor.couch': { room: 'living_kitchen', zone: 'couch' },
      'light.desk': { room: 'office' },
    };
    const report = await bench.import(database, [bench.path('history.json')], { options: { rooms } });
    expect(report).toMatchObject({ outcome: 'imported', failure: null });
    expect(report.counts).toEqual({ read: 7, written: 4, rejected: 1, skipped: 2 });
    expect(report.notices[0]).toBe('1 readings have a confidence that is not from 0 to 1; it is taken as 1');
    expect(await readings(database)).toEqual([
      '2025-07-01 08:01:00.123456 living_kitchen couch 1 0.5 binary_sensor.couch',
      '2025-07-01 08:02:00.123456 living_kitchen couch 0 1 binary_sensor.couch',
      '2025-07-01 08:03:00.123456 living_kitchen couch 1 1 binary_sensor.couch',
      '2025-07-01 08:05:00.123456 office full 1 1 light.desk',
    ]);
    // What is placed once stays there.
    await writeFile(bench.path('more.json'), JSON.stringify([[state('binary_sensor.couch', 'off', 6)]]));
    await bench.import(database, [bench.path('more.json')]);
    expect((await readings(database)).at(-1)).toContain('living_kitchen couch 0 1');
  });

  it('from UCI, whose header has a name less than the rows have values', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await writeFile(
      bench.path('datatraining.txt'),
      '"date","Temperature","Humidity","Light","CO2","HumidityRatio","Occupancy"\n' +
        '"1","2015-02-04 17:51:00",23.18,27.272,426,721.25,0.00479298817650529,1\n' +
        '"2","2015-02-04 17:52:00",23.15,27.2675,429.5,714,0.00478344094931065,0\n' +
        '"3","2015-02-04 17:53:00",23.15,27.2675,429.5,714,0.00478344094931065,2\n',
    );
    const report = await bench.import(database, [bench.path('datatraining.txt')], {
      options: { timeZone: 'Europe/Brussels' },
    });
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 3, written: 2, rejected: 1, skipped: 0 } });
    expect(await readings(database)).toEqual([
      '2015-02-04 16:51:00 office full 1 1 uci_occupancy',
      '2015-02-04 16:52:00 office full 0 1 uci_occupancy',
    ]);
    await expect(
      bench.plan([bench.path('datatraining.txt')], { options: { timeZone: 'Mars/Olympus' } }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('into a schema that was made before, by the name of its revision', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const made = await bench.writing(database, [], (writer) => initSchema(writer, 'occupancy', false));
    expect(made.created.map(({ name, columns }) => [name, columns])).toEqual([
      ['sensor_readings', 8],
      ['room_transitions', 7],
      ['predictions', 11],
      ['alembic_version', 1],
    ]);
    await writeFile(
      bench.path('home.txt'),
      '2016-07-12 00:00:30.600670\tBedroomABed\tON\tSleep\n2016-07-12 00:01:00\tT001\t21.5\n2016-07-12 00:02:00 MainDoor OPEN\nbroken\n'.repeat(
        2,
      ),
    );
    const plan = await bench.plan([bench.path('home.txt')], { importer: 'occupancy-readings' });
    expect(plan.sessions).toEqual([{ id: 'bedroom_a', title: 'bedroom_a', episodes: 1 }]);
    const report = await bench.import(database, [bench.path('home.txt')], { importer: 'occupancy-readings' });
    expect(report.counts).toEqual({ read: 8, written: 1, rejected: 2, skipped: 5 });
    expect(await readings(database)).toEqual(['2016-07-12 00:00:30.60067 bedroom_a bed 1 1 BedroomABed']);
  });

  const home = '../shared/data/occupancy/casas/tm000.multiday_absence.txt';
  it.skipIf(!existsSync(home))('from a real smart home', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const lines = (await readFile(home, 'utf8')).split('\n').filter((line) => line.trim() !== '');
    const distinct = new Set(lines.map((line) => line.trim().split(/\s+/).slice(0, 4).join(' '))).size;
    const report = await bench.import(database, [home]);
    expect(report.counts).toEqual({
      read: lines.length,
      written: distinct,
      rejected: 0,
      skipped: lines.length - distinct,
    });
    expect(
      await rows(database, "select count(*) from sensor_readings where room = 'kitchen_a' and zone = 'sink'"),
    ).toEqual([String(new Set(lines.filter((line) => line.includes('KitchenASink')).map((line) => line.trim())).size)]);
  });

  const room = '../shared/data/occupancy/uci-room-estimation/Occupancy_Estimation.csv';
  it.skipIf(!existsSync(room))('from a real room', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const lines = (await readFile(room, 'utf8')).trim().split('\n').slice(1);
    const report = await bench.import(database, [room]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: lines.length * 3, rejected: 0 } });
    const occupied = lines.filter((line) => !line.trim().endsWith(',0')).length;
    const on = engine === 'sqlite' ? 'state = 1' : 'state';
    expect(await rows(database, `select count(*) from sensor_readings where zone = 'full' and ${on}`)).toEqual([
      String(occupied),
    ]);
  });
});

describe('names of sensors', () => {
  it.each([
    ['binary_sensor.bedroom_fp2_presence', 'bedroom', 'full'],
    ['binary_sensor.living_fp2_couch', 'living_room', 'couch'],
    ['binary_sensor.living_kitchen_fp2_couch', 'living_kitchen', 'couch'],
    ['binary_sensor.bedroom_presence_sensor_full_bedroom', 'bedroom', 'full'],
    ['binary_sensor.presence_livingroom_couch', 'living_room', 'couch'],
    ['binary_sensor.kitchen_pressence_stove', 'kitchen', 'stove'],
    ['binary_sensor.small_bathroom_presence', 'small_bathroom', 'full'],
    ['binary_sensor.guest_bedroom_fp2_bed_side_a', 'guest_bedroom', 'bed_side_a'],
    ['binary_sensor.werkstatt_motion_bench', 'werkstatt', 'bench'],
    ['BedroomAArea', 'bedroom_a', 'full'],
    ['LivingRoomAChair', 'living_room_a', 'chair'],
    ['MainEntryway', 'main_entryway', 'full'],
    ['M001', 'home', 'm001'],
  ])('%s is in %s, %s', (entity, room, zone) => {
    expect(placeOf(entity)).toEqual({ room, zone });
  });

  it('tell what is no sensor of presence', () => {
    expect(isPresence('binary_sensor.front_door', null)).toBe(false);
    expect(isPresence('binary_sensor.front_door', 'motion')).toBe(true);
    expect(isPresence('binary_sensor.door_motion', null)).toBe(true);
    expect(isPresence('switch.bedroom', null)).toBe(false);
  });
});

describe('times without a zone', () => {
  const utc = (times: ZonedTimes, text: string) => {
    const moment = times.moment(text, 'x');
    return 'micros' in moment ? printed(moment.micros) : moment.reason;
  };

  it('are those of a clock that is put forward and back', () => {
    const times = new ZonedTimes('Europe/Berlin');
    expect(utc(times, '2025-03-30 01:59:59.5')).toBe('2025-03-30 00:59:59.500000');
    expect(utc(times, '2025-03-30 02:30:00')).toBe(
      '2025-03-30 02:30:00 does not exist in Europe/Berlin: clocks were put forward',
    );
    expect(utc(times, '2025-03-30 03:00:00')).toBe('2025-03-30 01:00:00.000000');
    expect(utc(times, '2025-10-26 02:30:00')).toBe('2025-10-26 00:30:00.000000');
    expect(utc(times, '2025-10-26 02:10:00')).toBe('2025-10-26 01:10:00.000000');
    expect(utc(times, '2025-10-26 03:00:00')).toBe('2025-10-26 02:00:00.000000');
    expect([times.local, times.repeated]).toEqual([6, 2]);
    expect(utc(times, '2025-02-30 03:00:00')).toBe('There is no such time as 2025-02-30 03:00:00');
    expect(utc(times, '2025-10-26T02:10:00+0545')).toBe('2025-10-25 20:25:00.000000');
  });
});
