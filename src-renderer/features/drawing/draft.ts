import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Expression } from '#shared/model/expression.ts';
import type { Level, MeasureSpec, Steps } from '#shared/model/lens.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { countOf } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { statesReady } from './states.ts';

export type LevelName = 'session' | 'episode';

/** The column that an expression is, or `undefined` for one that is computed. */
export function columnIn(expression: Expression | undefined): string | undefined {
  return typeof expression === 'string' ? expression : undefined;
}

/** An expression as people read it. */
export function expressionText(expression: Expression): string {
  if (typeof expression === 'string') return expression;
  if ('lookUp' in expression) return `${expression.lookUp}.${expressionText(expression.value)}`;
  if ('choose' in expression) return `choice by ${expressionText(expression.choose)}`;
  if ('json' in expression) return [expression.json, ...expression.path].join(' → ');
  if ('call' in expression) return `${expression.call}(${expression.of.map(expressionText).join(', ')})`;
  return JSON.stringify(expression.value);
}

export function wordOf(one: string): [string, string] {
  return [one, plural(one)];
}

/**
 * A level over another table: what one is called stays, columns begin with the table's key. Lists it says nothing of are
 * filled in by main, which reads every lens by its schema.
 */
export function levelOver(table: TableInfo, before: Level | undefined, name: LevelName): Level {
  const id = table.primaryKey.length > 0 ? [...table.primaryKey] : table.columns.slice(0, 1).map((each) => each.name);
  const label = table.columns.find(({ kind, name: column }) => kind === 'text' && /name|title|label/i.test(column));
  const facts = table.columns
    .filter(({ kind, name: column }) => kind !== 'blob' && !id.includes(column) && column !== label?.name)
    .slice(0, 30);
  return {
    word: before?.word ?? wordOf(name),
    ...{ table: table.name, schema: table.schema, distinct: false, id },
    label: label?.name ?? id[0] ?? { value: '' },
    order: id.map((by) => ({ by, descending: false })),
    facts: facts.map((column) => factOf(column.name)),
  } as Level;
}

/** Names that lists use for themselves. */
const taken = new Set([
  ...['id', 'label', 'session', 'session_label'],
  ...['episodes', 'steps', 'agents', 'frames', 'duration'],
]);

export function factOf(column: string): Level['facts'][number] {
  return { name: taken.has(column) ? `${column}_` : column, title: column, value: column };
}

/** Facts for the chosen columns: those that were there keep their title, unit and computation. */
export function factsOf(columns: readonly string[], before: Level['facts']): Level['facts'] {
  const computed = before.filter(({ value }) => typeof value !== 'string');
  return [...columns.map((column) => before.find(({ value }) => value === column) ?? factOf(column)), ...computed];
}

export function measureOf(column: string, level: MeasureSpec['level'], taken: readonly MeasureSpec[]): MeasureSpec {
  const wanted = level === 'step' ? column : `episode:${column}`;
  let id = wanted;
  for (let number = 2; taken.some((each) => each.id === id); number += 1) id = `${wanted}-${number}`;
  const reduce = /reward/i.test(column) ? 'sum' : 'mean';
  return { id, title: column, level, value: column, reduce, rollUp: taken.length === 0 };
}

/** A lens that can be shown and kept: parts that lack something are left out, and it says what they lack. */
export interface Ready {
  readonly lens: LensFile;
  readonly lacking: readonly string[];
}

export function readyOf(draft: LensFile): Ready {
  const lacking: string[] = [];
  const { session: drawnSession, episode: drawnEpisode, steps: drawnSteps, states: drawnStates, ...rest } = draft;
  const session = levelReady(drawnSession, 'session', lacking);
  const episode = episodeReady(levelReady(drawnEpisode, 'episode', lacking), session, lacking);
  const steps = stepsReady(drawnSteps, episode, lacking);
  const states = statesReady(drawnStates, session, lacking);
  if (draft.title.trim() === '') lacking.push('Give the lens a name');
  return {
    lens: {
      ...rest,
      title: draft.title.trim() || 'My lens',
      ...(session === undefined ? {} : { session }),
      ...(episode === undefined ? {} : { episode }),
      ...(steps === undefined ? {} : { steps: withNumbers(steps, draft.measures) }),
      ...(states === undefined ? {} : { states }),
      measures: draft.measures.filter(({ level }) => level === 'episode' || steps !== undefined),
    },
    lacking,
  };
}

/** Beside what is read stand the measures of its steps. */
function withNumbers(steps: Steps, measures: readonly MeasureSpec[]): Steps {
  const { transcript } = steps;
  if (transcript === undefined) return steps;
  const numbers = measures.filter(({ level }) => level === 'step').map(({ id }) => id);
  const reward = numbers.find((id) => /reward/i.test(id));
  return { ...steps, transcript: { ...transcript, measures: numbers, ...(reward !== undefined && { reward }) } };
}

function levelReady(level: Level | undefined, name: LevelName, lacking: string[]): Level | undefined {
  if (level === undefined) return undefined;
  const called = level.word[0].trim() === '' ? { ...level, word: wordOf(name) } : level;
  if (level.id.length > 0) return called;
  lacking.push(`Choose what names one of the ${called.word[1]}`);
  return undefined;
}

/** Without a way to the session, the episodes are shown as they are. */
function episodeReady(episode: Level | undefined, session: Level | undefined, lacking: string[]): Level | undefined {
  if (episode === undefined) return undefined;
  const { parent = [], ...orphan } = episode;
  if (session === undefined) return orphan;
  if (parent.length === session.id.length) return episode;
  const word = session.word[0];
  lacking.push(
    parent.length === 0
      ? `Choose which column of ${episode.table} names the ${word}`
      : `${episode.table} must name the ${word} by ${countOf(session.id.length, ['column', 'columns'])}`,
  );
  return orphan;
}

function stepsReady(steps: Steps | undefined, episode: Level | undefined, lacking: string[]): Steps | undefined {
  if (steps === undefined) return undefined;
  const noTime = steps.time.by === '';
  const parts = steps.episode.length;
  const unlike = episode !== undefined && parts > 0 && parts !== episode.id.length;
  if (noTime) lacking.push(`Choose the order of the rows in ${steps.table}`);
  if (parts === 0) lacking.push(`Choose which column of ${steps.table} names the episode`);
  if (unlike)
    lacking.push(
      `${steps.table} must name the ${episode.word[0]} by ${countOf(episode.id.length, ['column', 'columns'])}`,
    );
  if (noTime || parts === 0 || unlike) return undefined;
  const { position, ...rest } = steps;
  return position === undefined || position.x === '' || position.y === '' ? rest : steps;
}
