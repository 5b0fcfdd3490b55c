import type { ReactNode } from 'react';
import classes from './pointed-label.module.css';

interface PointedLabelProps {
  /** Where the pointer is, in CSS pixels of a picture of this size. */
  readonly at: { readonly x: number; readonly y: number };
  readonly size: { readonly width: number; readonly height: number };
  readonly children: ReactNode;
}

/** What is under the pointer, told beside it: on its left in the right half of the picture. */
export function PointedLabel({ at: { x, y }, size, children }: PointedLabelProps): ReactNode {
  const side = x > size.width / 2 ? { right: size.width - x + 12 } : { left: x + 12 };
  const end = y > size.height - 40 ? { bottom: size.height - y + 8 } : { top: y + 8 };
  return (
    <div className={classes.label} style={{ ...side, ...end }}>
      {children}
    </div>
  );
}
