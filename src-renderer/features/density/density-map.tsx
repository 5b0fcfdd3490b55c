import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { DensityExtent } from '#shared/model/density.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { paintOn } from '../../ui/paint-on.ts';
import { PointedLabel } from '../../ui/pointed-label.tsx';
import { axesOf, fitView, type Plane, planeExtent } from '../trajectory/projection.ts';
import { AxesSign, ScaleBar } from '../trajectory/stage-signs.tsx';
import { useDensity } from '../trajectory/use-painting.ts';
import { arrowsOf } from './arrows.ts';
import type { CellPlace } from './cell-cursor.ts';
import { cellText } from './cell-text.ts';
import type { DensityCell } from './cells.ts';
import classes from './density.module.css';
import { DensityLegend } from './density-legend.tsx';
import { paintDensity } from './paint.ts';
import { cornerOf, type DensityPicture } from './picture.ts';
import { useCellCursor } from './use-cell-cursor.ts';
import type { DensityView } from './view.ts';

interface DensityMapProps {
  readonly cells: readonly DensityCell[];
  readonly extent: DensityExtent;
  readonly plane: Plane;
  readonly bin: number;
  readonly view: DensityView;
  readonly label: string;
  readonly stale: boolean;
}

/** Cells of the plane, the more rows the stronger; each tells of itself, to the pointer and to keys. */
export function DensityMap(props: DensityMapProps): ReactNode {
  const { cells, extent, stale, label } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);
  const density = useDensity();
  const picture = usePicture(props, size);
  const { axes, view } = picture;
  useEffect(() => {
    if (size.width > 0) paintOn(canvas.current, size, density, (context) => paintDensity(context, picture));
  }, [picture, size, density]);
  const cursor = useCellCursor(cells, picture);
  const { pointed } = cursor;
  const told = pointed && cellText(pointed, cursor.cell, picture, props.view.minimum);
  return (
    <div className={classes.map} data-stale={stale}>
      <div
        ref={frame}
        className={classes.frame}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys go from cell to cell
        tabIndex={0}
        aria-label="Cells; arrows go from one to the next, Home and End along a row, Escape leaves them"
        {...cursor.handlers}
      >
        <canvas ref={canvas} className={classes.canvas} role="img" aria-label={label} />
        {pointed?.keyed && <CellFrame at={pointed} picture={picture} />}
      </div>
      <AxesSign axes={axes} />
      <ScaleBar scale={view.scale} unit={extent.unit} />
      <DensityLegend picture={picture} minimum={props.view.minimum} />
      <p className={classes.unseen} aria-live="polite">
        {pointed?.keyed && told}
      </p>
      {pointed && (
        <PointedLabel at={pointed} size={size}>
          {told}
        </PointedLabel>
      )}
    </div>
  );
}

/** Around the cell that keys have led to. */
function CellFrame({ at, picture }: { readonly at: CellPlace; readonly picture: DensityPicture }): ReactNode {
  const [left, top] = cornerOf(picture, at);
  const side = Math.max(picture.bin * picture.view.scale, 4);
  return <span className={classes.here} style={{ left, top, width: side, height: side }} />;
}

function usePicture(
  { cells, extent, plane, bin, view: chosen }: DensityMapProps,
  size: DensityPicture['size'],
): DensityPicture {
  const scheme = useComputedColorScheme('light');
  const { show, logarithmic, arrows } = chosen;
  const difference = chosen.minus !== undefined;
  return useMemo(() => {
    const axes = axesOf(plane, extent.yDown);
    const view = fitView(planeExtent(extent.bounds, axes), size, 40);
    return {
      ...{ cells, bin, axes, view, size, scheme, logarithmic, difference },
      arrows: arrows && !difference ? arrowsOf(cells, bin, view) : null,
      show: difference ? ('share' as const) : show,
    };
  }, [cells, bin, plane, extent, size, scheme, show, logarithmic, arrows, difference]);
}
