import type { ReadingEntry, ReadingSource } from '../reading-source.ts';
import { headerOf, textRows } from '../text-rows.ts';

const office = 'uci_occupancy';

/** UCI’s Occupancy Detection: one office, a row a minute. Seven names stand over eight values, a row's number being first. */
export const uciOccupancy: ReadingSource = {
  title: 'UCI Occupancy Detection',
  mixed: false,
  places: { [office]: { room: 'office', zone: 'full' } },
  leftOut: 'Temperature, humidity, light and CO2, for which the schema has no place',
  async knows(file) {
    const names = (await headerOf(file))?.names.join(',') ?? '';
    return /(^|,)date,Temperature,Humidity,Light,CO2,HumidityRatio,Occupancy$/.test(names);
  },
  async *read(file) {
    for await (const { fields, line, raw, fault } of textRows(file, ',')) {
      const [time, state] = [fields.at(-7), fields.at(-1)];
      const ragged = fields.length === 7 || fields.length === 8 ? null : `It has ${fields.length} fields instead of 8`;
      yield readingOf({ line, raw, fault: fault ?? ragged }, office, time, state, /^[01]$/);
    }
  },
};

const room = 'room';
const parts = [
  { column: 'Room_Occupancy_Count', entity: 'uci_room_count', zone: 'full' },
  { column: 'S6_PIR', entity: 'uci_room_s6_pir', zone: 's6' },
  { column: 'S7_PIR', entity: 'uci_room_s7_pir', zone: 's7' },
];

/** UCI’s Room Occupancy Estimation: how many people were in a room, and two motion sensors; three readings a row. */
export const uciRoomEstimation: ReadingSource = {
  title: 'UCI Room Occupancy Estimation',
  mixed: false,
  places: Object.fromEntries(parts.map(({ entity, zone }) => [entity, { room, zone }])),
  leftOut: 'Temperature, light, sound, CO2 and how many people there were, for which the schema has no place',
  async knows(file) {
    const names = (await headerOf(file))?.names ?? [];
    return ['Date', 'Time', ...parts.map(({ column }) => column)].every((name) => names.includes(name));
  },
  async *read(file) {
    const { names, delimiter } = (await headerOf(file)) ?? { names: [], delimiter: ',' };
    const place = (name: string) => names.indexOf(name);
    for await (const { fields, line, raw, fault } of textRows(file, delimiter)) {
      const ragged =
        fields.length === names.length ? null : `It has ${fields.length} fields instead of ${names.length}`;
      const wrong = fault ?? ragged;
      const time = `${fields[place('Date')] ?? ''} ${fields[place('Time')] ?? ''}`;
      const readings = parts.map(({ column, entity }) =>
        readingOf({ line, raw, fault: wrong }, entity, time, fields[place(column)], /^\d+$/),
      );
      // A row that is wrong is one row, however many readings it would have given.
      const reject = readings.find(({ kind }) => kind === 'reject');
      yield* reject === undefined ? readings : [reject];
    }
  },
};

function readingOf(
  { line, raw, fault }: { readonly line: number; readonly raw: string; readonly fault: string | null },
  entity: string,
  time: string | null | undefined,
  state: string | null | undefined,
  allowed: RegExp,
): ReadingEntry {
  const text = state?.trim() ?? '';
  const reason =
    fault ?? (allowed.test(text) ? null : `“${text.slice(0, 60)}” does not say whether the room was occupied`);
  if (reason !== null) return { kind: 'reject', line, raw, reason };
  return {
    ...{ kind: 'reading', line, raw, entity, time: time ?? '', state: Number(text) > 0 },
    ...{ confidence: null, deviceClass: null },
  };
}
