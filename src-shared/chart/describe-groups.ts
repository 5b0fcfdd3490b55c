import type { Group } from '../compare/groups.ts';
import { type Smoothing, smoothingText } from '../model/smoothing.ts';
import { bandText, centreText, confidenceText } from '../statistics/band-words.ts';
import type { BandPoint } from '../statistics/bands.ts';
import { dataStyle } from './palette.ts';
import type { Picture, PictureLine } from './picture.ts';
import type { ChartRequest, GroupsChart } from './request.ts';
import { styledLines, writtenOn } from './styled.ts';

/** What groups came to. */
export interface GroupsAnswer {
  readonly measure: { readonly title: string; readonly unit: string | null };
  /** What x is; of a profile the measure itself. */
  readonly x: { readonly title: string; readonly unit: string | null };
  readonly groups: readonly Group[];
  /** Of each group, in their order. */
  readonly bands: readonly (readonly BandPoint[])[];
  /** Of each group: rows that its line stands for, and those of them that are not finite. */
  readonly rows: readonly { readonly rows: number; readonly notFinite: number }[];
  readonly repetitions: number;
  /** What tells them apart, as `byText` says it. */
  readonly by: string;
  /** Groups that are not drawn because there are too many. */
  readonly left: number;
}

/** Groups of runs as lines with their bands. */
export function describeGroups(request: ChartRequest, asked: GroupsChart, answer: GroupsAnswer): Picture {
  const { measure, groups, bands, rows } = answer;
  const profile = asked.draw === 'profile';
  const all = groups.map(({ id, label }, at) => groupLine(id, label, bands[at] ?? [], at, rows[at]));
  const lines = styledLines(all, request.lines);
  const places = bands.flatMap((band) => band.map(({ x }) => x));
  const [from, last] = [lowest(places, 0), -lowest(places.map(minus), -1)];
  const y = request.y ?? (profile ? SHARES : extent(lines));
  const whole = !profile && places.every(Number.isInteger);
  return {
    title: profile ? `Share of values above each ${measure.title}` : `${measure.title} over ${answer.x.title}`,
    x: {
      ...answer.x,
      ...(request.x ?? { from, to: last > from ? last : from + 1 }),
      scale: whole ? 'whole' : 'number',
    },
    y: { ...(profile ? { title: 'Share of values above', unit: null } : measure), ...y, scale: 'linear' },
    ...{ lines, smoothing: null, sources: [], remark: remarkOf(asked, answer) },
    ...writtenOn(request),
  };
}

const SHARES = { from: 0, to: 1.02 } as const;

function groupLine(
  id: string,
  label: string,
  band: readonly BandPoint[],
  at: number,
  counted: GroupsAnswer['rows'][number] = { rows: 0, notFinite: 0 },
): PictureLine {
  const points = band.flatMap(({ x, centre }) => (Number.isFinite(centre) ? [[x, centre] as const] : []));
  const n = band.reduce((most, point) => Math.max(most, point.n), 0);
  return {
    ...{ id, points, ...counted, method: 'mean', label: `${label} (n = ${n})` },
    band: band.map(({ x, centre, n: count, band: [low, high] }) => ({ x, centre, low, high, n: count })),
    style: dataStyle(at, 'light'),
    longestGap: Number.POSITIVE_INFINITY,
  };
}

/** What the line and the band are, so that nobody has to guess. */
function remarkOf(
  { draw, centre, band, confidence, smooth }: GroupsChart,
  { repetitions, by, left }: GroupsAnswer,
): string {
  const drawn = `, ${repetitions} repetitions`;
  const share = confidenceText(confidence);
  const how =
    draw === 'profile'
      ? `Share of values above${by}, ${share} stratified bootstrap${drawn}`
      : `${capital(centreText[centre])}${by}, ${bandText(band, confidence)}${band === 'bootstrap' ? drawn : ''}${smoothedText(smooth)}`;
  return left > 0 ? `${how}; ${left} more ${left === 1 ? 'group is' : 'groups are'} not drawn` : how;
}

/** How each run was smoothed, to stand behind what a band is. */
export function smoothedText(smooth: Smoothing | undefined): string {
  return smooth === undefined ? '' : `, each run smoothed: ${smoothingText(smooth, { x: 'x', rows: 'points' })}`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const minus = (value: number): number => -value;

function lowest(values: readonly number[], none: number): number {
  return values.length === 0 ? none : values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

/** Room for lines and bands, as the window leaves it. */
function extent(lines: readonly PictureLine[]): { readonly from: number; readonly to: number } {
  const values = lines.flatMap(({ points, band = [] }) => [
    ...points.map(([, y]) => y),
    ...band.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite),
  ]);
  const [low, high] = [lowest(values, 0), -lowest(values.map(minus), -1)];
  if (low === high)
    return low === 0 ? { from: -1, to: 1 } : { from: low - Math.abs(low) / 2, to: high + Math.abs(high) / 2 };
  const margin = (high - low) * 0.04;
  return { from: low >= 0 && low - margin < 0 ? 0 : low - margin, to: high + margin };
}
