import { readFile } from 'node:fs/promises';
import type { RunLog } from './run-log.ts';
import { readEvent } from './tf-events.ts';
import { beginsWithRecord, tfRecords } from './tf-records.ts';

/** TensorBoard's event files: scalars; pictures, histograms and texts are left out. */
export const eventLog: RunLog = {
  id: 'events',
  async knows(file) {
    return beginsWithRecord(await file.head()) ? `${file.name} holds TensorFlow's records, whose check sums fit` : null;
  },
  async *read(file) {
    const bytes = await readFile(file.path);
    let line = 0;
    for (const record of tfRecords(bytes)) {
      line += 1;
      if (record.kind === 'half') {
        yield {
          kind: 'left out',
          what: 'Half a record at the end, as a program leaves that still writes or was killed',
        };
        return;
      }
      if (record.kind === 'damaged') {
        const behind = record.last ? ', and nothing behind it can be read' : '';
        yield { kind: 'reject', line, reason: `The record at byte ${record.at} is damaged${behind}`, raw: '' };
        continue;
      }
      const { wallTime, step, version, scalars, others } = readEvent(record.bytes);
      if (version !== null) yield { kind: 'started', started: wallTime };
      for (const { tag, value } of scalars)
        yield { kind: 'metric', line, metric: tag, step: Number(step), value, wallTime };
      for (const name of others) yield { kind: 'left out', what: 'Entries that are no scalars', name };
    }
  },
};
