import { Failure } from '#shared/model/failure.ts';
import type {
  ActionsAnswer,
  EntityHeat,
  EntityLines,
  TrainingCurve,
  TrainingOverview,
} from '#shared/model/training.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { actionsOfEpisode, actionsOfSession } from './actions.ts';
import { type BoundTraining, bindTraining } from './bind-training.ts';
import { type CurveAsked, trainingCurve } from './curve.ts';
import { entityHeat, entityLines } from './entities.ts';

interface InEpisode {
  readonly episode: string;
  readonly measure: string;
}

/** A training as it went, where the lens declares it. Fails with NOT_FOUND for what is not kept, but for the overview. */
export class TrainingBook {
  readonly #lens: BoundLens;
  readonly #bound: BoundTraining | null;

  constructor(lens: BoundLens) {
    this.#lens = lens;
    this.#bound = bindTraining(lens);
  }

  /** What the page of it is called; `undefined` where there is none. */
  get title(): string | undefined {
    return this.#bound?.training.title;
  }

  overview(): TrainingOverview | null {
    if (this.#bound === null) return null;
    const { training, entities, actions, measures, phase, facets, checkpoints, without } = this.#bound;
    return {
      title: training.title,
      entities: entities && {
        ...{ word: entities.entities.word, part: entities.entities.part },
        measures: entities.measures.map(({ spec: { id, title, unit = null } }) => ({ id, title, unit })),
      },
      actions: actions !== null,
      measures: measures.map(({ id, title, unit }) => ({ id, title, unit })),
      phases: phase !== null,
      facets: facets.map(({ title }) => title),
      checkpoints: checkpoints && {
        records: checkpoints.records.records.id,
        word: checkpoints.records.records.word,
        episode: checkpoints.episode.column?.name ?? '',
        value: checkpoints.value?.title ?? null,
        tests: checkpoints.tests && { word: checkpoints.tests.records.records.word, value: checkpoints.tests.title },
      },
      without,
    };
  }

  async lines(asked: InEpisode & { readonly points: number }, options: QueryOptions = {}): Promise<EntityLines> {
    return entityLines(this.#lens, kept(this.#bound?.entities), asked, options);
  }

  async heat(asked: InEpisode & { readonly columns: number }, options: QueryOptions = {}): Promise<EntityHeat> {
    return entityHeat(this.#lens, kept(this.#bound?.entities), asked, options);
  }

  async actions(
    asked: { readonly episode: string; readonly columns: number },
    options: QueryOptions = {},
  ): Promise<ActionsAnswer> {
    return actionsOfEpisode(this.#lens, kept(this.#bound?.actions), asked, options);
  }

  async actionsOver(
    asked: { readonly session: string; readonly columns: number },
    options: QueryOptions = {},
  ): Promise<ActionsAnswer> {
    return actionsOfSession(this.#lens, kept(this.#bound?.actions), asked, options);
  }

  async curve(asked: CurveAsked, options: QueryOptions = {}): Promise<TrainingCurve> {
    return trainingCurve(this.#lens, kept(this.#bound), asked, options);
  }
}

function kept<T>(bound: T | null | undefined): T {
  if (bound == null) throw new Failure('NOT_FOUND', 'The lens of this database does not say where this is kept');
  return bound;
}
