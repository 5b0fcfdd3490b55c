import { decodedText } from '../../tabular/csv/encoding.ts';
import { neitherState, type ReadingEntry, type ReadingSource, stateOf } from '../reading-source.ts';

const event = /^(\d{4}-\d\d-\d\d[ \t]+\d\d:\d\d:\d\d(?:\.\d+)?)[ \t]+(\S+)[ \t]+(\S+)(?:[ \t]+(\S.*?))?[ \t]*$/;

/** Smart homes of CASAS: date, time, sensor and what it said, with what people were doing behind it. */
export const casas: ReadingSource = {
  title: 'events of a CASAS smart home',
  mixed: false,
  async knows(file) {
    const lines = (await file.lines(50)).filter((line) => line.trim() !== '');
    const events = lines.map((line) => event.exec(line)).filter((each) => each !== null);
    const said = events.some(([, , , state = '']) => /^(ON|OFF)$/.test(state));
    return said && events.length * 2 > lines.length;
  },
  async *read(file) {
    let line = 0;
    let rest = '';
    for await (const text of decodedText(file, 'utf-8')) {
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const each of lines) {
        line += 1;
        if (each.trim() !== '') yield entryOf(each, line);
      }
    }
    if (rest.trim() !== '') yield entryOf(rest, line + 1);
  },
};

function entryOf(raw: string, line: number): ReadingEntry {
  const parts = event.exec(raw);
  if (parts === null) return { kind: 'reject', line, raw, reason: 'It is no date, time, sensor and state' };
  const [, time = '', entity = '', text = ''] = parts;
  const state = /^(ON|OFF)$/.test(text) ? stateOf(text) : null;
  if (state === null) return { kind: 'left out', what: neitherState, name: leftOut(text) };
  return {
    kind: 'reading',
    line,
    raw,
    entity,
    time: time.replace(/[ \t]+/, ' '),
    state,
    confidence: null,
    deviceClass: null,
  };
}

function leftOut(state: string): string {
  if (/^-?\d+(\.\d+)?$/.test(state)) return 'numbers (temperatures, levels of light or power)';
  return /^[A-Z]{1,10}$/.test(state) ? state : 'others';
}
