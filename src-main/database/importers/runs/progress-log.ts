import { basename } from 'node:path';
import type { OfferedFile } from '../offer.ts';
import type { RunEntry, RunLog } from './run-log.ts';
import { fieldsOf, numberOf, textLines } from './text-lines.ts';

/** Columns that count steps, by the logger that writes them; the first that a file has is its x. */
const steps = ['time/total_timesteps', 'training_iteration', 'timesteps_total', 'total_timesteps', 'step'];
const clocks = ['timestamp'];

/** `progress.csv` of Stable-Baselines3 and of Ray: a column per key, empty where nothing new is known. */
export const progressLog: RunLog = {
  id: 'progress',
  async knows(file) {
    if (!/\.csv$/i.test(basename(file.name))) return null;
    const names = await headerOf(file);
    const known = names.includes('time/total_timesteps') || names.includes('training_iteration');
    return known ? `${file.name} has the column ${steps.find((name) => names.includes(name))}` : null;
  },
  async *read(file) {
    const order = new StepOrder();
    let names: readonly string[] = [];
    for await (const [line, text] of textLines(file.path)) {
      const fields = fieldsOf(text);
      if (names.length === 0) names = fields;
      else if (fields.length !== names.length) {
        yield { kind: 'reject', line, reason: `It has ${fields.length} fields, the header ${names.length}`, raw: text };
      } else
        yield* entriesOf(
          names.map((name, at) => [name, fields[at] ?? ''] as const),
          order,
          line,
        );
    }
  },
};

async function headerOf(file: OfferedFile): Promise<readonly string[]> {
  const [line = ''] = await file.lines(1);
  return fieldsOf(line.replace(/^\uFEFF/, '')).map((each) => each.trim());
}

/**
 * Tells a restart by the steps of a log: they go back to where they began. Steps that go back to a later one are of a
 * training that goes on from what it had saved, which is the same run.
 */
export class StepOrder {
  #first: number | null = null;
  #last: number | null = null;

  restartsAt(step: number | null): boolean {
    const restarts = step !== null && this.#first !== null && step <= this.#first && step < (this.#last ?? step);
    this.#last = step ?? this.#last;
    if (restarts || this.#first === null) this.#first = step;
    return restarts;
  }
}

/** The values of one row; texts are not drawn, so they are left out. */
export function* entriesOf(
  values: readonly (readonly [name: string, text: string])[],
  order: StepOrder,
  line: number,
): Generator<RunEntry> {
  const named = new Map(values);
  const x = steps.find((name) => named.has(name));
  const step = x === undefined ? null : numberOf(named.get(x) ?? '');
  if (order.restartsAt(step)) yield { kind: 'restart' };
  const clock = clocks.find((name) => named.has(name));
  const wallTime = clock === undefined ? null : numberOf(named.get(clock) ?? '');
  for (const [metric, text] of values) {
    if (metric === x || metric === clock || text.trim() === '') continue;
    const value = numberOf(text);
    if (value === null) yield { kind: 'left out', what: 'Texts, which no chart draws', name: metric };
    else yield { kind: 'metric', line, metric, step, value, wallTime };
  }
}
