import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { DensityExtent } from '#shared/model/density.ts';
import { formatCount, roundNumber } from '../../format/number.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { paintOn } from '../../ui/paint-on.ts';
import { PointedLabel } from '../../ui/pointed-label.tsx';
import { AXIS_NAMES, axesOf, fitView, type Plane, planeExtent, toPlane } from '../trajectory/projection.ts';
import { AxesSign, ScaleBar } from '../trajectory/stage-signs.tsx';
import { useDensity } from '../trajectory/use-painting.ts';
import type { DensityCell } from './cells.ts';
import classes from './density.module.css';
import { DensityLegend } from './density-legend.tsx';
import { type DensityPicture, paintDensity } from './paint.ts';
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

/** Cells of the plane, the more rows the stronger. */
export function DensityMap(props: DensityMapProps): ReactNode {
  const { cells, extent, bin, stale, label } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);
  const density = useDensity();
  const picture = usePicture(props, size);
  const { axes, view } = picture;
  useEffect(() => {
    if (size.width > 0) paintOn(canvas.current, size, density, (context) => paintDensity(context, picture));
  }, [picture, size, density]);
  const byPlace = useMemo(() => new Map(cells.map((cell) => [`${cell.across} ${cell.along}`, cell])), [cells]);
  const [pointed, setPointed] = useState<{ readonly cell: DensityCell; readonly x: number; readonly y: number }>();
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const [across, along] = toPlane(view, axes, size, x, y);
    const cell = byPlace.get(`${Math.floor(across / bin)} ${Math.floor(along / bin)}`);
    setPointed(cell && { cell, x, y });
  };
  return (
    <div className={classes.map} data-stale={stale}>
      <div ref={frame} className={classes.frame} onPointerMove={point} onPointerLeave={() => setPointed(undefined)}>
        <canvas ref={canvas} className={classes.canvas} role="img" aria-label={label} />
      </div>
      <AxesSign axes={axes} />
      <ScaleBar scale={view.scale} unit={extent.unit} />
      <DensityLegend picture={picture} />
      {pointed && (
        <PointedLabel at={pointed} size={size}>
          {cellText(pointed.cell, picture)}
        </PointedLabel>
      )}
    </div>
  );
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
      ...{ cells, bin, axes, view, size, scheme, logarithmic, arrows, difference },
      show: difference ? ('share' as const) : show,
    };
  }, [cells, bin, plane, extent, size, scheme, show, logarithmic, arrows, difference]);
}

function cellText(cell: DensityCell, { bin, axes, difference }: DensityPicture): string {
  const span = (name: string, at: number) => `${name} ${roundNumber(at * bin)} … ${roundNumber((at + 1) * bin)}`;
  const place = `${span(AXIS_NAMES[axes.across], cell.across)}, ${span(AXIS_NAMES[axes.along], cell.along)}`;
  const share = `${difference && cell.share > 0 ? '+' : ''}${roundNumber(cell.share * 100, 3)} %`;
  if (difference) return `${place}: ${share}`;
  const speed = Math.hypot(...cell.velocity);
  return [
    `${place}: ${formatCount(cell.rows)} rows, ${share}`,
    ...(Number.isNaN(cell.seconds) ? [] : [`${roundNumber(cell.seconds, 3)} s`]),
    ...(Number.isNaN(speed) ? [] : [`mean velocity ${roundNumber(speed, 3)}`]),
  ].join(' · ');
}
