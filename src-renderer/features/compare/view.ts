import type { Level } from '#shared/compare/items.ts';
import { type TestKind, testKinds } from '#shared/compare/rows.ts';
import { type StepSummary, type Summary, stepSummaryKinds, summaryKinds } from '#shared/compare/values.ts';
import { parseSmoothing, type Smoothing, writeSmoothing } from '#shared/model/smoothing.ts';
import { type BandKind, bandKinds, type CentreKind, centreKinds } from '#shared/statistics/bands.ts';
import { type Correction, correctionKinds } from '#shared/statistics/corrections.ts';
import type { PlaceQuery } from '../../client/place.ts';
import { readKeys, writeKeys } from '../../client/query-words.ts';

/** What the page shows beside its choice. */
const shownKinds = ['table', 'seeds', 'runs', 'profiles'] as const;
export type Shown = (typeof shownKinds)[number];

/** What is compared and how; all of it stands in the address. */
export interface CompareView {
  readonly show: Shown;
  readonly level: Level;
  /** Ids of measures, or `fact:` and a fact; what the lens recommends when there are none. */
  readonly measures: readonly string[];
  /** Facts that make groups; what suits the level where it is not said. */
  readonly by: readonly string[] | undefined;
  readonly of: Summary;
  readonly last: number;
  readonly steps: StepSummary | undefined;
  readonly sessions: readonly string[];
  readonly baseline: string | undefined;
  readonly pair: string | undefined;
  readonly test: TestKind | 'auto';
  readonly correction: Correction;
  readonly confidence: number;
  /** The line and the band of a group. */
  readonly centre: CentreKind;
  readonly band: BandKind;
  /** How each run is smoothed before. */
  readonly smooth: Smoothing | undefined;
  /** How runs are judged: the moving average's width, how near its end it has to stay (%), what is better, what is to be reached. */
  readonly window: number;
  readonly near: number;
  readonly better: 'higher' | 'lower';
  readonly threshold: number | undefined;
  /** The fact that tells the tasks of runs apart, and the score at which a run is as good as it has to be. */
  readonly task: string | undefined;
  readonly target: number | undefined;
}

const texts = ['baseline', 'pair', 'task', 'steps'] as const;
const numbers = ['threshold', 'target'] as const;
const lists = ['measures', 'sessions', 'by'] as const;

/** What an address need not say. */
const plain = {
  show: 'table',
  level: 'episode',
  of: 'mean',
  last: 10,
  test: 'auto',
  correction: 'holm',
  confidence: 0.95,
  centre: 'mean',
  band: 'bootstrap',
  window: 10,
  near: 5,
  better: 'higher',
} as const;

export function readView(query: PlaceQuery): CompareView {
  const keys = (key: string) => [...new Set(readKeys(query[key] ?? ''))];
  const text = (key: string) => (query[key] ? query[key] : undefined);
  return {
    show: oneOf(shownKinds, query['show'], 'table'),
    level: query['level'] === 'session' ? 'session' : 'episode',
    measures: keys('measures'),
    by: text('by') === undefined ? undefined : text('by') === ALONE ? [] : keys('by'),
    of: oneOf(summaryKinds, query['of'], 'mean'),
    last: Math.max(1, Math.trunc(Number(query['last'])) || 10),
    steps: stepSummaryKinds.find((each) => each === query['steps']),
    sessions: keys('sessions'),
    baseline: text('baseline'),
    pair: text('pair'),
    test: oneOf(['auto', ...testKinds], query['test'], 'auto'),
    correction: oneOf(correctionKinds, query['correction'], 'holm'),
    confidence: readShare(query['confidence'] ?? ''),
    centre: oneOf(centreKinds, query['centre'], plain.centre),
    band: oneOf(bandKinds, query['band'], plain.band),
    smooth: parseSmoothing(query['smooth'] ?? ''),
    window: Math.max(1, Math.trunc(Number(query['window'])) || plain.window),
    near: Number(query['near']) > 0 ? Number(query['near']) : plain.near,
    better: oneOf(['higher', 'lower'] as const, query['better'], plain.better),
    threshold: readNumber(query['threshold']),
    task: text('task'),
    target: readNumber(query['target']),
  };
}

/** Stands for no fact, which is something else than nothing said. */
const ALONE = '-';

/** The part of an address that says a part of a view. */
export function writeView(part: Partial<CompareView>): PlaceQuery {
  const query: Record<string, string> = {};
  for (const key of lists) {
    if (key in part) query[key] = writeKeys(part[key] ?? []);
  }
  if (part.by?.length === 0) query['by'] = ALONE;
  for (const key of texts) if (key in part) query[key] = part[key] ?? '';
  for (const key of numbers) if (key in part) query[key] = String(part[key] ?? '');
  if ('smooth' in part) query['smooth'] = part.smooth === undefined ? '' : writeSmoothing(part.smooth);
  for (const [key, usual] of Object.entries(plain)) {
    const value = part[key as keyof typeof plain];
    if (value !== undefined) query[key] = value === usual ? '' : String(value);
  }
  return query;
}

function oneOf<T extends string>(all: readonly T[], text: string | undefined, usual: T): T {
  return all.find((each) => each === text) ?? usual;
}

function readNumber(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? undefined : value;
}

function readShare(text: string): number {
  const share = Number(text);
  return share > 0 && share < 1 ? share : 0.95;
}
