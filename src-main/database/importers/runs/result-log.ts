import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isJsonObject, type JsonObject, parsePythonJson } from '../python-json.ts';
import { entriesOf, StepOrder } from './progress-log.ts';
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
    const order = new StepOrder();
    let configured = false;
    for await (const [line, text] of textLines(file.path)) {
      const result = parsePythonJson(text);
      if (result === null) {
        yield { kind: 'reject', line, reason: 'It is no whole JSON object', raw: text };
        continue;
      }
      const { config, ...rest } = result;
      if (!configured) {
        configured = true;
        yield { kind: 'config', config: (await paramsOf(file.path)) ?? (isJsonObject(config) ? config : {}) };
      }
      const values: [string, string][] = [];
      const lists: string[] = [];
      flatten(rest, '', values, lists);
      for (const name of lists) yield { kind: 'left out', what: 'Lists, which no chart draws', name };
      yield* entriesOf(values, order, line);
    }
  },
};

/** `params.json` beside it. */
async function paramsOf(path: string): Promise<JsonObject | null> {
  const text = await readFile(join(dirname(path), 'params.json'), 'utf8').catch(() => null);
  return text === null ? null : parsePythonJson(text);
}

/** Nested keys are joined by `/`, as Ray itself does for its table. */
function flatten(value: JsonObject, path: string, values: [string, string][], lists: string[]): void {
  for (const [key, each] of Object.entries(value)) {
    const name = path === '' ? key : `${path}/${key}`;
    if (isJsonObject(each)) flatten(each, name, values, lists);
    else if (Array.isArray(each)) lists.push(name);
    else if (each !== null) values.push([name, String(each)]);
  }
}
