import { type MouseEvent, type ReactNode, type RefObject, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';

interface AboveProps {
  /** Lies over the chart, and is as large. */
  readonly picture: RefObject<SVGSVGElement | null>;
  readonly children: ReactNode;
}

/**
 * Draws into a picture over the chart, with what Recharts tells: as a part of the chart, all of its lines would be looked
 * through and painted whenever the pointer moves. Lies inside a Recharts chart.
 */
export function Above({ picture, children }: AboveProps): ReactNode {
  const [over, setOver] = useState<SVGSVGElement | null>(null);
  useLayoutEffect(() => setOver(picture.current), [picture]);
  // biome-ignore lint/a11y/noStaticElementInteractions: nobody acts on it, it only keeps moves to itself
  return over && createPortal(<g onMouseMove={keep}>{children}</g>, over);
}

/** Recharts would look for a tooltip at every move, and have the page laid out for it. */
const keep = (event: MouseEvent): void => event.stopPropagation();
