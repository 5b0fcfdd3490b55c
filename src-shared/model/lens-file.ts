import { z } from 'zod';
import { Failure } from './failure.ts';
import { type JsonPath, jsonLines } from './json-lines.ts';
import { lensSchema } from './lens.ts';
import { issueWords } from './lens-file-words.ts';

/** A lens that a person drew, as it is kept, exported and shared: JSON with the extension `.lens.json`. */
export const lensFileSchema = lensSchema
  .extend({
    /** Generation of the format. */
    starlingLens: z.literal(1),
    title: z.string().trim().min(1).max(200),
    /** Mark of the schema it was drawn for (see `schemaMark`): there it comes before every other lens. */
    madeFor: z.string().max(100).optional(),
  })
  .superRefine(({ session, episode, steps }, context) => {
    const alike = (
      path: string[],
      parts: readonly unknown[] | undefined,
      id: readonly unknown[] | undefined,
      of: string,
    ) => {
      if (parts === undefined || id === undefined || parts.length === id.length) return;
      const message = `must have as many parts as ${of}.id, which has ${id.length}, and has ${parts.length}`;
      context.addIssue({ code: 'custom', path, message });
    };
    alike(['episode', 'parent'], episode?.parent, session?.id, 'session');
    alike(['steps', 'episode'], steps?.episode, episode?.id, 'episode');
  });
export type LensFile = z.infer<typeof lensFileSchema>;

export const largestLensFile = 1_000_000;

/**
 * Reads the text of a lens file. Throws BAD_INPUT with the first line and field that are wrong in its sentence, and all
 * of them in its detail.
 * @param name what to call the file in the sentence
 */
export function readLensFile(text: string, name = 'This file'): LensFile {
  const value = parse(text, name);
  const isLens = typeof value === 'object' && value !== null && 'starlingLens' in value;
  if (!isLens) throw new Failure('BAD_INPUT', `${name} is JSON but no lens: it does not begin with "starlingLens": 1`);
  const lineOf = linesOf(text, name);
  const parsed = lensFileSchema.safeParse(value);
  const wrong = parsed.success
    ? unknownFields(value, parsed.data).map((path) => ({ path, words: 'is nothing that a lens has; remove it' }))
    : parsed.error.issues.flatMap((issue) => issueWords(issue, value));
  const sentences = wrong.map(({ path, words }) => `line ${lineOf(path)}: ${fieldOf(path)} ${words}`);
  const [first] = sentences;
  if (parsed.success && first === undefined) return parsed.data;
  const more = sentences.length > 1 ? ` (and ${sentences.length - 1} more)` : '';
  throw new Failure('BAD_INPUT', `${name} cannot be read as a lens, ${first}${more}`, { detail: sentences.join('\n') });
}

/** `session.id[0]`. */
function fieldOf(path: JsonPath): string {
  if (path.length === 0) return 'the whole';
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const words = (cause as Error).message;
    const position = Number(/position (\d+)/.exec(words)?.[1] ?? text.length);
    const line = text.slice(0, position).split('\n').length;
    throw new Failure('BAD_INPUT', `${name} is no JSON: line ${line} cannot be read`, { detail: words, cause });
  }
}

function linesOf(text: string, name: string): (path: JsonPath) => number {
  try {
    return jsonLines(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Failure('BAD_INPUT', `${name} is nested more deeply than any lens`, { cause });
  }
}

/** Paths that reading dropped because nothing knows them. */
function unknownFields(given: unknown, read: unknown, path: JsonPath = []): readonly JsonPath[] {
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const step = [...path, Array.isArray(given) ? Number(key) : key];
    return key in read ? unknownFields(value, (read as Record<string, unknown>)[key], step) : [step];
  });
}
