/** Numbers of one sample; every one finite. */
export type Sample = readonly number[] | Float64Array;

/** Mean of a sample; NaN of none. */
export function mean(values: Sample): number {
  if (values.length === 0) return Number.NaN;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Variance with n − 1 below; NaN of fewer than two. */
export function variance(values: Sample): number {
  if (values.length < 2) return Number.NaN;
  const middle = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - middle) ** 2;
  return sum / (values.length - 1);
}

/** Standard deviation with n − 1 below. */
export function deviation(values: Sample): number {
  return Math.sqrt(variance(values));
}

/** Standard error of the mean. */
export function standardError(values: Sample): number {
  return deviation(values) / Math.sqrt(values.length);
}

export function ordered(values: Sample): Float64Array {
  return Float64Array.from(values).sort();
}

/** The value that a share of an ordered sample lies below, between neighbours (Hyndman and Fan's type 7, as in NumPy and R). */
export function quantileOfOrdered(values: Sample, share: number): number {
  const at = (values.length - 1) * share;
  const low = values[Math.floor(at)] ?? Number.NaN;
  const high = values[Math.ceil(at)] ?? Number.NaN;
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}

export function quantile(values: Sample, share: number): number {
  return quantileOfOrdered(ordered(values), share);
}

export function median(values: Sample): number {
  return quantile(values, 0.5);
}

/**
 * Interquartile mean: what is left when a quarter of the values is cut from either end, whole values only. As rliable takes it
 * (Agarwal et al., 2021; SciPy's `trim_mean` with 0.25).
 */
export function interquartileMean(values: Sample): number {
  return interquartileMeanOfOrdered(ordered(values));
}

export function interquartileMeanOfOrdered(values: Float64Array): number {
  const cut = Math.floor(values.length / 4);
  return mean(values.subarray(cut, values.length - cut));
}
