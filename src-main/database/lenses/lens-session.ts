import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { CellsRequest } from '#shared/contract/cells.ts';
import type { DensityRequest, DensityScope } from '#shared/contract/density.ts';
import type { Bytes } from '#shared/model/bulk.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { CellsAnswer } from '#shared/model/cells.ts';
import type { DensityExtent } from '#shared/model/density.ts';
import type {
  LensChoice,
  LevelPage,
  Measure,
  RollUps,
  SeriesAnswer,
  TrajectoryHeader,
  ValueExtent,
} from '#shared/model/experiment.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Lens } from '#shared/model/lens.ts';
import type { PackedFrames } from '#shared/model/packed-frames.ts';
import type { Page } from '#shared/model/page.ts';
import type { StepState } from '#shared/model/step-state.ts';
import type { QueryOptions } from '../drivers/driver.ts';
import type { M4Options } from '../queries/m4.ts';
import type { LensAsks } from './lens-asks.ts';
import type { FrameRange } from './trajectory/frames.ts';
import type { StripRange } from './trajectory/strip.ts';
import type { TranscriptAnswers } from './transcript/transcript-answers.ts';

/** Where to look for measures: an episode, a session, or (neither) the whole database. */
export interface Scope {
  readonly session?: string | undefined;
  readonly episode?: string | undefined;
}

export interface HeaderOptions extends QueryOptions {
  /** Whether what some of a long episode tells will do for now. */
  readonly sketch?: boolean;
}

/**
 * A database seen through a lens: what the contract's browse requests ask, answered. Lists of a level the lens does not
 * have are empty pages, never errors; an id that does not exist is NOT_FOUND.
 */
export interface LensSession extends LensAsks {
  readonly lens: Lens;
  /** Episodes that are read. */
  readonly transcript: TranscriptAnswers;
  choice(): LensChoice;

  sessionsPage(request: PageRequest, options?: QueryOptions): Promise<LevelPage>;
  sessionsCount(request: PageRequest, options?: QueryOptions): Promise<number>;
  sessionsRollUps(ids: readonly string[], options?: QueryOptions): Promise<RollUps>;
  /** The whole value of a column that a page cut. */
  sessionsCell(of: { readonly id: string; readonly column: string }, options?: QueryOptions): Promise<Cell>;

  /** Episodes of one session, or of all. */
  episodesPage(session: string | undefined, request: PageRequest, options?: QueryOptions): Promise<LevelPage>;
  episodesCount(session: string | undefined, request: PageRequest, options?: QueryOptions): Promise<number>;
  episodesRollUps(ids: readonly string[], options?: QueryOptions): Promise<RollUps>;
  episodesCell(of: { readonly id: string; readonly column: string }, options?: QueryOptions): Promise<Cell>;

  header(episode: string, options?: HeaderOptions): Promise<TrajectoryHeader>;
  /** `agents`: keys of {@link TrajectoryHeader.agents}; all of them when absent. */
  rows(
    episode: string,
    request: PageRequest,
    agents: readonly string[] | undefined,
    options?: QueryOptions,
  ): Promise<Page>;
  rowsCell(
    episode: string,
    of: { readonly key: string; readonly column: string },
    options?: QueryOptions,
  ): Promise<Cell>;
  /** The state a step left, decoded; `key` is that of its row. */
  state(episode: string, key: string, options?: QueryOptions): Promise<StepState>;
  /** `from` and `to` in the time column's own unit, both included; columns as `trajectory.frames` of the contract says. */
  frames(range: FrameRange, options?: QueryOptions): Promise<PackedFrames>;
  /** A measure of the steps in a range of frames, as `trajectory.values` of the contract says. */
  values(measure: string, range: FrameRange, options?: QueryOptions): Promise<PackedFrames>;
  extent(measure: string, episode: string, options?: QueryOptions): Promise<ValueExtent | null>;
  strip(range: StripRange, options?: QueryOptions): Promise<Bytes>;
  /** Rows per cell of a grid, as `density.cells` of the contract says. NOT_FOUND where there are no positions. */
  density(request: DensityRequest, options?: QueryOptions): Promise<Bytes>;
  densityExtent(scope: DensityScope, options?: QueryOptions): Promise<DensityExtent>;

  /** Rows of a record table ({@link LensChoice.records}) of one session or episode, or of all. NOT_FOUND for other tables. */
  recordsPage(table: string, of: string | undefined, request: PageRequest, options?: QueryOptions): Promise<Page>;
  recordsCount(table: string, of: string | undefined, request: PageRequest, options?: QueryOptions): Promise<number>;
  /** The whole value of a cell that a page cut. */
  recordsCell(
    table: string,
    of: string | undefined,
    which: { readonly key: string; readonly column: string },
    options?: QueryOptions,
  ): Promise<Cell>;

  measures(scope: Scope, options?: QueryOptions): Promise<readonly Measure[]>;
  series(request: SeriesRequest, options?: M4Options): Promise<SeriesAnswer>;
  cells(request: CellsRequest, options?: QueryOptions): Promise<CellsAnswer>;
}
