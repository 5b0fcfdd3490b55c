import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import type {
  ColumnValue,
  Importer,
  PrepareContext,
  Prepared,
  Recognition,
  RowOrigin,
  SourceColumn,
  TableBatch,
} from '../importer.ts';
import { inTurns } from '../in-turns.ts';
import { leftOutOf, sentence } from '../left-out.ts';
import { newRejects } from '../new-rejects.ts';
import type { Offer, OfferedFile } from '../offer.ts';
import { collect, type ReadingFile, type Readings } from './collect.ts';
import { casas } from './formats/casas.ts';
import { homeAssistantCsv } from './formats/home-assistant-csv.ts';
import { homeAssistantJson } from './formats/home-assistant-json.ts';
import { uciOccupancy, uciRoomEstimation } from './formats/uci.ts';
import { keyOf, knownReadings } from './known-readings.ts';
import type { Place } from './places.ts';
import type { ReadingSource } from './reading-source.ts';
import { isTimeZone, printed, zoneOf } from './zoned-times.ts';

const placeName = z.string().min(1).max(50);

const options = z.object({
  rooms: z
    .record(z.string(), z.object({ room: placeName, zone: placeName.default('full') }))
    .default({})
    .meta({
      title: 'Rooms',
      description:
        'Room and zone by entity. Others are where the database has them, or where their name says: a room’s word (bedroom, office…), else what stands before presence, motion, fp2…; the rest is the zone. Entities named here are taken even when they are no sensors of presence',
    }),
  timeZone: z
    .string()
    .refine(isTimeZone, 'This is no time zone; write it like Europe/Berlin')
    .default('UTC')
    .meta({ title: 'Time zone', description: 'Of times that do not say theirs' }),
});

/** Readings of sensors of presence: Home Assistant's history, UCI's occupancy data sets, CASAS. */
export const readingsImporter: Importer<typeof options> = {
  id: 'occupancy-readings',
  title: 'Readings of presence',
  version: 1,
  into: 'occupancy',
  options,
  // Rows that are there already are told by what they say.
  addsToGrown: async () => true,
  look,
  prepare,
};

const sources: readonly ReadingSource[] = [homeAssistantCsv, homeAssistantJson, uciOccupancy, uciRoomEstimation, casas];

async function look(offer: Offer): Promise<Recognition | null> {
  for (const file of offer.files.slice(0, 200)) {
    const source = await sourceOf(file);
    if (source !== null) return { sure: 0.9, why: `${file.name} holds ${source.title}` };
  }
  return null;
}

async function sourceOf(file: OfferedFile): Promise<ReadingSource | null> {
  for (const source of sources) if (await source.knows(file)) return source;
  return null;
}

/** Readings that a preview looks at. */
const lookedAt = 200_000;

async function prepare(
  offer: Offer,
  { rooms, timeZone }: z.output<typeof options>,
  { target, looking, signal, after }: PrepareContext,
): Promise<Prepared> {
  const found = await inTurns(offer.files, 32, sourceOf);
  const files = offer.files.flatMap((file, at): readonly ReadingFile[] => {
    const source = found[at];
    return source === null || source === undefined ? [] : [{ file, source }];
  });
  if (files.length === 0) throw new Failure('BAD_INPUT', 'There are no readings of presence in these files');
  const most = looking ? lookedAt : Number.POSITIVE_INFINITY;
  const readings = await collect(files, { timeZone, wanted: new Set(Object.keys(rooms)), most, signal });
  const { places, fresh } = await compared(readings, rooms, target);
  const columns = columnsOf(target);
  const rejects = await newRejects(readings.rejects, offer, { after });
  const told = readings.rejects.length - rejects.length;
  const [left, there] = [readings.leftOut.sum, readings.micros.length - fresh.length];
  return {
    sessions: sessionsOf(readings, places, fresh, timeZone),
    tables: [
      {
        ...{ name: 'sensor_readings', columns, rows: readings.isWhole ? fresh.length : null },
        preview: rowsOf(readings, places, columns, fresh.slice(0, 20)),
      },
    ],
    leftOut: [
      ...leftOutOf(
        'Files that hold no readings of presence',
        offer.files.filter((_, at) => found[at] === null).map(({ name }) => name),
      ),
      ...[...new Set(files.flatMap(({ source }) => source.leftOut ?? []))].map(sentence),
      ...readings.leftOut.list,
      ...(there === 0 ? [] : [sentence(`${there} readings that are there already: same entity, time and state`)]),
    ],
    notices: noticesOf(readings, places, timeZone),
    questions: [],
    rejects,
    rejectedRows: rejects.length,
    skippedRows: left + there + told,
    async *stream(): AsyncGenerator<TableBatch> {
      for (let at = 0; at < fresh.length; at += rowsAtOnce) {
        const which = fresh.slice(at, at + rowsAtOnce);
        const rows = rowsOf(readings, places, columns, which);
        const data = columns.map((_, column) => rows.map((row) => row[column] ?? null));
        yield { table: 'sensor_readings', rows: rows.length, columns: data, origin: originIn(readings, which) };
      }
    },
  };
}

