import { createHash } from 'node:crypto';
import { errorLine, tellsError } from '#shared/model/answer-parts.ts';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { OutlineStep, TextMark, TranscriptOutline } from '#shared/model/transcript.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { type Order, orderBy, orderOf } from '../../queries/order.ts';
import { encodeRowKey } from '../../queries/row-key.ts';
import { digits } from '../../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { trajectoryRelation } from '../trajectory/trajectory.ts';
import { aboutColumns, aboutOf, readAbout } from './about.ts';
import { achievedIn } from './achieved.ts';
import type { BoundTranscript } from './bind-transcript.ts';

/** Steps that are listed at once. */
const MOST = 50_000;

/**
 * All steps of an episode in their order: one pass over them, in which their texts are looked at but not kept. States are
 * not read.
 */
export async function readOutline(
  lens: BoundLens,
  bound: BoundTranscript,
  episode: string,
  options: QueryOptions,
): Promise<TranscriptOutline> {
  const { connection, dialect } = lens;
  const relation = trajectoryRelation(lens, bound.steps, episode, undefined);
  const order = orderOf(relation, []);
  if (order.key.length === 0) throw new Failure('BAD_INPUT', 'The steps have no key. Read them as rows instead.');
  const about = aboutColumns(lens, bound.steps);
  const columns = columnsOf(bound, order, doubleOf(bound.steps.time, dialect), about ?? []);
  const query = sql`select ${join(columns.map((value, at) => sql`${value} as ${raw(`c${at}`)}`))} from ${relation.from}
    where ${all(relation.where)} ${orderBy([...order.sort, ...order.key], dialect)} limit ${digits(MOST + 1)}`;
  const steps: OutlineStep[] = [];
  let own: readonly Cell[] | undefined;
  for await (const { rows } of connection.stream(query, options)) {
    for (const row of rows) {
      own ??= row.slice(columns.length - (about?.length ?? 0));
      steps.push(stepOf(row, bound, order));
    }
  }
  const known = about === null || own === undefined ? await readAbout(lens, episode, options) : aboutOf(own);
  return { episode, ...known, steps: steps.slice(0, MOST), more: steps.length > MOST };
}

function columnsOf(bound: BoundTranscript, { key }: Order, time: Sql, about: readonly Sql[]): readonly Sql[] {
  const none = raw('null');
  return [
    time,
    bound.code,
    bound.answer ?? none,
    bound.failed ?? none,
    bound.achieved?.json ?? none,
    bound.hasState,
    bound.tree?.id ?? none,
    bound.tree?.parent ?? none,
    ...bound.numbers,
    ...key.map(({ by }) => by),
    ...about,
  ];
}

const FIXED = 8;

function stepOf(row: readonly Cell[], bound: BoundTranscript, order: Order): OutlineStep {
  const [time = null, code = null, answer = null, flag = null, json = null, state = null, id = null, parent = null] =
    row;
  const keyFrom = FIXED + bound.numbers.length;
  const told = answer === null ? '' : String(answer);
  const failed = isFailure(flag, told);
  return {
    key: encodeRowKey({ sort: [], key: row.slice(keyFrom, keyFrom + order.key.length) }),
    time: cellNumber(time) ?? null,
    numbers: row.slice(FIXED, keyFrom),
    failed,
    error: failed ? errorLine(told) : null,
    code: markOf(code === null ? '' : String(code)),
    answer: answer === null ? null : markOf(told),
    achieved: json === null || bound.achieved === null ? [] : achievedIn(String(json), bound.achieved.titles),
    hasState: state === 1,
    id: id === null ? null : String(id),
    parent: parent === null ? null : String(parent),
  };
}

function isFailure(flag: Cell, answer: string): boolean {
  if (flag === null) return tellsError(answer);
  return /^(true|t|1(\.0*)?)$/i.test(String(flag));
}

function markOf(text: string): TextMark {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  const digest = createHash('sha1').update(text).digest('base64url').slice(0, 16);
  return { digest, lines, characters: text.length };
}
