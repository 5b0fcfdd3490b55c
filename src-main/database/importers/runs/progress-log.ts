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
    let names: readonly string[] = [];
    for await (const [line, text] of textLines(file.path)) {
      const fields = fieldsOf(text);
      if (names.length === 0) names = fields;
      else if (fields.length !== names.length) {
        yield { kind: 'reject', line, reason: `It has ${fields.length} fields, the header ${names.length}`, raw: text };
      } else yield* entriesOf(names.map((name, at) => [name, fields[at] ?? ''] as const));
    }
  },
};

async function headerOf(file: OfferedFile): Promise<readonly string[]> {
  const [line = ''] = await file.lines(1);
  return fieldsOf(line.replace(/^\uFEFF/, '')).map((each) => each.trim());
}

/** The values of one row; texts are not drawn, so they are left out. */
export function* entriesOf(values: readonly (readonly [name: string, text: string])[]): Generator<RunEntry> {
  const named = new Map(values);
  const x = steps.find((name) => named.has(name));
  const step = x === undefined ? null : numberOf(named.get(x) ?? '');
  const clock = clocks.find((name) => named.has(name));
  const wallTime = clock === undefined ? null : numberOf(named.get(clock) ?? '');
  for (const [metric, text] of values) {
    if (metric === x || metric === clock || text.trim() === '') continue;
    const value = numberOf(text);
    if (value === null) yield { kind: 'left out', what: `${metric} (text)` };
    else yield { kind: 'metric', metric, step, value, wallTime };
  }
}
