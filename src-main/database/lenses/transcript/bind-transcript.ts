import { findColumn } from '#shared/model/catalogue.ts';
import { Failure } from '#shared/model/failure.ts';
import type { TranscriptSpec } from '#shared/model/lens-transcript.ts';
import type { TranscriptNumber, TranscriptShape } from '#shared/model/transcript.ts';
import { name, raw, type Sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { compile, doubleOf, textOf } from '../binding/compile.ts';
import { EPOCH } from '../trajectory/header.ts';

/** The transcript of a lens, as far as the database has its columns. Expressions are over the steps' table. */
export interface BoundTranscript {
  readonly steps: BoundSteps;
  readonly shape: TranscriptShape;
  readonly code: Sql;
  readonly answer: Sql | null;
  readonly conversation: Sql | null;
  readonly achieved: { readonly json: Sql; readonly titles: Readonly<Record<string, string>> } | null;
  /** As text: `true`, `1`, `false`, `0`. */
  readonly failed: Sql | null;
  readonly tree: { readonly id: Sql; readonly parent: Sql } | null;
  /** Doubles, in the order of the shape's `numbers`. */
  readonly numbers: readonly Sql[];
  readonly hasState: Sql;
}

/** `null` where steps are nothing to read. */
export function bindTranscript(lens: BoundLens): BoundTranscript | null {
  const { steps, dialect } = lens;
  const spec = steps?.steps.transcript;
  if (steps === null || spec === undefined) return null;
  const textIn = (column: string | undefined): Sql | null =>
    column === undefined || findColumn(steps.place.table, column) === undefined
      ? null
      : dialect.text(name(steps.place.alias, column));
  const code = textIn(spec.code);
  if (code === null) return null;
  const failed = spec.failed === undefined ? null : compile(spec.failed, steps.place);
  const json = textIn(spec.achieved?.json);
  const [id, parent] = [textIn(spec.tree?.id), textIn(spec.tree?.parent)];
  const numbers = numbersOf(lens, steps, spec);
  const bound = {
    steps,
    code,
    answer: textIn(spec.answer),
    conversation: textIn(spec.conversation),
    achieved: json === null ? null : { json, titles: spec.achieved?.titles ?? {} },
    failed: failed === null ? null : textOf(failed, dialect),
    tree: id === null || parent === null ? null : { id, parent },
    numbers: numbers.map(({ value }) => value),
    hasState: hasState(steps),
  };
  return { ...bound, shape: shapeOf(spec, bound, numbers) };
}

/** Throws NOT_FOUND where steps are nothing to read. */
export function transcriptOf(lens: BoundLens, bound: BoundTranscript | null): BoundTranscript {
  if (bound !== null) return bound;
  const what = lens.steps?.steps.word[1] ?? 'rows';
  throw new Failure('NOT_FOUND', `The ${what} of this database hold no texts of an agent that its lens knows of`);
}

interface BoundNumber extends TranscriptNumber {
  readonly value: Sql;
}

function numbersOf({ lens, dialect }: BoundLens, { place }: BoundSteps, spec: TranscriptSpec): readonly BoundNumber[] {
  return spec.measures.flatMap((id) => {
    const measure = lens.measures.find((each) => each.id === id && each.level === 'step' && each.of === undefined);
    const value = measure === undefined || measure.running ? null : compile(measure.value, place);
    if (measure === undefined || value === null) return [];
    const unit = typeof measure.unit === 'string' ? measure.unit : null;
    return [{ id, title: measure.title, unit, reduce: measure.reduce, value: doubleOf(value, dialect) }];
  });
}

function hasState({ steps, place }: BoundSteps): Sql {
  const { state } = steps;
  if (state === undefined || findColumn(place.table, state) === undefined) return raw('0');
  const { parts } = name(place.alias, state);
  return { parts: [...raw('case when ').parts, ...parts, ...raw(' is null then 0 else 1 end').parts] };
}

type Found = Pick<BoundTranscript, 'steps' | 'answer' | 'conversation' | 'achieved' | 'tree'>;

function shapeOf(spec: TranscriptSpec, found: Found, numbers: readonly BoundNumber[]): TranscriptShape {
  const { state } = found.steps.steps;
  return {
    code: spec.code,
    language: spec.language,
    answer: found.answer === null ? null : (spec.answer ?? null),
    conversation: found.conversation === null ? null : (spec.conversation ?? null),
    state: state !== undefined && findColumn(found.steps.place.table, state) !== undefined,
    achieved: found.achieved !== null,
    tree: found.tree !== null,
    time: {
      title: found.steps.steps.time.title,
      unit: found.steps.time.kind === 'time' ? EPOCH : (found.steps.steps.time.unit ?? null),
    },
    numbers: numbers.map(({ value: _, ...number }) => number),
    reward: numbers.findIndex(({ id }) => id === spec.reward),
  };
}
