import { clsx } from 'clsx';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useState } from 'react';
import classes from './resizer.module.css';

interface ResizerProps {
  readonly label: string;
  readonly size: number;
  readonly least: number;
  readonly most: number;
  /** Which side of the handle grows: the part before it or after it. */
  readonly grows: 'before' | 'after';
  /** `x`: between left and right; `y`: between top and bottom. */
  readonly axis?: 'x' | 'y';
  onSize(size: number): void;
}

/** The line between two parts: dragged, or moved by arrow keys; a double click is left to the part itself. */
export function Resizer({ label, size, least, most, grows, axis = 'x', onSize }: ResizerProps): ReactNode {
  const [start, setStart] = useState<{ at: number; size: number }>();
  const sign = grows === 'before' ? 1 : -1;
  const set = (next: number) => onSize(Math.round(Math.min(Math.max(next, least), most)));
  const at = (event: PointerEvent) => (axis === 'x' ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    set(size + (event.key === more ? 16 : -16) * sign);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      className={clsx(classes.handle, classes[axis], start !== undefined && classes.active)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart({ at: at(event), size });
      }}
      onPointerMove={(event) => start !== undefined && set(start.size + (at(event) - start.at) * sign)}
      onPointerUp={() => setStart(undefined)}
      onPointerCancel={() => setStart(undefined)}
    />
  );
}
