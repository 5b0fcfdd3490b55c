import { z } from 'zod';
import { Failure } from './failure.ts';
import { type Mark, markSchema } from './mark.ts';

export const largestMarkFile = 50_000_000;

/** What a file of marks holds: those that can be read, and a sentence for each that cannot. */
export interface MarkFile {
  readonly marks: readonly Mark[];
  readonly problems: readonly string[];
}

const headSchema = z.object({ kind: z.literal('starling-marks'), version: z.number(), marks: z.array(z.unknown()) });

/** Reads the text of an exported file of marks. Fails with BAD_INPUT where it is none at all, or one of a newer Starling. */
export function readMarkFile(text: string, name: string): MarkFile {
  const head = headSchema.safeParse(parsed(text, name));
  if (!head.success) throw new Failure('BAD_INPUT', `${name} is JSON but no file of marks that Starling wrote`);
  const { version, marks } = head.data;
  if (version !== 1) {
    throw new Failure('BAD_INPUT', `${name} is of a newer Starling, which writes marks in another way`);
  }
  const read = marks.map((each) => markSchema.safeParse(each));
  return {
    marks: read.flatMap(({ data }) => data ?? []),
    problems: read.flatMap(({ error }, at) => {
      const issue = error?.issues[0];
      return issue === undefined ? [] : [`Mark ${at + 1} lacks a ${issue.path.join('.') || 'form'} that fits`];
    }),
  };
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Failure('BAD_INPUT', `${name} is no JSON`, { detail: (cause as Error).message, cause });
  }
}
