import { lookingInstance, openWriter } from '../open-writer.ts';
import { importSet } from '../run/import-set.ts';

/** Imports files into a target and ends: what a test kills at any moment. Arguments: target as JSON, scratch, files. */
const [target = '', scratch = '', ...paths] = process.argv.slice(2);
const writer = await openWriter(JSON.parse(target), scratch, paths);
const instance = await lookingInstance(scratch);
process.send?.('started');
const report = await importSet({ paths, options: {} }, undefined, {
  writer,
  duckdb: await instance.connect(),
  scratch,
  watch: { signal: new AbortController().signal, progress: () => undefined },
});
process.send?.(report.outcome);
process.send?.(`${report.failure?.code}: ${report.message}`);
await writer.close();
process.disconnect?.();
