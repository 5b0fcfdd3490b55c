import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import type { GridColumn } from '../../ui/data-grid/grid-columns.ts';
import type { GridRow } from '../../ui/data-grid/row-source.ts';
import { colourBook, dataStyle } from '../series/colours.ts';
import { useSeries } from '../series/use-series.ts';
import { drawRollUp } from './roll-up-cell.tsx';
import type { RollUpState } from './roll-up-store.ts';
import { sparkScale } from './spark-path.ts';
import { Sparkline } from './sparkline.tsx';
import { idOf } from './use-roll-ups.ts';

/** Roll-ups that are a mean of a measure are named after it (`mean_speed`). */
const MEAN = 'mean_';
/** More lines than a screen shows would keep the engine busy for nothing. */
const MOST = 60;

/**
 * Draws roll-ups, with a small line behind the first mean: how it went over the session's episodes. The lines are asked for
 * when the roll-ups are there.
 */
export function useSparklines(
  database: string,
  state: RollUpState,
): (row: GridRow, column: GridColumn, cell: Cell | undefined) => ReactNode | undefined {
  const column = state.columns.find(({ name }) => name.startsWith(MEAN))?.name;
  const sessions = useMemo(() => [...state.rows.keys()].slice(0, MOST), [state.rows]);
  const wanted = column !== undefined && sessions.length > 0;
  const asked = useSeries(database, wanted ? { measure: column.slice(MEAN.length), sessions, points: 56 } : undefined);
  const scheme = useComputedColorScheme('light');
  const lines = useMemo(() => new Map(asked.data?.series.map((series) => [series.id, series.points])), [asked.data]);
  const scale = useMemo(() => sparkScale(asked.data?.series ?? []), [asked.data]);
  return useCallback(
    (row, at, cell) => {
      const text = drawRollUp(row, at, cell);
      const points = at.name === column && at.at === undefined ? lines.get(idOf(row)) : undefined;
      if (text === undefined || points === undefined) return text;
      const { colour } = dataStyle(colourBook.number(`${database}:sessions`, idOf(row)), scheme);
      return (
        <>
          {text}
          <Sparkline points={points} scale={scale} colour={colour} />
        </>
      );
    },
    [column, lines, scale, database, scheme],
  );
}
