import { z } from 'zod';
import type { Cell } from './cell.ts';
import type { ErrorData } from './failure.ts';
import { engineSchema } from './source.ts';

/** What an import fills: tables of a person's own, or the tables of a schema that Starling creates. */
export const schemaKinds = ['tables', 'tracking', 'traffic', 'factorio', 'acoustic', 'occupancy', 'runs'] as const;
export const schemaKindSchema = z.enum(schemaKinds);
export type SchemaKind = z.infer<typeof schemaKindSchema>;

/** The table in which a database records what was imported into it, on every engine. */
export const importsTable = 'starling_imports';

/** What to do with files that were imported before. */
export const onDuplicateSchema = z.enum(['skip', 'replace', 'add']);
export type OnDuplicate = z.infer<typeof onDuplicateSchema>;

/**
 * Where an import goes: an open database, a Postgres profile, or a file, which is made when it is not there (`engine`
 * says of which kind; by its extension otherwise).
 */
export const importTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('database'), database: z.string().min(1) }),
  z.object({ kind: z.literal('file'), path: z.string().min(1), engine: engineSchema.exclude(['postgres']).optional() }),
  z.object({ kind: z.literal('postgres'), profile: z.string().min(1) }),
]);
export type ImportTarget = z.infer<typeof importTargetSchema>;

/** Options of an importer, by name; each importer checks its own. */
export const importOptionsSchema = z.record(z.string(), z.unknown());
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** Files that are imported together, all or none of them: a file, a folder, or files of one kind. */
export const fileSetSchema = z.object({
  /** A file or a folder each. */
  paths: z.array(z.string().min(1)).min(1).max(20_000),
  /** The importer; the surest one when absent. */
  importer: z.string().optional(),
  options: importOptionsSchema.default({}),
  /** What an earlier import of the same path gave goes first: for files that grow. */
  replaces: z.boolean().optional(),
});
export type FileSetRequest = z.infer<typeof fileSetSchema>;

/** An importer that knows some files. */
export interface Recognised {
  readonly importer: string;
  readonly title: string;
  /** 0–1. */
  readonly sure: number;
  /** One sentence: by what it knows them. */
  readonly why: string;
}

export interface ImportFile {
  readonly path: string;
  readonly bytes: number;
}

export interface PlannedColumn {
  readonly name: string;
  /** As the target engine will declare it, or as it is there already. */
  readonly type: string;
  /** What the importer reads, in DuckDB's words. */
  readonly valueType: string;
  /** Why this type; empty where the file itself says so. */
  readonly reason: string;
}

export interface PlannedTable {
  readonly name: string;
  /** Whether the target has it already; `null` while no target is chosen. */
  readonly exists: boolean | null;
  readonly columns: readonly PlannedColumn[];
  /** As far as it is known without reading everything. */
  readonly rows: number | null;
  /** The first rows. */
  readonly preview: readonly (readonly Cell[])[];
}

/** A question whose answer cannot be told from the files: an option that should be set. */
export interface ImportQuestion {
  readonly option: string;
  readonly question: string;
  readonly choices: readonly { readonly value: string; readonly title: string }[];
  /** What happens without an answer. */
  readonly without: string;
}

/** An import of these files before: they are the same, byte for byte. */
export interface EarlierImport {
  readonly id: string;
  readonly finished: string;
  readonly rows: number;
}

/** What of files is not taken in, for one reason. */
export interface LeftOutPart {
  /** Which things, and why; a whole sentence where there are no names. */
  readonly what: string;
  /** Each of them. */
  readonly names: readonly string[];
}

/** What will happen to one set of files. */
export interface ImportPlan {
  readonly paths: readonly string[];
  readonly files: readonly ImportFile[];
  readonly bytes: number;
  readonly importer: string;
  readonly title: string;
  readonly sure: number;
  readonly why: string;
  /** Every importer that knows the files, the surest first. */
  readonly candidates: readonly Recognised[];
  readonly into: SchemaKind;
  readonly sessions: readonly { readonly id: string; readonly title: string; readonly episodes: number | null }[];
  readonly tables: readonly PlannedTable[];
  readonly leftOut: readonly LeftOutPart[];
  readonly notices: readonly string[];
  readonly questions: readonly ImportQuestion[];
  /** The options in force. */
  readonly options: ImportOptions;
  /** What the options may be: a JSON Schema with titles and descriptions. */
  readonly optionsSchema: Readonly<Record<string, unknown>>;
  readonly earlier: EarlierImport | null;
}

/** What lies in files that were offered: a plan for each set, or why there is none. */
export interface ImportLook {
  readonly plans: readonly ImportPlan[];
  readonly refused: readonly { readonly paths: readonly string[]; readonly failure: ErrorData }[];
}

/** A row that could not be taken in. */
export interface Reject {
  readonly file: string;
  /** From 1; `null` for files without lines. */
  readonly line: number | null;
  readonly column: string | null;
  readonly reason: string;
  /** The row as it is in the file; cut at a thousand characters. */
  readonly raw: string;
}

export interface ImportCounts {
  /** Always the sum of the other three. */
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
  readonly skipped: number;
}

/** How the import of one set of files went. */
export interface ImportReport {
  /** The record's id in the database; `null` where nothing was written. */
  readonly id: string | null;
  readonly paths: readonly string[];
  readonly importer: string;
  readonly outcome: 'imported' | 'skipped' | 'failed' | 'cancelled' | 'planned';
  /** One sentence about the outcome. */
  readonly message: string;
  readonly counts: ImportCounts;
  /** `rows` is `null` in a plan that has not counted them. */
  readonly tables: readonly { readonly name: string; readonly created: boolean; readonly rows: number | null }[];
  /** The first hundred; all are in the database. */
  readonly rejects: readonly Reject[];
  readonly leftOut: readonly LeftOutPart[];
  readonly notices: readonly string[];
  readonly bytes: number;
  readonly milliseconds: number;
  readonly failure: ErrorData | null;
}

/** Where a running import is. */
export interface ImportProgress {
  /** Which set, from 0, and of how many. */
  readonly set: number;
  readonly sets: number;
  readonly phase: 'checking' | 'reading' | 'indexing' | 'finishing';
  readonly rows: number;
  /** 0–1 of this set, or `null` while unknown. */
  readonly share: number | null;
  readonly bytes: number;
}

/** What the record table keeps of one import. */
export interface ImportRecord {
  readonly id: string;
  readonly source: string;
  readonly checksum: string;
  readonly bytes: number;
  readonly importer: string;
  readonly importerVersion: number;
  readonly settings: ImportOptions;
  readonly counts: ImportCounts;
  /** ISO 8601 UTC. */
  readonly started: string;
  readonly finished: string;
  readonly tables: readonly { readonly name: string; readonly created: boolean; readonly rows: number }[];
}

/** What taking an import back did. */
export interface UndoReport {
  readonly id: string;
  readonly tables: readonly { readonly name: string; readonly dropped: boolean; readonly rows: number }[];
  readonly notices: readonly string[];
}

/** What `init` made. */
export interface InitReport {
  readonly schema: string;
  readonly created: readonly { readonly name: string; readonly columns: number; readonly rows: number }[];
  /** Tables that were there already. */
  readonly present: readonly string[];
}
