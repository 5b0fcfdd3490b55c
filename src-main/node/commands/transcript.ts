import { cellToJson, cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import type { OutlineStep, StepTexts, TranscriptHit, TranscriptShape } from '#shared/model/transcript.ts';
import type { Host } from '../../app/host.ts';
import { type Format, textTable, writeJson, writeLine } from '../output.ts';
import { type Session, withDatabase } from '../session.ts';

interface Options extends Format {
  readonly episode?: string | undefined;
  readonly session?: string | undefined;
  readonly find?: string | undefined;
  readonly conversations?: boolean | undefined;
  readonly errors?: boolean | undefined;
}

/** `starling transcript DB --episode ID`: the steps to read; with `--find TEXT` where a text stands in them, or in others. */
export function printTranscript(host: Host, name: string, options: Options): Promise<void> {
  return withDatabase(host, { ...options, name }, async (session) => {
    if (options.find !== undefined) return printHits(session, options.find, options);
    if (options.episode === undefined) {
      throw new Failure('BAD_INPUT', 'Say which episode to read (--episode), or what to look for (--find)');
    }
    return printSteps(session, options.episode, options);
  });
}

/** Steps whose texts are read together. */
const TOGETHER = 50;

async function printSteps({ client, database }: Session, episode: string, { json, errors }: Options): Promise<void> {
  const shape = (await client.lens.get({ database })).transcript;
  const { steps } = await client.transcript.outline({ database, episode });
  const numbered = steps.map((step, at) => ({ step, number: at + 1 })).filter(({ step }) => !errors || step.failed);
  const objects: unknown[] = [];
  for (let at = 0; at < numbered.length; at += TOGETHER) {
    const some = numbered.slice(at, at + TOGETHER);
    const keys = some.map(({ step }) => step.key);
    const texts = new Map(
      (await client.transcript.texts({ database, episode, keys })).map((each) => [each.key, each] as const),
    );
    for (const { step, number } of some) {
      const own = texts.get(step.key);
      if (own === undefined) continue;
      const whole = await wholeOf({ client, database }, episode, own, shape);
      if (json) objects.push(stepObject(number, step, whole, shape));
      else writeLine(stepText(number, step, whole, shape));
    }
  }
  if (json) writeJson(objects);
}

/** Texts that a page cut are read whole: a file of them lacks nothing. */
async function wholeOf(
  { client, database }: Pick<Session, 'client' | 'database'>,
  episode: string,
  { key, code, answer }: StepTexts,
  shape: TranscriptShape | undefined,
): Promise<{ readonly code: string; readonly answer: string | null }> {
  const whole = async (cell: StepTexts['code'], column: string | null | undefined) => {
    const cut = typeof cell === 'object' && cell !== null && cell.k === 'cut' && column != null;
    return cut ? client.trajectory.cell({ database, episode, key, column }) : cell;
  };
  const [own, answered] = [await whole(code, shape?.code), await whole(answer, shape?.answer)];
  return { code: cellToText(own), answer: answered === null ? null : cellToText(answered) };
}

type Whole = Awaited<ReturnType<typeof wholeOf>>;

function stepObject(step: number, own: OutlineStep, { code, answer }: Whole, shape: TranscriptShape | undefined) {
  const numbers = shape?.numbers.map(({ id }, at) => [id, cellToJson(own.numbers[at] ?? null)] as const) ?? [];
  const { failed, error, achieved, id, parent } = own;
  const tree = id === null ? {} : { id, parent };
  return { step, ...tree, ...Object.fromEntries(numbers), failed, error, achieved, code, answer };
}

function stepText(step: number, own: OutlineStep, { code, answer }: Whole, shape: TranscriptShape | undefined): string {
  const numbers = shape?.numbers.map(({ title }, at) => `${title} ${cellToText(own.numbers[at] ?? null)}`) ?? [];
  const made = own.achieved.map(({ item, how, count }) => `+${count} ${item}${how === null ? '' : ` ${how}`}`);
  const head = [String(step), ...(own.failed ? ['error'] : []), ...numbers, ...made].join(' · ');
  const quoted = answer === null ? [] : answer.split('\n').map((line) => `> ${line}`.trimEnd());
  return [`── ${head}`, code, ...quoted, ''].join('\n');
}

async function printHits({ client, database }: Session, text: string, options: Options): Promise<void> {
  const { episode, session, conversations = false } = options;
  const where = { ...(episode !== undefined && { episode }), ...(session !== undefined && { session }) };
  const hits: TranscriptHit[] = [];
  let after: string | null | undefined;
  do {
    const request = { text, conversations, limit: 1000, ...where, ...(after != null && { after }) };
    const found = await client.transcript.search({ database, request });
    hits.push(...found.hits);
    after = found.next;
  } while (after !== null);
  if (options.json) return writeJson(hits.map(({ key: _, ...hit }) => hit));
  const lines = hits.map((hit) => [hit.episode, hit.label, hit.where, hit.snippet]);
  writeLine(textTable(['episode', 'label', 'in', 'snippet'], lines));
}
