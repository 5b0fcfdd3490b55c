import { z } from 'zod';

const windowSchema = z.number().int().min(1).max(100_000);

/**
 * How a line is smoothed, always before it is reduced and over the whole of it, whatever part is looked at. Rows without
 * a finite value get none and lend none; at the ends of a line windows hold the rows there are.
 */
export const smoothingSchema = z.discriminatedUnion('kind', [
  /**
   * Every earlier value counts `factor` to the power of its distance in x divided by `per`; the weights come to 1 from the
   * first value on. Without `per`, the distance between the line's first two points.
   */
  z.object({ kind: z.literal('ema'), factor: z.number().min(0).lt(1), per: z.number().positive().optional() }),
  /** The mean of so many rows around each; of an even number, one more before it. */
  z.object({ kind: z.literal('mean'), window: windowSchema }),
  /** The mean of each row and those before it, so many in all. */
  z.object({ kind: z.literal('trailing'), window: windowSchema }),
  /** Weights of a bell of so many rows of standard deviation, cut at four of them. */
  z.object({ kind: z.literal('gaussian'), sigma: z.number().positive().max(250) }),
  /** The median of so many rows around each. */
  z.object({ kind: z.literal('median'), window: windowSchema.max(10_001) }),
]);
export type Smoothing = z.infer<typeof smoothingSchema>;

/** `ema:0.9`, `ema:0.9/100` (per 100 of x), `mean:11`, `trailing:10`, `gaussian:3`, `median:5`; `undefined` for anything else. */
export function parseSmoothing(text: string): Smoothing | undefined {
  const [kind = '', rest = ''] = text.trim().split(':');
  const [first = '', second] = rest.split('/');
  if (first === '') return undefined;
  const amount = Number(first);
  const read = {
    ema: { kind, factor: amount, ...(second !== undefined && { per: Number(second) }) },
    gaussian: { kind, sigma: amount },
  }[kind] ?? { kind, window: amount };
  const parsed = smoothingSchema.safeParse(read);
  return parsed.success && (second === undefined || kind === 'ema') ? parsed.data : undefined;
}

export function writeSmoothing(smoothing: Smoothing): string {
  switch (smoothing.kind) {
    case 'ema':
      return `ema:${smoothing.factor}${smoothing.per === undefined ? '' : `/${smoothing.per}`}`;
    case 'gaussian':
      return `gaussian:${smoothing.sigma}`;
    default:
      return `${smoothing.kind}:${smoothing.window}`;
  }
}

/** The formula with its window, for a legend. `x`: what x is called (`frame`), `rows`: what a line consists of (`frames`). */
export function smoothingText(
  smoothing: Smoothing,
  { x, rows }: { readonly x: string; readonly rows: string },
): string {
  switch (smoothing.kind) {
    case 'ema': {
      const per = smoothing.per === undefined ? 'the first distance between points' : `${smoothing.per}`;
      return `Σ wᵢyᵢ / Σ wᵢ, wᵢ = ${smoothing.factor}^(Δ${x} / ${per})`;
    }
    case 'mean':
      return `mean of ${smoothing.window} ${rows} around each`;
    case 'trailing':
      return `mean of the last ${smoothing.window} ${rows}`;
    case 'gaussian':
      return `Gaussian mean, σ = ${smoothing.sigma} ${rows}, cut at 4 σ`;
    case 'median':
      return `median of ${smoothing.window} ${rows} around each`;
  }
}
