import type { ImportJob } from '#shared/model/import-job.ts';

/** One line on a terminal that is written over as the import goes; nothing where nobody watches. */
export function showProgress(quiet: boolean): { show(job: ImportJob): void; end(): void } {
  if (quiet || !process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  let shown = 0;
  return {
    show({ progress }) {
      if (progress === null) return;
      const { phase, rows, share, set, sets } = progress;
      const of = sets > 1 ? `${set + 1} of ${sets}, ` : '';
      const percent = share === null ? '' : `, ${Math.floor(share * 100)} %`;
      const line = `${of}${phase}, ${rows.toLocaleString('en')} rows${percent}`;
      process.stderr.write(`\r${line.padEnd(shown)}`);
      shown = line.length;
    },
    end() {
      if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`);
    },
  };
}
