import type { Measure } from '#shared/model/experiment.ts';
import type { MeasureSpec } from '#shared/model/lens.ts';
import type { ColumnType } from '../../sql/dialect.ts';
import type { Sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf } from '../binding/compile.ts';
import { inWords } from '../binding/words.ts';

/** A measure that the database can answer. */
export interface BoundMeasure {
  readonly spec: Pick<MeasureSpec, 'id' | 'title' | 'unit' | 'level' | 'reduce' | 'rollUp' | 'partOf'>;
  readonly formula: string;
  /** A double over the steps' or the records' (alias `o`) or the episode's (alias `e`) table, and `join` where there is one. */
  readonly value: Sql;
  /** The value in its own type where sums of that are exact and several times as fast, and what it may hold. */
  readonly exact?: Exact | undefined;
  /** Whether it is a column, which costs nothing to read twice. */
  readonly plain?: boolean | undefined;
  /** Whether it is drawn over time as the sum up to each step. */
  readonly running?: boolean | undefined;
  /** The records that it is over instead of the steps. */
  readonly over?: BoundSteps | undefined;
  /** What the steps must be joined with first, beginning with `join`. */
  readonly join: Sql | null;
  /** Which of the steps it is over, where these hold one value each. */
  readonly where?: Sql | undefined;
  /** Where the database keeps what it comes to in an episode: a double, and what the episodes are joined with for it. */
  readonly ofEpisode?: { readonly value: Sql; readonly join: Sql } | undefined;
}

export interface Exact extends ColumnType {
  readonly value: Sql;
  /** Whether there may be NaN, ±∞ or what is beyond all doubles among its values. */
  readonly bounded: boolean;
}

/** The lens's own measures, as far as their columns exist. */
export function lensMeasures(lens: BoundLens): readonly BoundMeasure[] {
  return lens.lens.measures.flatMap((spec) => {
    const over = recordsOf(lens, spec);
    const place = (spec.level === 'step' ? over : lens.episode)?.place;
    const value: Compiled | null = place === undefined ? null : compile(spec.value, place);
    if (place === undefined || value === null) return [];
    if (spec.level === 'episode' && lens.episode?.level.distinct) return [];
    const formula = inWords(spec.value, place);
    const { running } = spec;
    const bound = {
      spec: running ? { ...spec, reduce: 'sum' as const } : spec,
      formula: running ? `running sum of ${formula}` : formula,
      value: doubleOf(value, lens.dialect),
      exact: exactOf(value, lens),
      plain: value.column !== null,
      running,
      join: null,
    };
    return [spec.of === undefined ? bound : { ...bound, over: over ?? undefined }];
  });
}

/** Whether a measure can be drawn over the time of an episode's steps: one over records only where these count time alike. */
export function sharesTime({ over }: BoundMeasure, { steps }: BoundLens): boolean {
  const isDate = (of: BoundSteps) => of.time.kind === 'time';
  if (over === undefined || steps === null) return true;
  return isDate(over) === isDate(steps) && (isDate(steps) || over.steps.time.unit === steps.steps.time.unit);
}

/** In Postgres a decimal may be NaN, and in SQLite a column of numbers may hold anything. */
function exactOf({ sql: value, type, kind }: Compiled, { dialect: { engine } }: BoundLens): Exact | undefined {
  if (engine === 'sqlite' && kind === 'float') return { value, type, kind, bounded: false };
  if (kind !== 'integer' && kind !== 'decimal') return undefined;
  return { value, type, kind, bounded: engine === 'duckdb' || (engine === 'postgres' && kind === 'integer') };
}

/** What a measure of steps is over: the steps, or one of the record tables. */
function recordsOf({ steps, records }: BoundLens, { of }: MeasureSpec): BoundSteps | null {
  return of === undefined ? steps : (records.find((each) => each.records.id === of)?.steps ?? null);
}

export function asMeasure({ spec, formula }: BoundMeasure, unit: string | null): Measure {
  return { id: spec.id, title: spec.title, unit, level: spec.level, formula };
}
