import type { ImportRecord, ImportReport } from '#shared/model/import.ts';

type Tables = ImportRecord['tables'];

/** Each table once: a table that an import made and then filled has an entry for either. */
export function tableSums(tables: ImportReport['tables']): Tables {
  const sums = new Map<string, Tables[number]>();
  for (const { name, created, rows } of tables) {
    const before = sums.get(name);
    sums.set(name, { name, created: created || before?.created === true, rows: (rows ?? 0) + (before?.rows ?? 0) });
  }
  return [...sums.values()];
}
