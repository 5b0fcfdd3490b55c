/** One bar of the strip below the time line. */
export interface StripBar {
  /** Rows per expected frame, as a share of the highest bar; 0 for none. */
  readonly height: number;
  /** Share of the expected frames that is missing. */
  readonly missing: number;
}

/** Time, in parts of the episode, as what is known of it: rows, and different times among them. */
export interface StripCounts {
  readonly rows: ArrayLike<number>;
  readonly frames: ArrayLike<number>;
}

/**
 * Bars for the parts of an episode whose frames lie `step` apart; nothing is missing where they do so only as a rule. The last frame belongs to the last part, so that this one
 * may hold one more than the others.
 */
export function stripBars(
  { rows, frames }: StripCounts,
  [first, last]: readonly [number, number],
  { step, even }: { readonly step: number; readonly even: boolean },
): readonly StripBar[] {
  const bins = rows.length;
  const width = (last - first) / bins;
  // How many frames first + k × step lie before a time.
  const before = (time: number) => Math.ceil((time - first) / step - 1e-6);
  const end = Math.floor((last - first) / step + 1e-6) + 1;
  const expected = Array.from({ length: bins }, (_, bin) => {
    const to = bin === bins - 1 ? end : before(first + (bin + 1) * width);
    return to - before(first + bin * width);
  });
  const density = expected.map((count, bin) => (rows[bin] ?? 0) / Math.max(count, 1));
  const most = density.reduce((one, other) => Math.max(one, other), 0) || 1;
  return expected.map((count, bin) => ({
    height: (density[bin] ?? 0) / most,
    missing: even && count > 0 ? Math.max(count - (frames[bin] ?? 0), 0) / count : 0,
  }));
}
