import type { ExportProgress } from '#shared/model/export.ts';

/** One line on a terminal that is written over as the export goes; nothing where nobody watches. */
export function showRows(quiet: boolean): { show(progress: ExportProgress): void; end(): void } {
  if (quiet || !process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  let shown = 0;
  return {
    show({ rows, share }) {
      const percent = share === null ? '' : `, ${Math.floor(share * 100)} %`;
      const line = `${rows.toLocaleString('en')} rows${percent}`;
      process.stderr.write(`\r${line.padEnd(shown)}`);
      shown = line.length;
    },
    end() {
      if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`);
      shown = 0;
    },
  };
}