const rowsAtOnce = 10_000;

function originIn({ files, file, line }: Readings, which: readonly number[]): (row: number) => RowOrigin {
  return (row) => {
    const at = which[row] as number;
    return { file: files[file[at] as number] ?? '', line: line[at] ?? null };
  };
}

/** Where each entity is, and which readings neither the database nor an earlier row has. */
async function compared(
  { entities, entity, micros, state }: Readings,
  rooms: Readonly<Record<string, Place>>,
  target: PrepareContext['target'],
): Promise<{ readonly places: readonly Place[]; readonly fresh: readonly number[] }> {
  const places: Place[] = [];
  const seen: Set<number>[] = [];
  for (const { name, place } of entities) {
    const known = await knownReadings(target, name);
    places.push(rooms[name] ?? known.place ?? place);
    seen.push(new Set(known.keys));
  }
  const fresh: number[] = [];
  for (let at = 0; at < entity.length; at += 1) {
    const keys = seen[entity[at] as number] as Set<number>;
    const key = keyOf(micros[at] as number, state[at] as boolean);
    if (keys.has(key)) continue;
    keys.add(key);
    fresh.push(at);
  }
  return { places, fresh };
}

function columnsOf(target: PrepareContext['target']): readonly SourceColumn[] {
  const time = target?.engine === 'sqlite' ? 'TIMESTAMP' : 'TIMESTAMPTZ';
  return [
    { name: 'timestamp', type: time },
    { name: 'room', type: 'VARCHAR', reason: 'By the name of the entity, or as the option rooms says' },
    { name: 'zone', type: 'VARCHAR', reason: 'By the name of the entity, or as the option rooms says' },
    { name: 'state', type: 'BOOLEAN' },
    { name: 'confidence', type: 'DOUBLE', reason: '1 where the file does not say' },
    { name: 'source_entity', type: 'VARCHAR' },
    { name: 'created_at', type: time, reason: 'The time of the import' },
  ];
}

function rowsOf(
  { entities, entity, micros, state, confidence }: Readings,
  places: readonly Place[],
  columns: readonly SourceColumn[],
  which: readonly number[],
): readonly (readonly ColumnValue[])[] {
  const zone = columns[0]?.type === 'TIMESTAMP' ? '' : '+00';
  const now = `${printed(Date.now() * 1000)}${zone}`;
  return which.map((at) => {
    const of = entity[at] as number;
    const { room, zone: part } = places[of] as Place;
    const time = `${printed(micros[at] as number)}${zone}`;
    return [time, room, part, state[at] as boolean, confidence[at] as number, entities[of]?.name ?? '', now];
  });
}

/** Rooms, with the days from the first to the last reading. */
function sessionsOf(
  { entity, micros, isWhole }: Readings,
  places: readonly Place[],
  fresh: readonly number[],
  timeZone: string,
): Prepared['sessions'] {
  const zone = zoneOf(timeZone);
  const days = new Map<string, { first: number; last: number }>();
  for (const at of fresh) {
    const { room } = places[entity[at] as number] as Place;
    const moment = micros[at] as number;
    const day = Math.floor((moment + zone.offset(moment)) / 86_400_000_000);
    const known = days.get(room) ?? { first: day, last: day };
    days.set(room, { first: Math.min(known.first, day), last: Math.max(known.last, day) });
  }
  return [...days].map(([room, { first, last }]) => ({
    id: room,
    title: room,
    episodes: isWhole ? last - first + 1 : null,
  }));
}

function noticesOf(readings: Readings, places: readonly Place[], timeZone: string): readonly string[] {
  const { entities, local, repeated, oddConfidence, isWhole } = readings;
  return [
    ...(isWhole ? [] : [`The preview is from the first ${lookedAt} readings`]),
    ...(local === 0 ? [] : [`Times without a zone are taken as ${timeZone}`]),
    ...(repeated === 0
      ? []
      : [
          `${repeated} times came twice when clocks were put back; the order of each sensor’s readings tells which they are`,
        ]),
    ...(oddConfidence === 0
      ? []
      : [`${oddConfidence} readings have a confidence that is not from 0 to 1; it is taken as 1`]),
    ...entities.slice(0, shown).map(({ name }, at) => `${name} is the zone ${places[at]?.zone} of ${places[at]?.room}`),
    ...(entities.length > shown ? [`${entities.length - shown} further entities are placed alike`] : []),
  ];
}

const shown = 200;
