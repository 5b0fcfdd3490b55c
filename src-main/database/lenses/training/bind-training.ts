import type { Training } from '#shared/model/lens-training.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile } from '../binding/compile.ts';
import { type BoundActions, bindActions } from './actions.ts';
import { type BoundCheckpoints, bindCheckpoints } from './checkpoints.ts';
import { type BoundEntities, bindEntities } from './entity-rows.ts';

/** The training of a lens whose names were found in a database; what is missing is `null`, or not there. */
export interface BoundTraining {
  readonly training: Training;
  /** The one that is drawn first comes first. */
  readonly measures: readonly {
    readonly id: string;
    readonly title: string;
    readonly unit: string | null;
    readonly value: Compiled;
  }[];
  readonly phase: Compiled | null;
  readonly facets: readonly { readonly title: string; readonly by: Compiled }[];
  readonly entities: BoundEntities | null;
  readonly actions: BoundActions | null;
  readonly checkpoints: BoundCheckpoints | null;
  readonly without: readonly string[];
}

/** `null` where the lens declares none, or the database has no episodes that belong to sessions. */
export function bindTraining(lens: BoundLens): BoundTraining | null {
  const { training } = lens.lens;
  const { episode } = lens;
  if (training === undefined || episode === null || episode.parent === null) return null;
  const entities = training.entities === undefined ? null : bindEntities(lens, training.entities);
  const actions = training.actions === undefined ? null : bindActions(lens, training.actions);
  const checkpoints = training.checkpoints === undefined ? null : bindCheckpoints(lens, training.checkpoints);
  return {
    ...{ training, entities, actions, checkpoints },
    measures: measuresOf(lens, training.measure),
    phase: training.phase === undefined ? null : compile(training.phase, episode.place),
    facets: training.facets.flatMap(({ title, by }) => {
      const compiled = compile(by, episode.place);
      return compiled === null ? [] : [{ title, by: compiled }];
    }),
    without: [
      ...training.without,
      ...missing(
        training.entities !== undefined && entities === null,
        `What was logged of each ${training.entities?.word[0]}`,
      ),
      ...missing(training.actions !== undefined && actions === null, 'Which actions were taken'),
      ...missing(training.checkpoints !== undefined && checkpoints === null, 'Checkpoints'),
    ],
  };
}

function missing(is: boolean, what: string): readonly string[] {
  return is ? [`${what} is not in this database: its table or columns are missing`] : [];
}

function measuresOf({ lens, episode }: BoundLens, first: string): BoundTraining['measures'] {
  const found = lens.measures.flatMap(({ id, title, unit, level, value }) => {
    const compiled = level === 'episode' && episode !== null ? compile(value, episode.place) : null;
    return compiled === null ? [] : [{ id, title, unit: typeof unit === 'string' ? unit : null, value: compiled }];
  });
  return found.toSorted((one, other) => Number(other.id === first) - Number(one.id === first));
}
