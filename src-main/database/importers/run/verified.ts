import { type Relation, RowsFailed } from '../importer.ts';
import type { LoadWatch, Writer, WriteTable } from '../writers/writer.ts';

/** Adds the rows of a relation; those taken on trust are looked at meanwhile, and what fails first ends the other. */
export async function insertVerified(
  writer: Writer,
  table: WriteTable,
  relation: Relation,
  load: LoadWatch,
): Promise<number> {
  if (relation.verify === undefined) return writer.insertRelation(table, relation, load);
  const ended = new AbortController();
  const signal = AbortSignal.any([load.signal, ended.signal]);
  let expected: number | null = null;
  const work = [
    relation.verify({
      signal,
      progress: (rows, share) => {
        expected = rows / share;
      },
    }),
    writer.insertRelation(table, relation, {
      ...{ ...load, signal },
      progress: (rows, share) =>
        load.progress(rows, rows === null || expected === null ? share : Math.min(1, rows / expected)),
    }),
  ] as const;
  try {
    const [there, written] = await Promise.all(work);
    if (there === written) return written;
    throw new RowsFailed(`${written} rows could be read, and ${there} are there`);
  } finally {
    ended.abort();
    // A connection is busy until what runs on it has ended.
    await Promise.allSettled(work);
  }
}
