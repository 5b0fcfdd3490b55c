import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { entriesOf } from './progress-log.ts';
import type { RunLog } from './run-log.ts';
import { textLines } from './text-lines.ts';

/** `result.json` of Ray Tune and RLlib: an object per line, nested; the configuration stands in every one of them. */
export const resultLog: RunLog = {
  id: 'result',
  async knows(file) {
    if (!/\.json$/i.test(basename(file.name))) return null;
    const text = await file.text();
    return /^\s*\{/.test(text) && text.includes('"training_iteration"')
      ? `${file.name} has training_iteration in every line`
      : null;
  },
  async *read(file) {
    let configured = false;
    for await (const [line, text] of textLines(file.path)) {
      const result = parsed(text);
      if (result === null) {
        yield { kind: 'reject', line, reason: 'It is no whole JSON object', raw: text };
        continue;
      }
      const { config, ...rest } = result;
      if (!configured) {
        configured = true;
        yield { kind: 'config', config: (await paramsOf(file.path)) ?? (isObject(config) ? config : {}) };
      }
      const values: [string, string][] = [];
      const lists: string[] = [];
      flatten(rest, '', values, lists);
      for (const what of lists) yield { kind: 'left out', what: `${what} (list)` };
      yield* entriesOf(values);
    }
  },
};

/** `params.json` beside it. */
async function paramsOf(path: string): Promise<Readonly<Record<string, unknown>> | null> {
  const text = await readFile(join(dirname(path), 'params.json'), 'utf8').catch(() => null);
  return text === null ? null : parsed(text);
}

/** Python writes NaN and Infinity, which JSON has not; they become text. */
function parsed(text: string): Readonly<Record<string, unknown>> | null {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
  try {
    const value: unknown = JSON.parse(plain);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nested keys are joined by `/`, as Ray itself does for its table. */
function flatten(
  value: Readonly<Record<string, unknown>>,
  path: string,
  values: [string, string][],
  lists: string[],
): void {
  for (const [key, each] of Object.entries(value)) {
    const name = path === '' ? key : `${path}/${key}`;
    if (isObject(each)) flatten(each, name, values, lists);
    else if (Array.isArray(each)) lists.push(name);
    else if (each !== null) values.push([name, String(each)]);
  }
}
