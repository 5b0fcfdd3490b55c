import type { ExportProgress } from '#shared/model/export.ts';
import { chartFile } from '../exporters/chart-file.ts';
import { writeExport } from '../exporters/write-export.ts';
import type { OpenedDatabase } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';
import { pieces } from './pieces.ts';

/** Files for main, which names the place. */
export function exportHandlers({ exporting }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    exporting: {
      write: exporting.write.handler(({ input, signal }) =>
        pieces<ExportProgress>((tell) =>
          writeExport(opened, input, { signal, progress: (progress) => tell(progress, true) }),
        ),
      ),
      chart: exporting.chart.handler(({ input, signal }) => chartFile(input, signal)),
    },
  };
}
