import { z } from 'zod';
import type { ActionsAnswer, EntityHeat, EntityLines, TrainingCurve, TrainingOverview } from '../model/training.ts';
import { answer, base, ofDatabase } from './base.ts';

const size = z.number().int().min(1).max(20_000);
const most = z.number().int().min(1).max(4000);
const inEpisode = ofDatabase.extend({ episode: z.string(), measure: z.string() });

/** A training as it went, of databases whose lens declares where it is told of. */
export const training = {
  /** `null` where the lens declares none. */
  overview: base.input(ofDatabase).output(answer<TrainingOverview | null>()),
  /** A line per entity and part, reduced to a chart of so many pixels without losing an extreme. */
  lines: base.input(inEpisode.extend({ points: size })).output(answer<EntityLines>()),
  /** The same in at most so many columns of time. */
  heat: base.input(inEpisode.extend({ columns: most })).output(answer<EntityHeat>()),
  actions: base.input(ofDatabase.extend({ episode: z.string(), columns: most })).output(answer<ActionsAnswer>()),
  /** Over the episodes of a session. */
  actionsOver: base.input(ofDatabase.extend({ session: z.string(), columns: most })).output(answer<ActionsAnswer>()),
  /** `facet`: which of the overview's facets it is taken apart by. */
  curve: base
    .input(
      ofDatabase.extend({
        session: z.string(),
        measure: z.string().optional(),
        facet: z.number().int().min(0).optional(),
        points: size,
      }),
    )
    .output(answer<TrainingCurve>()),
};
