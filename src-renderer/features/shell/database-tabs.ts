import type { LensChoice } from '#shared/model/experiment.ts';
import type { Place } from '../../client/place.ts';
import { useLens, useQuestions } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';

/** A tab of a database: what it is called, where it leads, and which places belong to it. */
export interface Tab {
  readonly title: string;
  readonly place: Place;
  holds(place: Place): boolean;
}

/**
 * The tabs of a database, those first that its lens recommends; what every database has where no lens can be told. None
 * before all are known: one that came later would move the others from under the pointer, and a click be lost.
 */
export function useTabs(database: string): readonly Tab[] {
  const lens = useLens(database);
  const questions = useQuestions(database);
  return lens.waiting || questions.waiting ? [] : tabsOf(database, lens.data, questions.data?.length);
}

/** `questions`: how many named questions its lens can answer. */
export function tabsOf(database: string, lens: LensChoice | undefined, questions = 0): readonly Tab[] {
  const tabs: Tab[] = [];
  const session = lens?.words.session ?? null;
  const episode = lens?.words.episode ?? null;
  if (session !== null) {
    tabs.push({
      title: capital(plural(session)),
      place: { at: 'sessions', database },
      holds: ({ at }) => at === 'sessions' || at === 'session' || at === 'episode',
    });
  }
  if (episode !== null) {
    tabs.push({
      title: `${session === null ? '' : 'All '}${session === null ? capital(plural(episode)) : plural(episode)}`,
      place: { at: 'episodes', database },
      holds: ({ at }) => at === 'episodes' || (session === null && at === 'episode'),
    });
  }
  if (lens?.states !== undefined) {
    tabs.push({ title: lens.states, place: { at: 'occupancy', database }, holds: ({ at }) => at === 'occupancy' });
  }
  if (lens?.coverage !== undefined) {
    tabs.push({ title: lens.coverage, place: { at: 'coverage', database }, holds: ({ at }) => at === 'coverage' });
  }
  if (lens?.training !== undefined) {
    tabs.push({ title: lens.training, place: { at: 'training', database }, holds: ({ at }) => at === 'training' });
  }
  if (episode !== null) {
    tabs.push({ title: 'Trends', place: { at: 'trends', database }, holds: ({ at }) => at === 'trends' });
    tabs.push({ title: 'Compare', place: { at: 'compare', database }, holds: ({ at }) => at === 'compare' });
  }
  if (lens?.positions) {
    tabs.push({ title: 'Density', place: { at: 'density', database }, holds: ({ at }) => at === 'density' });
  }
  if (questions > 0) {
    tabs.push({
      title: 'Questions',
      place: { at: 'questions', database },
      holds: ({ at }) => at === 'questions' || at === 'question',
    });
  }
  tabs.push(
    { title: 'Tables', place: { at: 'tables', database }, holds: ({ at }) => at === 'tables' || at === 'table' },
    { title: 'SQL', place: { at: 'sql', database }, holds: ({ at }) => at === 'sql' },
  );
  if (session !== null || episode !== null) {
    tabs.push({ title: 'Findings', place: { at: 'findings', database }, holds: ({ at }) => at === 'findings' });
  }
  if (lens?.imports) {
    tabs.push({
      title: 'Imports',
      place: { at: 'imports', database },
      holds: ({ at }) => at === 'imports' || at === 'imported',
    });
  }
  return tabs;
}
