import type { Measure } from '#shared/model/experiment.ts';
import { parseSmoothing, type Smoothing, writeSmoothing } from '#shared/model/smoothing.ts';
import type { PlaceQuery } from '../../client/place.ts';
import { type Range, readKeys, readRange, writeKeys, writeRange } from '../../client/query-words.ts';

/**
 * What charts are: lines, how often values are had, two measures together, parts of a sum, or all parameters and outcomes.
 */
export const chartKinds = ['lines', 'histogram', 'scatter', 'stacked', 'parallel'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** What x is, of lines over steps. */
export type XKind = 'recorded' | 'relative' | 'elapsed';

/** A part of the y axis of the measures of one unit. */
export interface YBox {
  /** The id of their group. */
  readonly group: string;
  readonly low: number;
  readonly high: number;
}

/** What the page of trends shows; all of it stands in the address. */
export interface TrendsView {
  /** Ids of measures; those the lens recommends when there are none. */
  readonly measures: readonly string[];
  /** Whose lines over their episodes; all when there are none. */
  readonly sessions: readonly string[];
  /** Whose lines over their steps; they come before the sessions. */
  readonly episodes: readonly string[];
  /** Ids of lines, or values of what colours tell apart, that are not drawn. */
  readonly hidden: readonly string[];
  readonly range: Range | undefined;
  /** What the charts of a unit show of y, where a person chose it. */
  readonly box: readonly YBox[];
  readonly kind: ChartKind;
  readonly x: XKind;
  /** The measure that x is instead; '' for none. */
  readonly against: string;
  readonly smooth: Smoothing | undefined;
  /** The y axis of all charts; `log` says nothing of values that are 0 or less. */
  readonly y: 'linear' | 'log';
  /** Whether the y axis leaves values outside that lie far from all others. */
  readonly cut: boolean;
  /** Whether the bars of a histogram cover all there is, however far a few values lie from all others. */
  readonly whole: boolean;
  /** Facts of sessions or episodes: what colours tell apart, and what has a chart of its own; '' for none. */
  readonly colour: string;
  readonly charts: string;
  /** Whether what is new in the database appears by itself. */
  readonly follow: boolean;
}

/** Those that can be drawn: over steps what has a value per step; outcomes of episodes are both. */
export function drawableOf(
  measures: readonly Measure[],
  { episodes, kind }: Pick<TrendsView, 'episodes' | 'kind'>,
): readonly Measure[] {
  const overSteps = episodes.length > 0 && kind !== 'parallel';
  return measures.filter(({ level }) => !overSteps || level === 'step');
}

/** More lines than this take long to draw, and nobody can tell them apart. */
export const MOST_LINES = 500;

const lists = ['measures', 'sessions', 'episodes', 'hidden'] as const;

export function readView(query: PlaceQuery): TrendsView {
  const keys = (key: string) => [...new Set(readKeys(query[key] ?? ''))];
  const x = query['x'];
  return {
    measures: keys('measures'),
    sessions: keys('sessions').slice(0, MOST_LINES),
    episodes: keys('episodes').slice(0, MOST_LINES),
    hidden: keys('hidden'),
    range: readRange(query['range'] ?? ''),
    box: keys('box').flatMap(readBox),
    kind: chartKinds.find((kind) => kind === query['draw']) ?? 'lines',
    against: query['against'] ?? '',
    x: x === 'relative' || x === 'elapsed' ? x : 'recorded',
    smooth: parseSmoothing(query['smooth'] ?? ''),
    y: query['y'] === 'log' ? 'log' : 'linear',
    cut: query['cut'] === 'outliers',
    whole: query['bars'] === 'whole',
    colour: query['colour'] ?? '',
    charts: query['charts'] ?? '',
    follow: query['follow'] === 'yes',
  };
}

/** The part of an address that says a part of a view; what is as usual is not said. */
export function writeView(part: Partial<TrendsView>): PlaceQuery {
  const query: Record<string, string> = {};
  for (const key of lists) {
    const keys = part[key];
    if (keys !== undefined) query[key] = writeKeys(keys);
  }
  for (const key of ['against', 'colour', 'charts'] as const) {
    const name = part[key];
    if (name !== undefined) query[key] = name;
  }
  if ('range' in part) query['range'] = writeRange(part.range);
  if (part.box !== undefined)
    query['box'] = writeKeys(part.box.map(({ group, low, high }) => `${low}..${high} ${group}`));
  if ('smooth' in part) query['smooth'] = part.smooth === undefined ? '' : writeSmoothing(part.smooth);
  if (part.kind !== undefined) query['draw'] = part.kind === 'lines' ? '' : part.kind;
  if (part.x !== undefined) query['x'] = part.x === 'recorded' ? '' : part.x;
  if (part.y !== undefined) query['y'] = part.y === 'linear' ? '' : part.y;
  if (part.follow !== undefined) query['follow'] = part.follow ? 'yes' : '';
  if (part.cut !== undefined) query['cut'] = part.cut ? 'outliers' : '';
  if (part.whole !== undefined) query['bars'] = part.whole ? 'whole' : '';
  return query;
}

/** The same keys with one more, or without it where it was among them. */
export function toggled(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key];
}

function readBox(text: string): readonly YBox[] {
  const at = text.indexOf(' ');
  const range = readRange(text.slice(0, Math.max(at, 0)));
  return range === undefined ? [] : [{ group: text.slice(at + 1), low: range[0], high: range[1] }];
}
