import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { cellNumber } from '#shared/model/cell.ts';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { client } from '../../client/client.ts';
import { useSetting } from '../../client/settings.ts';
import { isNumeric } from '../../format/cell.ts';
import { formatCount } from '../../format/number.ts';
import {
  cellOf,
  type GridRow,
  type GridView,
  isPlain,
  plainView,
  type RowSource,
  viewOf,
} from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { InspectedGrid } from '../../ui/inspected-grid.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { rowsText } from './head-facts.ts';
import { timeText } from './moment.ts';
import classes from './rows-panel.module.css';
import { rowsBefore } from './sighting.ts';
import { useCalmTime } from './use-calm-time.ts';
import type { Episode } from './use-episode.ts';

interface RowsPanelProps {
  readonly episode: Episode;
  /** Keys of agents; all of them when empty. */
  readonly agents: readonly string[];
}

/** The rows as they are in the database: those of the present frame, or all of them. */
export function RowsPanel({ episode, agents }: RowsPanelProps): ReactNode {
  const { header, cursor, store } = episode;
  const frameColumn = frameColumnOf(header);
  const [wanted, setShown] = useSetting<'frame' | 'all'>('trajectory.rows', 'frame');
  const shown = frameColumn === undefined ? 'all' : wanted;
  const [view, setView] = useState<GridView>(plainView);
  const time = useCalmTime(cursor, store);
  const source = useRowSource(episode, agents);
  const atFrame = useMemo<GridView>(
    () =>
      shown === 'all' || frameColumn === undefined
        ? view
        : { ...view, conditions: [...view.conditions, { column: frameColumn, op: '=', values: [String(time)] }] },
    [view, shown, frameColumn, time],
  );
  const onView = (next: GridView) =>
    setView({
      ...next,
      conditions: next.conditions.filter(
        (condition) => !atFrame.conditions.includes(condition) || view.conditions.includes(condition),
      ),
    });
  const timeColumn = header.time?.column;
  const onCursor = useCallback(
    (row: GridRow | undefined) => {
      const at = row && timeColumn != null ? cellNumber(cellOf(row, timeColumn) ?? null) : undefined;
      if (at !== undefined && !cursor.get().playing) cursor.seek(at);
    },
    [cursor, timeColumn],
  );
  const title = header.time?.title ?? 'Time';
  const [rowCount, setRowCount] = useState(0);
  const ordered = isPlain(view) && view.sort.length === 0 && agents.length === 0;
  const firstRow = shown === 'all' && ordered ? rowsBefore(store, time) : undefined;
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        {frameColumn !== undefined && (
          <SegmentedControl
            aria-label="Rows of"
            value={shown}
            onChange={(next) => setShown(next as 'frame' | 'all')}
            data={[
              { value: 'frame', label: 'This moment' },
              { value: 'all', label: 'All rows' },
            ]}
          />
        )}
        <span className={classes.what}>
          {shown === 'frame' ? `${title} ${timeText(time, header.time)}` : rowsText(header)}
          {agents.length > 0 && `, ${formatCount(agents.length)} selected`}
        </span>
        <ExportButton label="Export rows…" />
      </div>
      <InspectedGrid
        panel="trajectory.cell"
        inspectorAt="below"
        label="Observations"
        takesFocus={false}
        remember="trajectory"
        source={source}
        view={atFrame}
        onView={onView}
        onExtent={({ rows }, waiting) => setRowCount(waiting ? 0 : rows)}
        highlight={firstRow !== undefined && firstRow < rowCount ? firstRow : undefined}
        {...(shown === 'all' && { onCursor })}
        empty={<Empty title={`No rows at ${title.toLowerCase()} ${timeText(time, header.time)}`} />}
      />
    </div>
  );
}

/** The column whose value says which frame a row belongs to; times kept as dates are not compared by their number. */
function frameColumnOf({ time, columns }: TrajectoryHeader): string | undefined {
  const column = columns.find(({ name }) => name === time?.column);
  return column !== undefined && isNumeric(column.kind) ? column.name : undefined;
}

function useRowSource({ database, header }: Episode, agents: readonly string[]): RowSource {
  return useMemo(() => {
    const of = { database, episode: header.episode, ...(agents.length > 0 && { agents: [...agents] }) };
    return {
      key: ['trajectory', 'rows', of],
      page: (request, signal) => client.trajectory.rows({ ...of, request }, { signal }),
      cell: (key, column, signal) =>
        client.trajectory.cell({ database, episode: header.episode, key, column }, { signal }),
      estimatedRows: agents.length > 0 ? null : header.rows,
      out: {
        database,
        name: header.label,
        sourceOf: (view) => ({
          kind: 'steps',
          episode: header.episode,
          view: viewOf(view),
          ...(agents.length > 0 && { agents: [...agents] }),
        }),
      },
    };
  }, [database, header.episode, header.rows, header.label, agents]);
}
