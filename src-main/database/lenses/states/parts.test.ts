import { describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openLens } from '../open-lens.ts';
import { occupancyDatabase, type Reading } from '../testing/occupancy-data.ts';

const START = Date.parse('2024-05-01T10:00:00Z') / 1000;

/** So many readings of a zone, one a minute. */
const seen = (room: string, zone: string, count: number): readonly Reading[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ at: START + at * 60, room, zone, on: at % 2 === 0, confidence: 1 },
  }));

describe.each(engines)('which zones there are on %s', (engine) => {
  it.each([
    ['each of one room', 'table'],
    ['two rooms with a zone of the same name', 'full'],
  ])('is told with how often and when: %s', async (_, other) => {
    const readings = [...seen('bedroom', 'full', 5), ...seen('office', other, 3), ...seen('office', 'desk', 1)];
    await using database = await occupancyDatabase(engine, 'alembic', { readings, transitions: [], predictions: [] });
    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
    const sessions = (await lens.states.overview())?.sessions;
    const told = sessions?.flatMap(({ id, parts }) =>
      parts.map(({ label, rows, first, last }) => [id, label, rows, first - START, last - START]),
    );
    expect(told?.toSorted()).toEqual(
      [
        ['bedroom', 'full', 5, 0, 240],
        ['office', 'desk', 1, 0, 0],
        ['office', other, 3, 0, 120],
      ].toSorted(),
    );
  });
});
