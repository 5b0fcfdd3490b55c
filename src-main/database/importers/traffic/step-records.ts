import type { JsonObject } from '../python-json.ts';
import { numberAt, objectAt, textAt } from './episode-records.ts';

/** A logged step; which episode it belongs to is told by an id only. */
export interface StepRecord {
  readonly episode: string;
  readonly session: string | null;
  readonly step: number;
  readonly record: JsonObject;
}

/** `null` for an object that is no step. */
export function stepOf(record: JsonObject): StepRecord | null {
  const episode = textAt(record, 'episode_id');
  const step = numberAt(record, 'step') ?? numberAt(record, 'step_number');
  if (episode === null || step === null || !Number.isInteger(step)) return null;
  return { episode, session: textAt(record, 'session_id'), step, record };
}

/** The action of the one agent, or of the first. */
export function actionOf(record: JsonObject): number | null {
  const actions = objectAt(record, 'actions');
  if (actions === null) return numberAt(record, 'action_taken');
  const [first] = Object.keys(actions);
  return numberAt(actions, 'main_agent') ?? (first === undefined ? null : numberAt(actions, first));
}
