import type { Measure } from '#shared/model/experiment.ts';
import type { MeasureSpec } from '#shared/model/lens.ts';
import type { Sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, doubleOf } from '../binding/compile.ts';
import { inWords } from '../binding/words.ts';

/** A measure that the database can answer. */
export interface BoundMeasure {
  readonly spec: Pick<MeasureSpec, 'id' | 'title' | 'unit' | 'level' | 'reduce' | 'rollUp'>;
  readonly formula: string;
  /** A double over the steps' (alias `o`) or the episode's (alias `e`) table, and `join` where there is one. */
  readonly value: Sql;
  /** What the steps must be joined with first, beginning with `join`. */
  readonly join: Sql | null;
}

/** The lens's own measures, as far as their columns exist. */
export function lensMeasures(lens: BoundLens): readonly BoundMeasure[] {
  return lens.lens.measures.flatMap((spec) => {
    const place = (spec.level === 'step' ? lens.steps : lens.episode)?.place;
    const value: Compiled | null = place === undefined ? null : compile(spec.value, place);
    if (place === undefined || value === null) return [];
    if (spec.level === 'episode' && lens.episode?.level.distinct) return [];
    return [{ spec, formula: inWords(spec.value, place), value: doubleOf(value, lens.dialect), join: null }];
  });
}

export function asMeasure({ spec, formula }: BoundMeasure, unit: string | null): Measure {
  return { id: spec.id, title: spec.title, unit, level: spec.level, formula };
}
