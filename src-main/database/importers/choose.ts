import { asFailure, Failure } from '#shared/model/failure.ts';
import type { Recognised } from '#shared/model/import.ts';
import { looksLikeDuckdb } from '../drivers/duckdb/magic.ts';
import { processingLogsImporter } from './acoustic/processing-logs.ts';
import { programsImporter } from './factorio/programs.ts';
import type { Importer } from './importer.ts';
import { inTurns } from './in-turns.ts';
import { readingsImporter } from './occupancy/readings.ts';
import { type Offer, titleOf } from './offer.ts';
import { trainingLogsImporter } from './runs/training-logs.ts';
import { kindOf } from './tabular/kinds.ts';
import { tabularImporter } from './tabular/tabular.ts';
import { boids2dImporter } from './tracking/boids-2d.ts';
import { boids3dImporter } from './tracking/boids-3d.ts';
import { rolloutsImporter } from './tracking/rollouts.ts';
import { trackers } from './tracks/trackers.ts';
import { trafficLogsImporter } from './traffic/traffic-logs.ts';

/** Files that are looked at to say why nobody takes them. */
const looked = 200;

/** Every importer. A new one: its file or folder, and a line here. */
export const importers: readonly Importer[] = [
  boids3dImporter,
  boids2dImporter,
  rolloutsImporter,
  ...trackers,
  trainingLogsImporter,
  trafficLogsImporter,
  programsImporter,
  readingsImporter,
  processingLogsImporter,
  tabularImporter,
];

export function importerNamed(id: string): Importer {
  const found = importers.find((each) => each.id === id);
  if (found !== undefined) return found;
  const known = importers.map((each) => each.id).join(', ');
  throw new Failure('BAD_INPUT', `There is no importer “${id}”. Choose one of: ${known}`);
}

/** Every importer that knows the files, the surest first. One that fails to look does not know them. */
export async function candidates(offer: Offer): Promise<readonly Recognised[]> {
  const looked = await Promise.all(
    importers.map(async ({ id, title, look }) => {
      const found = await look(offer);
      return found === null ? [] : [{ importer: id, title, ...found }];
    }),
  );
  return looked.flat().sort((a, b) => b.sure - a.sure);
}

export async function choose(offer: Offer, wanted: string | undefined): Promise<Chosen> {
  if (offer.files.length === 0)
    throw new Failure('NOT_A_DATABASE', `${titleOf(offer)} holds no files. Choose another folder.`);
  const known = await candidates(offer);
  if (wanted !== undefined) {
    const importer = importerNamed(wanted);
    const recognised = known.find((each) => each.importer === wanted);
    return { importer, known, sure: recognised?.sure ?? 0, why: recognised?.why ?? 'You chose it' };
  }
  const [best] = known;
  if (best === undefined) throw await unknownFiles(offer);
  return { importer: importerNamed(best.importer), known, sure: best.sure, why: best.why };
}

/** Files that nobody takes, and what to do with those that are something else of use. */
async function unknownFiles(offer: Offer): Promise<Failure> {
  const [file] = offer.files;
  const kinds = new Set(await inTurns(offer.files.slice(0, looked), 32, kindOf));
  if (offer.files.length > 1 && [...kinds].some((kind) => kind !== null))
    return new Failure(
      'NOT_A_DATABASE',
      `${titleOf(offer)} holds files of several kinds, which are no one table. Choose those of one kind.`,
    );
  const head = file === undefined ? new Uint8Array() : await file.head();
  if (head.length === 0 && offer.files.every(({ bytes }) => bytes === 0))
    return new Failure('NOT_A_DATABASE', `${titleOf(offer)} is empty. Choose a file that holds something.`);
  const isDatabase =
    looksLikeDuckdb(head) || Buffer.from(head.subarray(0, 15)).toString('latin1') === 'SQLite format 3';
  const isOldWorkbook = Buffer.from(head.subarray(0, 4)).toString('hex') === 'd0cf11e0';
  const advice = isDatabase
    ? 'is a database: open it, there is nothing to import.'
    : isOldWorkbook
      ? 'is a workbook of Excel before 2007. Save it as .xlsx, and import that.'
      : 'holds nothing that an importer knows. Choose data files: parquet, CSV, JSON and their like.';
  return new Failure('NOT_A_DATABASE', `${titleOf(offer)} ${advice}`);
}

export interface Chosen {
  readonly importer: Importer;
  readonly known: readonly Recognised[];
  readonly sure: number;
  readonly why: string;
}

/** An importer that was chosen by hand may fail in any way over files that it does not know: then that is what is said. */
export function asMisled({ importer, sure }: Chosen, offer: Offer, thrown: unknown): unknown {
  const { code, detail = String(thrown) } = asFailure(thrown).data;
  if (sure > 0 || !['INTERNAL', 'SQL_FAILED', 'FILE_CORRUPT'].includes(code)) return thrown;
  return new Failure(
    'BAD_INPUT',
    `${titleOf(offer)} cannot be read as “${importer.title}”. Choose another importer, or none.`,
    { detail, cause: thrown },
  );
}

/** Options as the importer takes them. Throws a `Failure` that names the option. */
export function checkedOptions(importer: Importer, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const parsed = importer.options.strict().safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure('BAD_INPUT', `The option ${issue?.path.join('.') || 'given'} does not fit: ${issue?.message}`, {
    detail: parsed.error.issues.map((each) => `${each.path.join('.')}: ${each.message}`).join('\n'),
  });
}
