import { IconBookmarkFilled } from '@tabler/icons-react';
import { type ReactNode, useCallback } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Marked } from '#shared/model/mark.ts';
import type { Place } from '../../client/place.ts';
import { CellText } from '../../ui/data-grid/grid-cell.tsx';
import type { CellDrawing } from '../../ui/data-grid/grid-props.ts';
import { cellOf } from '../../ui/data-grid/row-source.ts';
import classes from './marks.module.css';
import { useMarked } from './use-marks.ts';

type Draw = NonNullable<CellDrawing['renderCell']>;

/** Draws the label of a session or an episode that is marked with a sign; leaves all else to `draw`. */
export function useMarkSigns(placeOf: (id: string) => Place, draw: Draw): Draw {
  const place = placeOf('');
  const level: Marked['level'] = place.at === 'session' ? 'session' : 'episode';
  const marked = useMarked('database' in place ? place.database : '', level);
  return useCallback<Draw>(
    (row, column, cell): ReactNode | undefined => {
      const drawn = draw(row, column, cell);
      if (column.name !== 'label') return drawn;
      const marks = marked.get(cellToText(cellOf(row, 'id') ?? null));
      if (marks === undefined) return drawn;
      const words = marks.flatMap(({ tags, note }) => [...tags, note]).filter((part) => part !== '');
      return (
        <>
          {drawn ?? <CellText cell={cell} kind={column.kind} />}
          <span className={classes.sign} title={words.join(' · ')}>
            <IconBookmarkFilled
              size={12}
              role="img"
              aria-label={`Marked${words.length === 0 ? '' : `: ${words.join(', ')}`}`}
            />
          </span>
        </>
      );
    },
    [draw, marked],
  );
}
