import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Mark, Marked, MarkInput } from '#shared/model/mark.ts';
import { client, orpc, queryClient } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import type { Place, PlaceQuery } from '../../client/place.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { say } from '../../ui/toast.ts';
import { takenText } from './find-marks.ts';

/** Every mark, the newest first: they are few, and lists, time lines and the search all need them. */
export function useAllMarks(): Answer<readonly Mark[]> {
  return answerOf(useQuery(orpc.marks.list.queryOptions({ input: {} })));
}

/** The marks of one session or episode, those of its moments included. */
export function useMarksOf(database: string, level: Marked['level'], id: string): readonly Mark[] {
  const { data } = useAllMarks();
  return useMemo(
    () => (data ?? []).filter((mark) => mark.database.id === database && mark.level === level && mark.id === id),
    [data, database, level, id],
  );
}

/** Ids of a level that have marks, with them. */
export function useMarked(database: string, level: Marked['level']): ReadonlyMap<string, readonly Mark[]> {
  const { data } = useAllMarks();
  return useMemo(
    () =>
      Map.groupBy(
        (data ?? []).filter((mark) => mark.database.id === database && mark.level === level),
        ({ id }) => id,
      ),
    [data, database, level],
  );
}

/** Whether it was kept; says so where it could not be. */
export function saveMark(mark: MarkInput): Promise<boolean> {
  return changing(() => client.marks.save(mark));
}

export async function removeMark({ key, ...mark }: Mark): Promise<void> {
  await changing(() => client.marks.remove({ key }));
  say({ text: 'The mark is removed', action: { label: 'Undo', run: () => void saveMark(mark) } });
}

async function changing(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    await queryClient.invalidateQueries({ queryKey: orpc.marks.list.queryOptions({ input: {} }).queryKey });
    return true;
  } catch (error) {
    say({ tone: 'bad', text: failureOf(error).message });
    return false;
  }
}

/** Takes in a file of marks, and says what became of them. */
export async function takeMarks(file: File): Promise<void> {
  await changing(async () => {
    const taken = await client.marks.take({ text: await file.text(), name: file.name });
    say({ text: takenText(taken), tone: taken.problems.length > 0 ? 'bad' : 'good' });
  });
}

/** Where a mark leads. */
export function placeOf({ database: { id: database }, level, id, query }: Mark): readonly [Place, PlaceQuery] {
  if (level === 'session') return [{ at: 'session', database, session: id }, query];
  if (level === 'episode') return [{ at: 'episode', database, episode: id }, query];
  return [{ at: 'occupancy', database }, query];
}

/** `12`, `12 to 40`; empty for the whole. */
export function timeOf({ time, level }: Pick<Marked, 'time' | 'level'>): string {
  if (time === null) return '';
  const tell = (value: number) =>
    level === 'states' ? new Date(value * 1000).toISOString().slice(0, 16).replace('T', ' ') : String(value);
  return time[0] === time[1] ? tell(time[0]) : `${tell(time[0])} to ${tell(time[1])}`;
}
