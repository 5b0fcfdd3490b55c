import { type ReactNode, useMemo, useState } from 'react';
import type { RecordTable } from '#shared/model/experiment.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { client } from '../../client/client.ts';
import { extentText } from '../../ui/data-grid/extent-text.ts';
import { FilterBar } from '../../ui/data-grid/filter-bar.tsx';
import { useGridView } from '../../ui/data-grid/grid-view.ts';
import type { Extent } from '../../ui/data-grid/pages.ts';
import { isPlain, type RowSource, viewOf } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { InspectedGrid } from '../../ui/inspected-grid.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { EstimateChart } from './estimate-chart.tsx';
import { IntervalChart } from './interval-chart.tsx';
import classes from './records.module.css';

interface RecordRowsProps {
  readonly database: string;
  readonly records: RecordTable;
  readonly of: string | undefined;
}

/** Ids of sessions and episodes, whose labels stand beside them. */
const hidden = { session: ['session'], episode: ['episode'] } as const;

/** The rows of one record table, of one session or episode or of all. */
export function RecordRows({ database, records, of }: RecordRowsProps): ReactNode {
  const { id, word, of: level } = records;
  const [one, many] = word;
  const [view, setView] = useGridView();
  const [extent, setExtent] = useState<Extent>();
  const [columns, setColumns] = useState<readonly AnswerColumn[]>([]);
  const source = useMemo<RowSource>(() => {
    const which = { database, table: id, ...(of !== undefined && { of }) };
    return {
      key: ['records', which],
      page: (request, signal) => client.records.page({ ...which, request }, { signal }),
      count: (request, signal) => client.records.count({ ...which, request }, { signal }),
      cell: (key, column, signal) => client.records.cell({ ...which, key, column }, { signal }),
      out: {
        database,
        name: id,
        sourceOf: (view) => ({ kind: 'records', table: id, view: viewOf(view), ...(of !== undefined && { of }) }),
      },
    };
  }, [database, id, of]);
  return (
    <div className={classes.page}>
      <FilterBar view={view} onView={setView} columns={columns} placeholder={`Search ${many}`}>
        {extent !== undefined && extentText(extent, [one, many])}
        <ExportButton label={`Export ${many}…`} />
      </FilterBar>
      {records.estimates !== undefined && of !== undefined && (
        <EstimateChart database={database} records={records} methods={records.estimates} of={of} view={view} />
      )}
      {records.intervals !== undefined && of !== undefined && (
        <IntervalChart database={database} records={records} intervals={records.intervals} of={of} view={view} />
      )}
      <InspectedGrid
        label={many}
        panel="records"
        remember={`records.${id}`}
        source={source}
        view={view}
        onView={setView}
        hidden={hidden[level]}
        numbers
        onExtent={setExtent}
        onRows={(rows) => setColumns((known) => rows[0]?.columns ?? known)}
        empty={
          isPlain(view) ? (
            <Empty title={`There are no ${many} here`} />
          ) : (
            <Empty title={`No ${one} passes the filter`}>
              <button type="button" onClick={() => setView({ ...view, conditions: [], search: '' })}>
                Show all {many}
              </button>
            </Empty>
          )
        }
      />
    </div>
  );
}
