import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { formatCount, roundNumber } from '../../format/number.ts';
import { copyToClipboard } from '../../ui/copy-text.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AXIS_NAMES, axesOf } from '../trajectory/projection.ts';
import { cellsText } from './cells.ts';
import classes from './density.module.css';
import { DensityBar } from './density-bar.tsx';
import { DensityMap } from './density-map.tsx';
import { shapeOf, useCells, useDensityExtent } from './use-density.ts';
import { type DensityView, readView, writeView } from './view.ts';

/** Where agents are: in an episode, a session, or everything; or in one session more than in another. */
export function DensityPage({ database }: { readonly database: string }): ReactNode {
  useCrumbs([{ label: 'Density', place: { at: 'density', database } }]);
  const query = usePlaceQuery();
  const view = useMemo(() => readView(query), [query]);
  const onView = useCallback((part: Partial<DensityView>) => setPlaceQuery(writeView(part), { push: true }), []);
  const extent = useDensityExtent(database, view);
  const shape = extent.data && shapeOf(view, extent.data);
  return (
    <div className={classes.page}>
      <DensityBar {...{ database, view, onView, shape }} extent={extent.data} />
      {extent.failure ? (
        <FailureView failure={extent.failure} again={extent.again} />
      ) : extent.data?.rows === 0 ? (
        <Empty title="Nobody has a position here" text="Choose another session" />
      ) : (
        <Counted {...{ database, view, extent: extent.data, shape }} />
      )}
    </div>
  );
}

interface CountedProps {
  readonly database: string;
  readonly view: DensityView;
  readonly extent: ReturnType<typeof useDensityExtent>['data'];
  readonly shape: ReturnType<typeof shapeOf> | undefined;
}

function Counted({ database, view, extent, shape }: CountedProps): ReactNode {
  const counted = useCells(database, view, extent);
  if (counted.failure && !counted.asking) return <FailureView failure={counted.failure} again={counted.again} />;
  if (!extent || !shape || !counted.data) return <Waiting />;
  const { cells, rows } = counted.data;
  const { across, along } = axesOf(shape.plane, extent.yDown);
  const counts = rows.map((each) => formatCount(each)).join(' and ');
  const leftOut = extent.rows - rows.reduce((sum, each) => sum + each, 0);
  const sum = `${counts} rows → ${formatCount(cells.length)} cells of ${roundNumber(shape.bin)}`;
  if (cells.length === 0)
    return <Empty title={`No cell has ${view.minimum} rows`} text="Choose fewer rows or larger cells" />;
  return (
    <>
      <DensityMap
        {...{ cells, extent, view }}
        plane={shape.plane}
        bin={shape.bin}
        stale={counted.stale}
        label={`Where agents are: ${sum}`}
      />
      <div className={classes.foot}>
        <span role="status">
          {sum}, all of them counted
          {leftOut > 0 ? `; ${formatCount(leftOut)} rows lie in cells left out` : ''}
        </span>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconCopy size={13} />}
          onClick={() =>
            copyToClipboard(cellsText(cells, shape.bin, [AXIS_NAMES[across], AXIS_NAMES[along]]), 'the cells')
          }
        >
          Copy cells
        </Button>
      </div>
    </>
  );
}
