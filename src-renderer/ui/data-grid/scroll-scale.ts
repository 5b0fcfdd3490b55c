/**
 * Browsers draw no element taller than about 33 million pixels, which is 1.2 million rows. Beyond that the scroll bar
 * stands for a taller list: its thumb moves in proportion, the wheel and the keyboard still move by exact pixels.
 */
export interface ScrollScale {
  /** Height of the scrolled content, in pixels. */
  readonly height: number;
  /** Pixels of the list per pixel of the scroll bar; 1 for lists that fit. */
  readonly ratio: number;
  /** Furthest position of the list's top, in pixels of the list. */
  readonly furthest: number;
}

const tallest = 12_000_000;

export function scaleOf(rows: number, rowHeight: number, viewport: number): ScrollScale {
  const full = rows * rowHeight;
  const height = Math.min(full, tallest);
  const furthest = Math.max(0, full - viewport);
  const ratio = full <= tallest ? 1 : furthest / (height - viewport);
  return { height, ratio, furthest };
}

/** Where the list stands when the scroll bar is at `scrollTop`, knowing where it stood when we last moved it ourselves. */
export function positionAt(
  scale: ScrollScale,
  scrollTop: number,
  ours: { scrollTop: number; position: number },
): number {
  if (scale.ratio === 1) return scrollTop;
  if (Math.abs(scrollTop - ours.scrollTop) <= 1) return ours.position;
  return Math.min(scrollTop * scale.ratio, scale.furthest);
}

/** Where the scroll bar belongs for a position of the list. */
export function scrollTopFor(scale: ScrollScale, position: number): number {
  return position / scale.ratio;
}

export function clampPosition(scale: ScrollScale, position: number): number {
  return Math.min(Math.max(0, position), scale.furthest);
}

/** The position that brings a row into sight with the least movement. */
export function revealRow(position: number, row: number, rowHeight: number, viewport: number): number {
  const top = row * rowHeight;
  if (top < position) return top;
  const bottom = top + rowHeight;
  return bottom > position + viewport ? bottom - viewport : position;
}
