import { stackRequest } from '#shared/chart/read-stack.ts';
import { type ChartRequest, type GroupsChart, groupsChartSchema } from '#shared/chart/request.ts';
import { readItems } from '#shared/compare/items.ts';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { Failure } from '#shared/model/failure.ts';
import { type BandKind, bandKinds, type CentreKind } from '#shared/statistics/bands.ts';
import { factIds } from './fact-ids.ts';

/** What the command line can draw. */
export const drawKinds = ['lines', 'histogram', 'scatter', 'stacked', 'parallel', 'profile', 'transitions'] as const;
export type DrawKind = (typeof drawKinds)[number];

/** Bands by the names that people give them beside ours. */
const bandNames: Readonly<Record<string, BandKind>> = {
  ci: 'bootstrap',
  minmax: 'range',
  ...Object.fromEntries(bandKinds.map((kind) => [kind, kind])),
};
export const bandWords = Object.keys(bandNames);

export interface KindOptions {
  readonly measure: readonly string[];
  readonly session: readonly string[];
  readonly episode: readonly string[];
  readonly draw?: DrawKind | undefined;
  readonly against?: string | undefined;
  readonly x?: SeriesRequest['x'];
  readonly smooth?: SeriesRequest['smooth'];
  readonly band?: string | undefined;
  readonly centre?: CentreKind | undefined;
  readonly by: readonly string[];
  readonly level?: 'session' | 'episode' | undefined;
  readonly confidence?: number | undefined;
  /** Whether the bars of a histogram cover all there is. */
  readonly whole?: boolean | undefined;
  readonly hours?: readonly [first: number, end: number] | undefined;
}

/** Kinds of charts that are of no measure. */
export const withoutMeasure: readonly (DrawKind | undefined)[] = ['parallel', 'transitions'];

/** What is drawn instead of measures over x, as the window asks for it; `undefined` for lines. */
export async function kindOf(
  client: AppClient,
  database: string,
  options: KindOptions,
): Promise<Partial<ChartRequest> | undefined> {
  const { measure, session, episode, draw, band, against, whole = false } = options;
  const grouped = band !== undefined || draw === 'profile';
  if (grouped && draw !== undefined && draw !== 'lines' && draw !== 'profile')
    throw new Failure('BAD_INPUT', `A band lies around lines: leave out --band, or --draw ${draw}`);
  if (options.hours !== undefined && draw !== 'transitions')
    throw new Failure('BAD_INPUT', 'Only transitions are chosen by hours: add --draw transitions');
  if (whole && draw !== 'histogram')
    throw new Failure('BAD_INPUT', 'Only bars can cover all there is: add --draw histogram');
  if (draw === 'transitions') return flowOf(client, database, options);
  if (draw === 'parallel') {
    const level = episode.length > 0 ? 'episode' : 'session';
    return {
      parallel: { database, level, ids: [...(level === 'episode' ? episode : session)], measures: [...measure] },
    };
  }
  const [first, ...others] = measure;
  if (!grouped && (draw === undefined || draw === 'lines')) return undefined;
  if (first === undefined || others.length > 0) throw new Failure('BAD_INPUT', 'Such a chart is of one --measure');
  if (grouped) return { groups: await groupsOf(client, database, first, options) };
  if (draw === 'scatter' && against === undefined)
    throw new Failure('BAD_INPUT', 'A scatter is of one measure against another: add --against MEASURE');
  if (draw === 'stacked') return stackedOf(client, database, first, options);
  const cells = { measure: first, sessions: episode.length > 0 ? [] : [...session], episodes: [...episode] };
  const other = draw === 'scatter' ? { against } : {};
  return { cells: { database, request: { ...cells, ...other, most: [60, 60], whole } } };
}

/** Moves between sessions over the whole record. */
async function flowOf(
  client: AppClient,
  database: string,
  { measure, session, episode, hours }: KindOptions,
): Promise<Partial<ChartRequest>> {
  if (measure.length + session.length + episode.length > 0)
    throw new Failure('BAD_INPUT', 'Transitions are of all sessions: leave out --measure, --session and --episode');
  const overview = await client.states.overview({ database });
  if (overview?.transitions !== true) throw new Failure('NOT_FOUND', 'This database has no transitions');
  const [from, last] = overview.extent;
  // The end is left out, and rows of one table may be later than those of another.
  return { flow: { database, from: from - DAY, to: last + DAY, hours: [hours?.[0] ?? 0, hours?.[1] ?? 24] } };
}

const DAY = 86_400;

/** A measure and its parts, or what it is itself a part of. */
async function stackedOf(
  client: AppClient,
  database: string,
  measure: string,
  { session, episode, x, smooth }: KindOptions,
): Promise<Partial<ChartRequest>> {
  const measures = await client.measures.list({ database });
  const whole = measures.find(({ id }) => id === measure)?.partOf ?? measure;
  const of = { sessions: episode.length > 0 ? [] : [...session], episodes: [...episode] };
  return { stacked: { database, request: { ...stackRequest({ ...of, x, smooth }), measure: whole } } };
}

/** Groups of sessions over their episodes where there are sessions, as on the page that compares them. */
async function groupsOf(
  client: AppClient,
  database: string,
  measure: string,
  { session, episode, draw, band = 'ci', centre, by, level, confidence, smooth }: KindOptions,
): Promise<GroupsChart> {
  if (episode.length > 0)
    throw new Failure('BAD_INPUT', 'A band is of all episodes of some sessions: choose them by --session and --by');
  const { words } = await client.lens.get({ database });
  const asked = level ?? (words.session === null ? 'episode' : 'session');
  const facts = by.length === 0 ? [] : (await readItems(client, { database }, asked)).facts;
  return groupsChartSchema.parse({
    ...{ draw: draw === 'profile' ? 'profile' : 'bands', database, measure, level: asked },
    ...{ sessions: [...session], band: bandNames[band], centre, confidence, smooth },
    ...(by.length > 0 && { by: [...factIds(facts, by)] }),
  });
}
