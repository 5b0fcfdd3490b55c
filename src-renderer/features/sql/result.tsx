import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { countOf, formatCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { memorySource } from '../../ui/data-grid/memory-source.ts';
import { type GridView, plainView, type RowSource } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { InspectedGrid } from '../../ui/inspected-grid.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { mostRows, type Run } from './run-state.ts';
import classes from './sql.module.css';

interface ResultProps {
  readonly run: Run | undefined;
  readonly database: string;
}

/** The answer of the last run. While the next one runs, the one before stays, dimmed. */
export function Result({ run, database }: ResultProps): ReactNode {
  const [shown, setShown] = useState<Run>();
  if (run !== undefined && run.state !== 'running' && shown !== run) setShown(run);
  if (run === undefined) {
    return (
      <Empty title="Answers appear here" text="Write a statement above and run it. Nothing in the database changes." />
    );
  }
  const running = run.state === 'running';
  return (
    <div className={classes.result} data-running={running || undefined}>
      <div className={classes.summaryBar}>
        <p className={classes.summary} role="status">
          {running ? <Clock since={run.started} /> : summaryOf(run)}
        </p>
        {run.state === 'done' && run.columns.length > 0 && <ExportButton label="Export the answer…" />}
      </div>
      {shown !== undefined && <Answer run={shown} database={database} />}
    </div>
  );
}

function Clock({ since }: { readonly since: number }): ReactNode {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return `Running for ${formatDuration(now - since)}`;
}

/** `3 rows in 12 ms`, `the first 10 000 rows shown, in 1.20 s`. */
export function summaryOf({ state, rows, more, milliseconds, columns }: Run): string {
  const time = formatDuration(milliseconds);
  if (state === 'cancelled') return `Cancelled after ${time}`;
  if (state === 'failed') return `Failed after ${time}`;
  if (columns.length === 0) return `Done in ${time}`;
  if (more) return `First ${formatCount(mostRows)} rows shown, in ${time}; there are more`;
  return `${countOf(rows.length, ['row', 'rows'])} in ${time}`;
}

interface AnswerProps {
  readonly run: Run;
  readonly database: string;
}

function Answer({ run, database }: AnswerProps): ReactNode {
  if (run.state === 'failed' && run.failure !== undefined)
    return <FailureView key={run.id} failure={run.failure} detailed />;
  if (run.state === 'cancelled') return <Empty title="Cancelled; the database is untouched" />;
  return <AnswerRows key={run.id} run={run} database={database} />;
}

function AnswerRows({ run, database }: AnswerProps): ReactNode {
  const [view, setView] = useState<GridView>(plainView);
  const source = useMemo<RowSource>(
    () => ({
      ...memorySource(['sql', { database }, run.id], run.columns, run.rows),
      // The statement runs again, and all its rows are written: those in the window may be only the first, and cut.
      out: {
        database,
        name: 'answer',
        sourceOf: () => ({ kind: 'query', sql: run.sql, view: plainRows }),
        isCountable: ({ search, sort }) => search === '' && sort.length === 0,
      },
    }),
    [database, run],
  );
  return (
    <InspectedGrid
      panel="sql"
      label="Answer"
      remember={`sql.${run.columns.map(({ name }) => name).join()}`.slice(0, 150)}
      source={source}
      view={view}
      onView={setView}
      numbers
      empty={<Empty title="The statement gave no rows" />}
    />
  );
}

const plainRows = { conditions: [], search: '', sort: [] };
