import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import type { ImportReport, ImportTarget } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { formatCount } from '../../format/number.ts';
import { pathsTitle } from '../../format/path.ts';
import { ReportDetail } from './report-detail.tsx';
import classes from './reports.module.css';

const outcomes: Readonly<Record<ImportReport['outcome'], string>> = {
  imported: 'imported',
  skipped: 'skipped',
  failed: 'failed',
  cancelled: 'cancelled',
  planned: 'planned',
};

/** One line per set of files that is over; the one that is chosen is told whole. */
export function Reports({ job }: { readonly job: ImportJob }): ReactNode {
  const { reports, into } = job;
  const [chosen, setChosen] = useState<number>();
  const firstBad = reports.findIndex(({ outcome, counts }) => outcome === 'failed' || counts.rejected > 0);
  const shown = chosen ?? Math.max(firstBad, 0);
  const report = reports[shown];
  if (report === undefined) return null;
  if (reports.length === 1) return <Detail report={report} into={into} />;
  return (
    <div className={classes.both}>
      <ul className={classes.list} aria-label="Reports">
        {reports.map((each, at) => (
          <li key={each.paths.join('\n')}>
            <button
              type="button"
              className={clsx(classes.entry, at === shown && classes.here)}
              aria-current={at === shown}
              onClick={() => setChosen(at)}
            >
              <span className={classes.title}>{pathsTitle(each.paths)}</span>
              <span className={classes.about} data-bad={each.outcome === 'failed' || undefined}>
                {outcomes[each.outcome]}
                {each.counts.written > 0 && ` · ${formatCount(each.counts.written)} rows`}
                {each.counts.rejected > 0 && ` · ${formatCount(each.counts.rejected)} rejected`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Detail key={shown} report={report} into={into} />
    </div>
  );
}

function Detail({ report, into }: { readonly report: ImportReport; readonly into: ImportTarget }): ReactNode {
  return (
    <div className={classes.detail}>
      <ReportDetail report={report} into={into} />
    </div>
  );
}
