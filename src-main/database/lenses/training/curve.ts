import type { SeriesRequest } from '#shared/contract/browse.ts';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import { naturally } from '#shared/model/naturally.ts';
import type { TrainingCurve } from '#shared/model/training.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, doubleOf, textOf } from '../binding/compile.ts';
import { idText } from '../binding/ids.ts';
import { type SessionPoint, sessionLine } from '../series/session-line.ts';
import type { BoundTraining } from './bind-training.ts';
import { checkpointsOf, type NumberedEpisode } from './checkpoints.ts';
import { ofSession } from './in-order.ts';

export interface CurveAsked {
  readonly session: string;
  readonly measure?: string | undefined;
  readonly facet?: number | undefined;
  readonly points: number;
}

/** An episode in order. */
interface Placed extends SessionPoint, NumberedEpisode {
  readonly phase: string | null;
  readonly facet: string | null;
}

/** A measure over the episodes of a session, taken apart by a facet, with its phases and checkpoints. */
export async function trainingCurve(
  lens: BoundLens,
  bound: BoundTraining,
  asked: CurveAsked,
  options: QueryOptions,
): Promise<TrainingCurve> {
  const measure = bound.measures.find(({ id }) => id === (asked.measure ?? bound.measures[0]?.id));
  if (measure === undefined) throw new Failure('NOT_FOUND', `There is no measure “${asked.measure ?? ''}” of episodes`);
  const facet = asked.facet === undefined ? null : bound.facets[asked.facet];
  if (facet === undefined) throw new Failure('NOT_FOUND', 'This training is not told apart by that');
  const { episode, of, order, title } = ofSession(lens, asked.session);
  const { dialect, connection } = lens;
  const text = (part: Compiled | null | undefined): Sql =>
    part ? textOf(part, dialect) : raw('cast(null as varchar)');
  const columns = [
    idText(episode.id, dialect),
    doubleOf(measure.value, dialect),
    ...[text(bound.phase), text(facet?.by), text(bound.checkpoints?.number)],
  ];
  const query = sql`select ${join(columns)} from ${episode.from} where ${of} ${order}`;
  const all = (await connection.rows(query, options)).rows.map(placed);
  const keys = facet === null ? [null] : distinct(all.map((each) => each.facet));
  const range = { from: 0, to: Math.max(all.length - 1, 0) };
  const request: SeriesRequest = {
    ...{ measure: measure.id, sessions: [], episodes: [], split: 'mean', points: asked.points },
    ...range,
  };
  const { value: _, ...described } = measure;
  return {
    x: { title, unit: null, ...range },
    measure: described,
    panels: keys.map((key) => {
      const own = facet === null ? all : all.filter((each) => each.facet === key);
      return { key, line: sessionLine(own, request) };
    }),
    phases: bound.phase === null ? [] : phasesOf(all),
    checkpoints:
      bound.checkpoints === null ? [] : await checkpointsOf(lens, bound.checkpoints, asked.session, all, options),
    episodes: all.length,
  };
}

function placed([id = null, y = null, phase = null, facet = null, number = null]: readonly Cell[], x: number): Placed {
  const value = cellNumber(y) ?? Number.NaN;
  return {
    ...{ x, y: value, episode: cellToText(id), rows: y === null ? 0 : 1, finite: Number.isFinite(value) ? 1 : 0 },
    ...{ phase: textOrNull(phase), facet: textOrNull(facet), number: textOrNull(number) },
  };
}

const textOrNull = (cell: Cell): string | null => (cell === null ? null : cellToText(cell));

/** What is unknown comes last. */
function distinct(all: readonly (string | null)[]): readonly (string | null)[] {
  return [...new Set(all)].toSorted((one, other) => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return naturally(one, other);
  });
}

function phasesOf(all: readonly Placed[]): TrainingCurve['phases'] {
  const phases: { phase: string | null; first: number; last: number }[] = [];
  for (const { phase, x } of all) {
    const last = phases.at(-1);
    if (last !== undefined && last.phase === phase) last.last = x;
    else phases.push({ phase, first: x, last: x });
  }
  return phases;
}
