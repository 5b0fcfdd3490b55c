import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { toPlane } from '../trajectory/projection.ts';
import { type CellPlace, placeByKey } from './cell-cursor.ts';
import type { DensityCell } from './cells.ts';
import { cornerOf, type DensityPicture } from './picture.ts';

interface Pointed extends CellPlace {
  /** Where it is told of, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Whether keys led there, not the pointer. */
  readonly keyed: boolean;
}

/** The cell under the pointer, or the one that keys have led to. */
export function useCellCursor(cells: readonly DensityCell[], picture: DensityPicture) {
  const { axes, view, size, bin, show } = picture;
  const byPlace = useMemo(() => new Map(cells.map((cell) => [nameOf(cell), cell])), [cells]);
  const [at, setAt] = useState<Pointed>();
  const cell = at && byPlace.get(nameOf(at));
  // A square without rows is nothing to point at, but keys must get across it.
  const pointed = cell !== undefined || at?.keyed ? at : undefined;
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const [across, along] = toPlane(view, axes, size, x, y).map((place) => Math.floor(place / bin)) as [number, number];
    setAt({ across, along, x, y, keyed: false });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setAt(undefined);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = placeByKey(event, pointed, { cells, show, down: axes.down });
    if (next === undefined) return;
    event.preventDefault();
    const [left, top] = cornerOf(picture, next);
    const side = bin * view.scale;
    setAt({ across: next.across, along: next.along, x: left + side / 2, y: top + side, keyed: true });
  };
  const leave = () => setAt(undefined);
  return { pointed, cell, handlers: { onPointerMove: point, onPointerLeave: leave, onKeyDown, onBlur: leave } };
}

const nameOf = ({ across, along }: CellPlace): string => `${across} ${along}`;
