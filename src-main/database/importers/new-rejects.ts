import type { Reject } from '#shared/model/import.ts';
import type { PrepareContext } from './importer.ts';
import type { Offer } from './offer.ts';
import { linesIn } from './tabular/csv/lines-in.ts';

/** Without those of lines that an earlier import of the file has told already. */
export async function newRejects(
  rejects: readonly Reject[],
  { files: [file] }: Offer,
  { after }: Pick<PrepareContext, 'after'>,
): Promise<readonly Reject[]> {
  if (after === null || file === undefined || rejects.length === 0) return rejects;
  const told = await linesIn(file.path, after);
  return rejects.filter(({ line }) => line === null || line > told);
}
