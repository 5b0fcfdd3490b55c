import { useDebouncedCallback } from '@mantine/hooks';
import { type Smoothing, smoothingSchema } from '#shared/model/smoothing.ts';

/** A kind of smoothing as a person chooses it. */
interface SmoothingKind {
  readonly kind: Smoothing['kind'];
  readonly title: string;
  /** What it begins with. */
  readonly first: Smoothing;
  /** What its number says. */
  amount(rows: string): string;
  amountOf(smoothing: Smoothing): number;
  readonly limits: { readonly min: number; readonly max: number; readonly step: number };
}

const windowOf = (smoothing: Smoothing): number => ('window' in smoothing ? smoothing.window : 1);
const limits = { min: 1, max: 100_000, step: 2 };

export const kindsOfSmoothing: readonly SmoothingKind[] = [
  {
    kind: 'ema',
    title: 'exponential',
    first: { kind: 'ema', factor: 0.9 },
    amount: () => 'What a value counts one point later',
    amountOf: (smoothing) => (smoothing.kind === 'ema' ? smoothing.factor : 0),
    limits: { min: 0, max: 0.9999, step: 0.05 },
  },
  {
    kind: 'mean',
    title: 'moving mean',
    first: { kind: 'mean', window: 11 },
    amount: (rows) => `${rows} around each`,
    amountOf: windowOf,
    limits,
  },
  {
    kind: 'trailing',
    title: 'mean of the last',
    first: { kind: 'trailing', window: 10 },
    amount: (rows) => `${rows} up to each`,
    amountOf: windowOf,
    limits,
  },
  {
    kind: 'gaussian',
    title: 'Gaussian',
    first: { kind: 'gaussian', sigma: 3 },
    amount: (rows) => `Standard deviation in ${rows}`,
    amountOf: (smoothing) => (smoothing.kind === 'gaussian' ? smoothing.sigma : 1),
    limits: { min: 0.1, max: 250, step: 1 },
  },
  {
    kind: 'median',
    title: 'moving median',
    first: { kind: 'median', window: 11 },
    amount: (rows) => `${rows} around each`,
    amountOf: windowOf,
    limits: { ...limits, max: 10_001 },
  },
];

interface SaidSmoothing {
  /** The kind that is chosen; `undefined` for none. */
  readonly kind: SmoothingKind | undefined;
  /** Takes its numbers while they are typed, once they rest. */
  say(amount: number, per: number | undefined): void;
}

export function useSaidSmoothing(
  smooth: Smoothing | undefined,
  onView: (part: { readonly smooth: Smoothing }) => void,
): SaidSmoothing {
  const kind = kindsOfSmoothing.find((each) => each.kind === smooth?.kind);
  const say = useDebouncedCallback((amount: number, per: number | undefined) => {
    const next = kind && smoothingOf(kind.kind, amount, per);
    if (next !== undefined) onView({ smooth: next });
  }, 400);
  return { kind, say };
}

/** `undefined` where the numbers say none. */
function smoothingOf(kind: Smoothing['kind'], amount: number, per: number | undefined): Smoothing | undefined {
  const parsed = smoothingSchema.safeParse(said(kind, amount, per));
  return parsed.success ? parsed.data : undefined;
}

function said(kind: Smoothing['kind'], amount: number, per: number | undefined): unknown {
  if (kind === 'ema') return { kind, factor: amount, per };
  return kind === 'gaussian' ? { kind, sigma: amount } : { kind, window: Math.round(amount) };
}
