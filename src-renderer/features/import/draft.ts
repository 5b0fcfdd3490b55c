import type { ErrorData } from '#shared/model/failure.ts';
import type {
  FileSetRequest,
  ImportLook,
  ImportOptions,
  ImportPlan,
  ImportTarget,
  OnDuplicate,
} from '#shared/model/import.ts';
import { createStore, type Store } from '../../client/store.ts';

/** Files that are imported together, what is known of them, and what a person decided. */
export interface SetDraft {
  readonly key: number;
  readonly paths: readonly string[];
  /** The importer a person chose; the surest one when absent. */
  readonly importer: string | undefined;
  /** Options a person changed. */
  readonly options: ImportOptions;
  /** Options that are asked about and left to what happens without an answer. */
  readonly left: readonly string[];
  readonly plan: ImportPlan | undefined;
  readonly failure: ErrorData | undefined;
  readonly looking: boolean;
  /** Counts up with everything that makes an answer out of date. */
  readonly turn: number;
}

/** What lies on the import page: it stays while the window is open, wherever one goes meanwhile. */
export interface Draft {
  readonly sets: readonly SetDraft[];
  readonly into: ImportTarget | undefined;
  /** What to do with files that were imported before; asked when there are any. */
  readonly onDuplicate: OnDuplicate | undefined;
  /** The set that is shown. */
  readonly shown: number | undefined;
}

export const emptyDraft: Draft = { sets: [], into: undefined, onDuplicate: undefined, shown: undefined };

export const draft: Store<Draft> = createStore<Draft>(emptyDraft);

let last = 0;

export function newSet(paths: readonly string[], more: Partial<SetDraft> = {}): SetDraft {
  last += 1;
  const nothing = { importer: undefined, options: {}, left: [], plan: undefined, failure: undefined };
  return { ...nothing, looking: true, turn: 0, ...more, key: last, paths };
}

export function requestOf({ paths, importer, options }: SetDraft): FileSetRequest {
  return { paths: [...paths], options, ...(importer === undefined ? {} : { importer }) };
}

/** A file about which nothing was decided by its path alone: thousands are said sooner so. */
export function shortRequestOf(set: SetDraft): FileSetRequest | string {
  const [path = '', other] = set.paths;
  const isDecided = set.importer !== undefined || Object.keys(set.options).length > 0;
  return other !== undefined || isDecided ? requestOf(set) : path;
}

/** Nothing is known of it yet, not even what belongs together with it. */
export function isFresh({ plan, failure }: SetDraft): boolean {
  return plan === undefined && failure === undefined;
}

/**
 * Puts in place of sets that were offered what they turned out to be: files that belong together are one. An answer to
 * what was asked anew meanwhile changes nothing.
 */
export function grouped(
  sets: readonly SetDraft[],
  asked: ReadonlyMap<number, number>,
  found: ImportLook,
): readonly SetDraft[] {
  if (sets.some(({ key, turn }) => asked.has(key) && asked.get(key) !== turn)) return sets;
  const now = [
    ...found.plans.map((plan) => newSet(plan.paths, { plan, looking: false })),
    ...found.refused.map(({ paths, failure }) => newSet(paths, { failure, looking: false })),
  ];
  const at = sets.findIndex(({ key }) => asked.has(key));
  const rest = sets.filter(({ key }) => !asked.has(key));
  return at < 0 ? rest : [...rest.slice(0, at), ...now, ...rest.slice(at)];
}

/** The same for all that lies there: what is shown stays in sight. */
export function withGrouped(now: Draft, asked: ReadonlyMap<number, number>, found: ImportLook): Draft {
  const before = now.sets.find(({ key }) => key === now.shown);
  const sets = grouped(now.sets, asked, found);
  const after = sets.find(({ key, paths }) => key === now.shown || paths.includes(before?.paths[0] ?? ''));
  return { ...now, sets, shown: after?.key };
}

/** Gives each set its answer, unless it was changed since it was asked about. */
export function answered(
  sets: readonly SetDraft[],
  asked: ReadonlyMap<number, number>,
  found: ImportLook,
): readonly SetDraft[] {
  const plans = new Map(found.plans.map((plan) => [pathsKey(plan.paths), plan]));
  const refused = new Map(found.refused.map(({ paths, failure }) => [pathsKey(paths), failure]));
  return sets.map((set) => {
    if (asked.get(set.key) !== set.turn) return set;
    const plan = plans.get(pathsKey(set.paths));
    const failure = refused.get(pathsKey(set.paths));
    return { ...set, looking: false, plan: plan ?? set.plan, failure: plan === undefined ? failure : undefined };
  });
}

/** The order of paths says nothing. */
function pathsKey(paths: readonly string[]): string {
  return paths.toSorted().join('\0');
}

/** The questions of a set that nobody has answered. */
export function openQuestions({ plan, options, left }: SetDraft): ImportPlan['questions'] {
  return (plan?.questions ?? []).filter(({ option }) => options[option] === undefined && !left.includes(option));
}

/** What stands between the sets and their import. */
export interface Readiness {
  /** Sets that can be imported. */
  readonly ready: readonly SetDraft[];
  readonly refused: number;
  readonly looking: number;
  /** Questions without an answer. */
  readonly questions: number;
  /** Sets that were imported before. */
  readonly earlier: number;
  readonly bytes: number;
  readonly files: number;
}

export function readinessOf({ sets }: Draft): Readiness {
  const ready = sets.filter(({ plan, failure }) => plan !== undefined && failure === undefined);
  return {
    ready,
    refused: sets.filter(({ failure }) => failure !== undefined).length,
    looking: sets.filter(({ looking }) => looking).length,
    questions: ready.reduce((sum, set) => sum + openQuestions(set).length, 0),
    earlier: ready.filter(({ plan }) => plan?.earlier != null).length,
    bytes: ready.reduce((sum, { plan }) => sum + (plan?.bytes ?? 0), 0),
    files: ready.reduce((sum, { plan }) => sum + (plan?.files.length ?? 0), 0),
  };
}

/** Why nothing can be imported now: a sentence; empty where everything is decided. */
export function hindrance({ into, onDuplicate }: Draft, now: Readiness): string {
  if (now.looking > 0) return 'Looking at the files…';
  if (now.ready.length === 0) return 'None of these files can be imported';
  if (into === undefined) return 'Choose what to import into';
  if (now.questions > 0) return now.questions === 1 ? '1 question is open' : `${now.questions} questions are open`;
  if (now.earlier > 0 && onDuplicate === undefined) return 'Say what to do with files that were imported before';
  return '';
}

/** Leaves a question to what happens without an answer. */
export function leaveQuestion(key: number, option: string): void {
  draft.set((now) => ({
    ...now,
    sets: now.sets.map((set) => (set.key === key ? { ...set, left: [...set.left, option] } : set)),
  }));
}

/** Brings the first set that asks something into sight. */
export function showOpenQuestion(): void {
  draft.set((now) => ({ ...now, shown: now.sets.find((set) => openQuestions(set).length > 0)?.key ?? now.shown }));
}
