import { Failure } from '#shared/model/failure.ts';
import type { QuestionInfo, QuestionParameter } from '#shared/model/question.ts';
import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeExact, writeJson, writeLine } from '../output.ts';
import { withDatabase } from '../session.ts';
import { printPieces } from './query.ts';

/** `starling questions DB`: what can be asked by name. */
export function printQuestions(host: Host, name: string, format: Format): Promise<void> {
  return withDatabase(host, { ...format, name }, async ({ client, database }) => {
    const questions = await client.questions.list({ database });
    if (format.json) return writeJson(questions);
    const rows = questions.map(({ id, title, parameters }) => [id, title, parameters.map(inShort).join(' ')]);
    writeLine(textTable(['question', 'title', 'parameters'], rows));
  });
}

interface AskOptions extends Format {
  readonly param: readonly string[];
  readonly sql?: boolean | undefined;
}

/** `starling ask DB QUESTION`: the whole answer of a named question. */
export function printAnswer(host: Host, name: string, question: string, options: AskOptions): Promise<void> {
  return withDatabase(host, { ...options, name }, async ({ client, database }) => {
    const values = Object.fromEntries(options.param.map(parameterOf));
    if (options.sql) return writeExact(await client.questions.sql({ database, question, values }));
    assertKnown(await client.questions.list({ database }), question);
    await printPieces(await client.questions.run({ database, question, values }), options);
  });
}

/** `k=v`, cut at the first `=`. */
export function parameterOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new Failure('BAD_INPUT', `“${text}” is no parameter: write --param name=value`);
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

function assertKnown(questions: readonly QuestionInfo[], id: string): void {
  if (questions.some((question) => question.id === id)) return;
  const ids = questions.map((question) => question.id).join(', ');
  throw new Failure(
    'NOT_FOUND',
    `There is no question “${id}” for this database. ${ids === '' ? 'It has none.' : `There are ${ids}.`}`,
  );
}

function inShort({ id, optional, default: value, kind }: QuestionParameter): string {
  if (value !== undefined) return `[${id}=${value}]`;
  return optional ? `[${id}=<${kind}>]` : `${id}=<${kind}>`;
}
