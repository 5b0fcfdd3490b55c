import { z } from 'zod';
import type { Bytes } from '../model/bulk.ts';
import type { Cell } from '../model/cell.ts';
import type { LensChoice, LevelPage, Measure, RollUps, SeriesAnswer, ValueExtent } from '../model/experiment.ts';
import { type PageRequest, pageRequestSchema } from '../model/filter.ts';
import type { PackedFrames } from '../model/packed-frames.ts';
import type { PackedHeader } from '../model/packed-header.ts';
import type { Page } from '../model/page.ts';
import { readMarkSchema } from '../model/read-mark.ts';
import { smoothingSchema } from '../model/smoothing.ts';
import type { StepState } from '../model/step-state.ts';
import { answer, base, ofDatabase } from './base.ts';

/** The lens of a database. */
export const lens = {
  get: base.input(ofDatabase).output(answer<LensChoice>()),
  choose: base.input(ofDatabase.extend({ lens: z.string() })).output(answer<LensChoice>()),
  /** Shows or hides the rows that newer ones replaced, in every answer from now on. */
  showReplaced: base.input(ofDatabase.extend({ shown: z.boolean() })).output(answer<LensChoice>()),
};

/** The whole value of a column of one session or episode, where a page cut it. */
const ofLevel = ofDatabase.extend({ id: z.string(), column: z.string() });

export const sessions = {
  page: base.input(ofDatabase.extend({ request: pageRequestSchema })).output(answer<LevelPage>()),
  count: base.input(ofDatabase.extend({ request: pageRequestSchema })).output(z.number()),
  rollUps: base.input(ofDatabase.extend({ ids: z.array(z.string()).max(5000) })).output(answer<RollUps>()),
  cell: base.input(ofLevel).output(answer<Cell>()),
};

/** Episodes of one session, or of all. */
const inSession = ofDatabase.extend({ session: z.string().optional() });

export const episodes = {
  page: base
    .meta({ leadsToUrgent: true })
    .input(inSession.extend({ request: pageRequestSchema }))
    .output(answer<LevelPage>()),
  count: base.input(inSession.extend({ request: pageRequestSchema })).output(z.number()),
  rollUps: base.input(ofDatabase.extend({ ids: z.array(z.string()).max(5000) })).output(answer<RollUps>()),
  cell: base.input(ofLevel).output(answer<Cell>()),
};

const ofEpisode = ofDatabase.extend({ episode: z.string() });

const urgent = base.meta({ urgent: () => true });

/** Rows of one moment, in their own order: others may take a pass over all of them. */
const ofOneMoment = ({ request }: { readonly request: PageRequest }): boolean =>
  request.sort.length === 0 && request.search === '' && request.conditions.every(({ op }) => op === '=');

export const trajectory = {
  /** Where a `sketch` will do for now, a long episode is not read whole (see `TrajectoryHeader.sketch`). */
  header: base
    .meta({ urgent: ({ sketch }: { readonly sketch?: boolean }) => sketch === true })
    .input(ofEpisode.extend({ sketch: z.boolean().optional() }))
    .output(answer<PackedHeader>()),
  /** The rows as a table, ordered by time and agent unless asked otherwise. */
  rows: base
    .meta({ urgent: ofOneMoment })
    .input(ofEpisode.extend({ request: pageRequestSchema, agents: z.array(z.string()).optional() }))
    .output(answer<Page>()),
  /** The whole value of a cell that a page of rows cut, by the row's key. */
  cell: urgent.input(ofEpisode.extend({ key: z.string(), column: z.string() })).output(answer<Cell>()),
  /** The state that a step left behind, decoded, by its row's key. */
  state: urgent.input(ofEpisode.extend({ key: z.string() })).output(answer<StepState>()),
  /**
   * Positions in a range of frames: `x`, `y`, `z` (NaN where unknown). `every`: only at times that are `first` and whole
   * multiples of `by` later.
   */
  frames: urgent
    .input(
      ofEpisode.extend({
        from: z.number(),
        to: z.number(),
        every: z.object({ first: z.number().int(), by: z.number().int().min(2) }).optional(),
      }),
    )
    .output(answer<PackedFrames>()),
  /** A measure in a range of frames: `value` (NaN where it is NULL). */
  values: urgent
    .input(ofEpisode.extend({ measure: z.string(), from: z.number(), to: z.number() }))
    .output(answer<PackedFrames>()),
  /** Between what a measure lies in an episode; `null` where it has no finite value there. */
  extent: base.input(ofEpisode.extend({ measure: z.string() })).output(answer<ValueExtent | null>()),
  /** How much there is along the time: `rows` and `frames` f64 (different times), one per part of `from` … `to`. */
  strip: base
    .input(ofEpisode.extend({ from: z.number(), to: z.number(), bins: z.number().int().min(1).max(4000) }))
    .output(answer<Bytes>()),
};

/** Rows of one of the lens's record tables: of one session or episode (`of`, an id), or all of them. */
const ofRecords = ofDatabase.extend({ table: z.string(), of: z.string().optional(), request: pageRequestSchema });

export const records = {
  page: base.input(ofRecords).output(answer<Page>()),
  count: base.input(ofRecords).output(z.number()),
  /** The whole value of a cell that a page cut, by the row's key. */
  cell: base
    .input(ofRecords.omit({ request: true }).extend({ key: z.string(), column: z.string() }))
    .output(answer<Cell>()),
};

export const measures = {
  list: base
    .input(ofDatabase.extend({ session: z.string().optional(), episode: z.string().optional() }))
    .output(answer<readonly Measure[]>()),
};

export const seriesRequestSchema = z.object({
  measure: z.string(),
  sessions: z.array(z.string()).max(1000).default([]),
  episodes: z.array(z.string()).max(1000).default([]),
  /** Lines of an episode: the mean over agents, one line per agent type, or one per agent (of `agents`, or all). */
  split: z.enum(['mean', 'type', 'agent']).default('mean'),
  agents: z.array(z.string()).max(1000).optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  /**
   * What x is, of episodes: the time as recorded, the time since the episode's first step, or the seconds since then (where
   * the lens knows a frame rate, or time is a date or in seconds). `from` and `to` are of the same.
   */
  x: z.enum(['recorded', 'relative', 'elapsed']).optional(),
  /** Another measure as x instead: of the same steps (a point per time, its means), or of the same episodes. */
  against: z.string().optional(),
  smooth: smoothingSchema.optional(),
  /** What a measure of steps comes to in an episode, over all steps and agents, in lines over episodes; as the lens says without it. */
  reduce: z.enum(['mean', 'sum', 'last', 'min', 'max']).optional(),
  /** Whether y is drawn on a logarithmic axis, which shows nothing of what is 0 or less. */
  log: z.boolean().optional(),
  /** Width of the chart in device pixels; at most four points per pixel come back. */
  points: z.number().int().min(1).max(20_000).default(1000),
  /**
   * Lines of episodes over a range are read on: of an episode whose rows before its mark are still the same, only what comes
   * from there on is told (`Series.continues`). The answer has the marks for the next time; none are known at first.
   */
  since: z.array(readMarkSchema).max(1000).optional(),
});
export type SeriesRequest = z.infer<typeof seriesRequestSchema>;

export const series = {
  /**
   * A measure over time. With episodes: a line per episode over its time. With sessions only: a line per session over its
   * episodes in order. With neither: a line for every session.
   */
  get: base.input(ofDatabase.extend({ request: seriesRequestSchema })).output(answer<SeriesAnswer>()),
};
