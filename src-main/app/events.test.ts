import { expect, it } from 'vitest';
import type { AppEvent } from '#shared/model/app-event.ts';
import { Events } from './events.ts';

const present: AppEvent = { kind: 'databases', databases: [] };

async function take(events: AsyncIterable<AppEvent>, count: number): Promise<AppEvent[]> {
  const taken: AppEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

it('tells a new window the present state, then what waited for a window, then what happens', async () => {
  const events = new Events(async () => [present]);
  events.tell({ kind: 'show', database: 'early' });
  const heard = take(events.subscribe(undefined), 3);
  await new Promise((resolve) => setTimeout(resolve, 10));
  events.tell({ kind: 'action', action: 'palette' });
  expect(await heard).toEqual([present, { kind: 'show', database: 'early' }, { kind: 'action', action: 'palette' }]);
});

it('tells what waited to one window only', async () => {
  const events = new Events(async () => [present]);
  events.tell({ kind: 'show', database: 'early' });
  await take(events.subscribe(undefined), 2);
  const second = take(events.subscribe(undefined), 2);
  await new Promise((resolve) => setTimeout(resolve, 10));
  events.tell({ kind: 'show', database: 'late' });
  expect(await second).toEqual([present, { kind: 'show', database: 'late' }]);
});
