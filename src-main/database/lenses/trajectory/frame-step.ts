/** The times of some frames of an episode. */
export interface FrameTimes {
  /** Different times of whole stretches of the episode, ascending. */
  readonly near: Float64Array;
  /** Other times at which something was recorded. */
  readonly far: readonly number[];
  /** Whether time is counted (in frames, in steps), so that none can lie between two whole numbers. */
  readonly counted: boolean;
}

/** See `TrajectoryHeader.time`. */
export interface FrameStep {
  readonly step: number;
  readonly even: boolean;
}

/** Times this close are the same one, as a share of the greatest: doubles that were added up differ by their last bits. */
const SAME = 4e-15;

/** How far a difference may be from a whole number of frames, in frames. */
const OFF = 0.1;

/** More frames than so many missing between two, as a rule, and times are not thought of as frames at equal distances. */
const SPARSE = 4;

/**
 * The distance between two frames that are at equal distances but for those missing; where they are not, half of all frames
 * follow one another more slowly, and they are not `even`. 1 where there are less than two.
 */
export function frameStep(times: FrameTimes): FrameStep {
  const { near, far, counted } = times;
  const all = [...new Set([...near, ...far])];
  const first = all.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = all.reduce((greatest, time) => Math.max(greatest, time), Number.NEGATIVE_INFINITY);
  if (!(last > first)) return { step: 1, even: true };
  const same = SAME * Math.max(Math.abs(first), Math.abs(last));
  const apart = [...near].flatMap((time, at) => (at > 0 && time - near[at - 1]! > same ? [time - near[at - 1]!] : []));
  const usual = apart.length === 0 ? last - first : median(apart);
  const step = all.every(Number.isInteger) ? wholeStep(all, first) : evenStep(apart);
  if (step === undefined || (!counted && usual > SPARSE * step)) return { step: usual, even: false };
  // So that no frame is lost to what is rounded from the first to the last.
  return { step: (last - first) / Math.round((last - first) / step), even: true };
}

/** What all whole-numbered times are multiples of, from the first on. */
function wholeStep(times: readonly number[], first: number): number {
  return times.reduce((common, time) => commonDivisor(common, time - first), 0);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** The mean of the least differences, where nine in ten are about a multiple of the least. */
function evenStep(apart: readonly number[]): number | undefined {
  const least = apart.reduce((found, each) => Math.min(found, each), Number.POSITIVE_INFINITY);
  const even = apart.filter((each) => Math.abs(each / least - Math.round(each / least)) <= OFF);
  if (apart.length === 0 || even.length < 0.9 * apart.length) return undefined;
  const single = even.filter((each) => each < 1.5 * least);
  return single.reduce((sum, each) => sum + each, 0) / single.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
