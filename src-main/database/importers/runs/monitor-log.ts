import { basename } from 'node:path';
import type { RunLog } from './run-log.ts';
import { fieldsOf, numberOf, textLines } from './text-lines.ts';

/**
 * `*monitor.csv` of Stable-Baselines3 (and Gym's Monitor): `#{"t_start": …, "env_id": …}`, then `r,l,t` and more. One file
 * per environment, `0.monitor.csv`, `1.monitor.csv`…; t counts from the file's own start. A monitor that goes on in an older
 * file begins to count anew, with or without another header: then what time it was is not known.
 */
export const monitorLog: RunLog = {
  id: 'monitor',
  async knows(file) {
    const [first = '', second = ''] = await file.lines(2);
    return first.startsWith('#{') && /^r,l,t(,|$)/.test(second) ? `${file.name} is a monitor's: #{…} and r,l,t` : null;
  },
  async *read(file) {
    const environment = Number(/^(\d+)\./.exec(basename(file.name))?.[1] ?? 0);
    let start = 0;
    let names: readonly string[] = [];
    let last = Number.NEGATIVE_INFINITY;
    for await (const [line, text] of textLines(file.path)) {
      if (text.startsWith('#')) {
        const about = headerOf(text);
        if (names.length > 0) yield { kind: 'restart' };
        names = [];
        last = Number.NEGATIVE_INFINITY;
        start = typeof about['t_start'] === 'number' ? about['t_start'] : 0;
        yield { kind: 'config', config: about };
        if (start > 0) yield { kind: 'started', started: start };
        continue;
      }
      const fields = fieldsOf(text);
      if (names.length === 0) {
        names = fields;
        continue;
      }
      const [reward, length, seconds] = fields.slice(0, 3).map(numberOf);
      if (fields.length !== names.length || reward == null || length == null || seconds == null) {
        yield {
          kind: 'reject',
          line,
          reason: `It has no ${names.slice(0, 3).join(', ')} that are numbers, or not ${names.length} fields`,
          raw: text,
        };
        continue;
      }
      if (seconds < last) {
        yield { kind: 'restart' };
        start = 0;
      }
      last = seconds;
      const extra = Object.fromEntries(names.slice(3).map((name, at) => [name, fields[at + 3] ?? '']));
      yield { kind: 'episode', line, reward, length, ended: start + seconds, environment, extra };
    }
  },
};

function headerOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const about: unknown = JSON.parse(line.slice(1));
    return typeof about === 'object' && about !== null ? { ...about } : {};
  } catch {
    return {};
  }
}
