import { describe, expect, it, onTestFinished } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { QuestionInfo, QuestionInput, QuestionParameter } from '#shared/model/question.ts';
import type { LensSession } from './lens-session.ts';
import { knownLenses } from './lenses.ts';
import { openLens } from './open-lens.ts';
import { type Sample, samples } from './testing/samples.ts';

const request = { conditions: [], search: '', sort: [], limit: 5000 };
const asking = new Set(knownLenses.flatMap(({ lens, questions = [] }) => (questions.length > 0 ? [lens.id] : [])));
const groups = [...Map.groupBy(samples, ({ lens, variant }) => `${lens}, ${variant}`)].flatMap(([of, made]) =>
  asking.has(made[0]!.lens) ? [{ of, made }] : [],
);

async function opened({ make }: Sample): Promise<LensSession> {
  const database = await make();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const connection = await database.open();
  return openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
}

/** What no list offers: a program that has a parent. */
const known: QuestionInput = { program: 9 };

/** Defaults, and for what must be given: the first session, episode or choice there is. */
async function valuesFor(lens: LensSession, { id, parameters }: QuestionInfo): Promise<QuestionInput> {
  const needed = parameters.filter(({ default: value, optional }) => value === undefined && optional !== true);
  const given = needed.map(async (parameter) => [parameter.id, await firstOf(lens, id, parameter)] as const);
  return Object.fromEntries(await Promise.all(given));
}

async function firstOf(lens: LensSession, question: string, parameter: QuestionParameter): Promise<string | number> {
  const { kind, id, choices } = parameter;
  if (kind === 'session') return String((await lens.sessionsPage({ ...request, limit: 1 })).rows[0]?.[0]);
  if (kind === 'episode') return String((await lens.episodesPage(undefined, { ...request, limit: 1 })).rows[0]?.[0]);
  const first = choices?.[0] ?? known[id] ?? (await lens.questions.choices(question, id))[0]?.value;
  if (first === undefined) throw new Error(`Nothing to give “${question}” as “${id}”`);
  return first;
}

/** Sums of doubles depend on the order in which an engine adds them up; Postgres keeps the `sql-file` in four bytes each. */
const digitsOf = ({ variant }: Sample): number => (variant === 'sql-file' ? 6 : 12);

/**
 * What all engines must agree on: times in UTC, whether an engine writes its offset or not (of those that a default gave
 * to the rows just made, only that they are); documents whatever the order of their keys, which `jsonb` does not keep.
 */
function plain(cell: Cell, digits: number): unknown {
  if (cell === null) return null;
  const number = typeof cell === 'string' ? undefined : cellNumber(cell);
  if (typeof number === 'number' && Number.isFinite(number)) return Number(number.toPrecision(digits));
  const text = cellToText(cell);
  if (/^\{.*\}$/s.test(text)) return JSON.parse(text);
  const [, time] = /^(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00|Z)?$/.exec(text) ?? [];
  if (time === undefined) return text;
  const moment = Date.parse(`${time.replace(' ', 'T')}Z`);
  return Math.abs(Date.now() - moment) < 600_000 ? 'now' : moment;
}

describe.each(groups)('every question of $of', ({ made }) => {
  it(`has the same answer on ${made.map(({ engine }) => engine).join(', ')}`, async () => {
    const answers = [];
    for (const sample of made) answers.push(await answersOf(await opened(sample), digitsOf(sample)));
    const [first, ...others] = answers;
    expect(Object.keys(first!).length).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual(first);
  });
});

async function answersOf(lens: LensSession, digits: number) {
  const answers: Record<string, unknown> = {};
  for (const question of lens.questions.list()) {
    const values = await valuesFor(lens, question);
    const { columns, rows } = await lens.questions.page({ question: question.id, values }, request);
    expect(
      columns.map(({ name }) => name),
      question.id,
    ).toEqual(question.columns.map(({ name }) => name));
    answers[question.id] = {
      values,
      kinds: columns.map(({ kind }) => kind),
      rows: rows.map((row) => row.map((cell) => plain(cell, digits))),
    };
  }
  return answers;
}
