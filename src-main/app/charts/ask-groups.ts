import { setImmediate } from 'node:timers/promises';
import { describeGroups, type GroupsAnswer } from '#shared/chart/describe-groups.ts';
import { type ChartRequest, type GroupsChart, groupsChartSchema } from '#shared/chart/request.ts';
import { aligned, MOST_GROUPS } from '#shared/compare/aligned.ts';
import { arrange, type Compared, readMeasured } from '#shared/compare/compare.ts';
import { curvesOfLines, readCurves } from '#shared/compare/curves.ts';
import { byText } from '#shared/compare/groups.ts';
import { type Asker, type Items, readItems, type Where } from '#shared/compare/items.ts';
import { placesOf, profileSteps } from '#shared/compare/profile.ts';
import { scoresByTask } from '#shared/compare/task-scores.ts';
import { usualGroups } from '#shared/compare/usual-groups.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import { PROFILE_REPETITIONS, performanceProfile, profileInterval } from '#shared/statistics/aggregates.ts';
import { type BandPoint, bandPoints } from '#shared/statistics/bands.ts';
import { REPETITIONS } from '#shared/statistics/bootstrap.ts';
import { type Asking, type Described, optionsOf } from './described.ts';

/** Groups of runs with their bands, read and computed as the comparison in the window. */
export async function askGroups(asking: Asking, request: ChartRequest, said: GroupsChart): Promise<Described> {
  // Parsed, so that it reads the same whoever wrote it.
  const asked = groupsChartSchema.parse(said);
  const { database } = asked;
  const seen: Seen[] = [];
  const answer = await asking.databases.request(
    database,
    async (client): Promise<GroupsAnswer> => {
      const asker = watched(client, seen);
      const where = { database, options: optionsOf(asking) };
      const items = await readItems(asker, where, asked.level, asked.sessions);
      const found = asked.draw === 'profile' ? profile : bands;
      return found({ asker, where, asking, items, asked, seen });
    },
    asking.signal,
  );
  const sql = seen.map(({ answer: each }) => each.sql);
  const { database: _, ...rest } = asked;
  return {
    chart: describeGroups(request, asked, answer),
    about: { databases: [database], asked: JSON.stringify(rest), sql },
  };
}

interface Work {
  readonly asker: Asker;
  readonly where: Where;
  readonly asking: Asking;
  readonly items: Items;
  readonly asked: GroupsChart;
  /** Every answer of a series so far. */
  readonly seen: readonly Seen[];
}

interface Seen {
  /** Where the part of x began that was asked for, if not at its beginning. */
  readonly from: number | undefined;
  readonly answer: SeriesAnswer;
}

/** The same answers, which are kept: they say their SQL, their axes and how many rows they stand for. */
function watched({ sessions, episodes, measures, series }: Asker, seen: Seen[]): Asker {
  const get: Asker['series']['get'] = async (...question) => {
    const answer = await series.get(...question);
    seen.push({ from: question[0].request.from, answer });
    return answer;
  };
  return { sessions, episodes, measures, series: { get } };
}

async function bands(work: Work): Promise<GroupsAnswer> {
  const { asker, where, items, asked, seen, asking } = work;
  const { level, measure, centre, band, confidence, smooth } = asked;
  const measured = level === 'session' ? [await readMeasured(asker, where, items, measure, asked)] : [];
  const compared = arranged(work, measured);
  const all = compared.groups;
  const some = all.slice(0, MOST_GROUPS);
  const curves =
    level === 'session'
      ? curvesOfLines(
          measured.flatMap(({ lines }) => lines),
          smooth,
        )
      : await readCurves(
          asker,
          where,
          { measure, smooth },
          some.flatMap((group) => group.items.map(({ id }) => id)),
        );
  const { grid, groups, curves: runs } = aligned(some, curves);
  const options = { centre, band, confidence, repetitions: REPETITIONS };
  const found: (readonly BandPoint[])[] = [];
  for (const each of runs) found.push(await collected(bandPoints(each, grid, options), asking));
  const last = seen.at(-1)?.answer;
  const counts = countsOf(seen);
  return {
    ...{ groups, bands: found, repetitions: REPETITIONS, left: all.length - some.length },
    by: byText(items, compared.by),
    measure: last?.measure ?? { title: measure, unit: null },
    x: last?.x ?? { title: 'x', unit: null },
    rows: groups.map((group) => sumOf(group.items.flatMap(({ id }) => counts.get(id) ?? []))),
  };
}

async function profile(work: Work): Promise<GroupsAnswer> {
  const { asker, where, items, asked, asking } = work;
  const { confidence } = asked;
  const measured = await readMeasured(asker, where, items, asked.measure, asked);
  const compared = arranged(work, [measured]);
  const { groups, scores } = scoresByTask(compared, measured, asked.task, MOST_GROUPS);
  const at = placesOf(scores.flat(2));
  const found: (readonly BandPoint[])[] = [];
  const runs = scores.map((tasks) => tasks.reduce((sum, { length }) => sum + length, 0));
  for (const [group, own] of scores.entries()) {
    const intervals = (function* () {
      for (const score of at) yield profileInterval(own, score, PROFILE_REPETITIONS, confidence);
    })();
    const bounds = await collected(intervals, asking);
    const points = performanceProfile(own, at).map((point, index) => ({ ...point, interval: bounds[index]! }));
    found.push(profileSteps(points, runs[group] ?? 0));
  }
  return {
    ...{
      groups,
      bands: found,
      repetitions: PROFILE_REPETITIONS,
      left: Math.max(0, compared.groups.length - MOST_GROUPS),
    },
    by: byText(items, compared.by),
    measure: measured.measure,
    x: measured.measure,
    rows: runs.map((rows) => ({ rows, notFinite: 0 })),
  };
}

function arranged({ items, asked }: Work, measured: Parameters<typeof arrange>[2]): Compared {
  const by = asked.by ?? usualGroups(items, asked.level);
  return arrange(items, by, measured);
}

/** By id of the line, part by part of x; what was asked twice counts once. */
function countsOf(seen: readonly Seen[]): ReadonlyMap<string, readonly Counts[]> {
  const counts = new Map<string, Map<number | undefined, Counts>>();
  for (const { from, answer } of seen) {
    for (const { id, rows, notFinite } of answer.series) {
      counts.set(id, (counts.get(id) ?? new Map()).set(from, { rows, notFinite }));
    }
  }
  return new Map([...counts].map(([id, parts]) => [id, [...parts.values()]]));
}

type Counts = GroupsAnswer['rows'][number];

function sumOf(counts: readonly Counts[]): Counts {
  return counts.reduce((sum, each) => ({ rows: sum.rows + each.rows, notFinite: sum.notFinite + each.notFinite }), {
    rows: 0,
    notFinite: 0,
  });
}

/** Milliseconds of work in one piece: windows and other databases are answered in between. */
const PIECE = 12;

async function collected<T>(work: Generator<T>, { signal }: Asking): Promise<readonly T[]> {
  const found: T[] = [];
  let began = performance.now();
  for (const each of work) {
    found.push(each);
    if (performance.now() - began < PIECE) continue;
    await setImmediate();
    if (signal?.aborted) throw new Failure('CANCELLED', 'The chart was not wanted any more');
    began = performance.now();
  }
  return found;
}
