import { useCallback, useMemo } from 'react';
import { z } from 'zod';
import { useSetting } from '../../client/settings.ts';

/** What a person put onto a chart: a line across (only `y`), one from top to bottom (only `x`), or a note at a place (both). */
const chartMarkSchema = z.object({
  id: z.string(),
  x: z.number().nullable(),
  y: z.number().nullable(),
  label: z.string().max(500),
});
export type ChartMark = z.infer<typeof chartMarkSchema>;

/** A mark and where it belongs: those of y to the measures of a unit, those of x to an axis. */
const keptMarkSchema = chartMarkSchema.extend({ group: z.string(), axis: z.string() });
export type KeptMark = z.infer<typeof keptMarkSchema>;

/** Which charts a mark is in. */
export interface MarkPlace {
  /** The measures of a unit, by the id of their group. */
  readonly group: string;
  /** What x is: marks of one x say nothing of another. */
  readonly axis: string;
}

export interface Marks {
  readonly marks: readonly ChartMark[];
  put(mark: ChartMark): void;
  remove(id: string): void;
}

const NONE: readonly unknown[] = [];

/** What people put onto the charts of a database. Kept among Starling's settings, never in the database. */
export function useMarks(database: string, { group, axis }: MarkPlace): Marks {
  const [stored, store] = useSetting<readonly unknown[]>(`trend marks ${database}`, NONE);
  const kept = useMemo(() => readMarks(stored), [stored]);
  const marks = useMemo(() => marksAt(kept, { group, axis }), [kept, group, axis]);
  const put = useCallback(
    (mark: ChartMark) => store([...kept.filter(({ id }) => id !== mark.id), { ...mark, group, axis }]),
    [kept, store, group, axis],
  );
  const remove = useCallback((gone: string) => store(kept.filter(({ id }) => id !== gone)), [kept, store]);
  return { marks, put, remove };
}

/** What was kept and can be read. */
export function readMarks(stored: unknown): readonly KeptMark[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((each) => {
    const read = keptMarkSchema.safeParse(each);
    return read.success ? [read.data] : [];
  });
}

/** A line across is in all charts of its unit, one from top to bottom in all of its axis, a note where both are the same. */
export function marksAt(kept: readonly KeptMark[], { group, axis }: MarkPlace): readonly ChartMark[] {
  return kept
    .filter((mark) => (mark.y === null || mark.group === group) && (mark.x === null || mark.axis === axis))
    .map(({ id, x, y, label }) => ({ id, x, y, label }));
}
