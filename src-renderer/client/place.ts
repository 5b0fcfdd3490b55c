import { useSyncExternalStore } from 'react';

/** A place in the application. Every place has an address, so back, forward, reopen and a bookmark work everywhere. */
export type Place =
  | { readonly at: 'welcome' }
  | { readonly at: 'settings' }
  /** Bookmarks, tags and notes of all databases. */
  | { readonly at: 'marks' }
  /** Series of several databases on one axis: which there are, and one of them. */
  | { readonly at: 'workspaces' }
  | { readonly at: 'workspace'; readonly workspace: string }
  /** Where files are looked at before they are imported. */
  | { readonly at: 'import' }
  /** The imports of this run of the application, and one of them as it goes and when it is over. */
  | { readonly at: 'jobs' }
  | { readonly at: 'job'; readonly job: string }
  | DatabasePlace;

export type DatabasePlace =
  /** Wherever the lens recommends to begin. */
  | { readonly at: 'database'; readonly database: string }
  | { readonly at: 'sessions'; readonly database: string }
  /** The episodes of one session. */
  | { readonly at: 'session'; readonly database: string; readonly session: string }
  /** The episodes of all sessions. */
  | { readonly at: 'episodes'; readonly database: string }
  | { readonly at: 'episode'; readonly database: string; readonly episode: string }
  /** Curves of any sessions and episodes; what is drawn stands behind the `?`. */
  | { readonly at: 'trends'; readonly database: string }
  /** Groups beside a baseline; what is compared stands behind the `?`. */
  | { readonly at: 'compare'; readonly database: string }
  /** Checks of the experiment; `?check=` names one. */
  | { readonly at: 'findings'; readonly database: string }
  /** When rooms or sensors were on and off; the range and the room stand behind the `?`. */
  | { readonly at: 'occupancy'; readonly database: string }
  /** What there should be and what there is; `?group=` names the study. */
  | { readonly at: 'coverage'; readonly database: string }
  /** A training as it went; the session, the episode and what is drawn stand behind the `?`. */
  | { readonly at: 'training'; readonly database: string }
  /** Where agents are; of whom and how it is counted stands behind the `?`. */
  | { readonly at: 'density'; readonly database: string }
  | { readonly at: 'tables'; readonly database: string }
  | { readonly at: 'table'; readonly database: string; readonly schema: string; readonly table: string }
  | { readonly at: 'sql'; readonly database: string }
  /** Where a lens is drawn; `?edit=` names the one to change. */
  | { readonly at: 'lens'; readonly database: string }
  /** The named questions of the lens, and one of them. */
  | { readonly at: 'questions'; readonly database: string }
  | { readonly at: 'question'; readonly database: string; readonly question: string }
  /** What was imported into the database, and one of these. */
  | { readonly at: 'imports'; readonly database: string }
  | { readonly at: 'imported'; readonly database: string; readonly id: string };

/** What stands behind the `?` of an address: frame, measure, agents, search, sort… */
export type PlaceQuery = Readonly<Record<string, string>>;

interface Location {
  readonly place: Place;
  readonly query: PlaceQuery;
}

/** The path of a place, without `#`. */
export function pathOf(place: Place): string {
  switch (place.at) {
    case 'welcome':
      return '/';
    case 'settings':
      return '/settings';
    case 'marks':
      return '/marks';
    case 'workspaces':
      return '/workspaces';
    case 'workspace':
      return join('workspaces', place.workspace);
    case 'import':
      return '/import';
    case 'jobs':
      return '/imports';
    case 'job':
      return join('imports', place.job);
    case 'database':
      return join('db', place.database);
    case 'session':
      return join('db', place.database, 'sessions', place.session);
    case 'episode':
      return join('db', place.database, 'episodes', place.episode);
    case 'question':
      return join('db', place.database, 'questions', place.question);
    case 'imported':
      return join('db', place.database, 'imports', place.id);
    case 'table':
      return join('db', place.database, 'tables', place.schema, place.table);
    default:
      return join('db', place.database, place.at);
  }
}

function join(...parts: readonly string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** The address of a place within this page: `#/db/…?frame=12`. */
export function addressOf(place: Place, query: PlaceQuery = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#${pathOf(place)}${search === '' ? '' : `?${search}`}`;
}

/** Reads an address; one that leads nowhere leads to the welcome page. */
export function readAddress(hash: string): Location {
  const [path = '', search = ''] = split(hash.replace(/^#/, ''));
  const parts = path.split('/').filter((part) => part !== '');
  return { place: readPlace(parts.map(decode)), query: Object.fromEntries(new URLSearchParams(search)) };
}

function split(address: string): readonly string[] {
  const at = address.indexOf('?');
  return at < 0 ? [address] : [address.slice(0, at), address.slice(at + 1)];
}

/** Undoes `encodeURIComponent`; what was not made by it stays as it is. */
export function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function readPlace([area, name, what, first, second]: readonly string[]): Place {
  if (area === 'settings' || area === 'marks' || area === 'import') return { at: area };
  if (area === 'workspaces') return name === undefined ? { at: 'workspaces' } : { at: 'workspace', workspace: name };
  if (area === 'imports') return name === undefined ? { at: 'jobs' } : { at: 'job', job: name };
  if (area !== 'db' || name === undefined) return { at: 'welcome' };
  const database = name;
  if (what === 'sessions') {
    return first === undefined ? { at: 'sessions', database } : { at: 'session', database, session: first };
  }
  if (what === 'episodes') {
    return first === undefined ? { at: 'episodes', database } : { at: 'episode', database, episode: first };
  }
  if (what === 'tables') {
    if (first === undefined || second === undefined) return { at: 'tables', database };
    return { at: 'table', database, schema: first, table: second };
  }
  if (what === 'questions') {
    return first === undefined ? { at: 'questions', database } : { at: 'question', database, question: first };
  }
  if (what === 'imports') {
    return first === undefined ? { at: 'imports', database } : { at: 'imported', database, id: first };
  }
  if (what === 'density' || what === 'coverage' || what === 'training') return { at: what, database };
  if (what === 'trends' || what === 'compare' || what === 'occupancy') return { at: what, database };
  if (what === 'findings') return { at: 'findings', database };
  if (what === 'lens') return { at: 'lens', database };
  return what === 'sql' ? { at: 'sql', database } : { at: 'database', database };
}

const moved = 'starling:moved';

function subscribe(listener: () => void): () => void {
  const arrive = () => {
    countStep();
    listener();
  };
  window.addEventListener('popstate', arrive);
  window.addEventListener('hashchange', arrive);
  window.addEventListener(moved, listener);
  return () => {
    window.removeEventListener('popstate', arrive);
    window.removeEventListener('hashchange', arrive);
    window.removeEventListener(moved, listener);
  };
}

let last: { hash: string; location: Location } | undefined;

/** Where the window is now; the same object as long as the address stays. */
export function currentLocation(): Location {
  const { hash } = window.location;
  if (last?.hash !== hash) last = { hash, location: readAddress(hash) };
  return last.location;
}

/** The place shown now. */
export function usePlace(): Place {
  return useSyncExternalStore(subscribe, currentLocation).place;
}

/** What stands behind the `?` of the present address. */
export function usePlaceQuery(): PlaceQuery {
  return useSyncExternalStore(subscribe, currentLocation).query;
}

/** Goes to a place. `replace` for what should not become a step of *Back*. */
export function toPlace(place: Place, query: PlaceQuery = {}, { replace = false } = {}): void {
  move(addressOf(place, query), replace);
}

/** Changes part of the present address; an empty value removes its key. Not a step of *Back* unless asked. */
export function setPlaceQuery(change: PlaceQuery, { push = false } = {}): void {
  const { place, query } = currentLocation();
  move(addressOf(place, { ...query, ...change }), !push);
}

interface Step {
  readonly step: number;
}

function move(address: string, replace: boolean): void {
  if (address === window.location.hash) return;
  const state: Step = { step: replace ? here : here + 1 };
  here = state.step;
  if (!replace) furthest = here;
  window.history[replace ? 'replaceState' : 'pushState'](state, '', address);
  window.dispatchEvent(new Event(moved));
}

/** Steps are counted, because a page cannot ask how far back and forward it may go. */
let here = recordedStep() ?? 0;
let furthest = here;

function recordedStep(): number | undefined {
  return typeof window === 'undefined' ? undefined : (window.history.state as Partial<Step> | null)?.step;
}

/** A link that was clicked made a step without saying so. */
function countStep(): void {
  const known = recordedStep();
  if (known === undefined) {
    furthest = here + 1;
    window.history.replaceState({ step: furthest } satisfies Step, '');
  }
  here = known ?? furthest;
}

function currentStep(): number {
  return here;
}

export function goBack(): void {
  window.history.back();
}

export function goForward(): void {
  window.history.forward();
}

/** Whether *Back* and *Forward* lead somewhere inside the application. */
export function useCanMove(): { readonly back: boolean; readonly forward: boolean } {
  const step = useSyncExternalStore(subscribe, currentStep);
  furthest = Math.max(furthest, step);
  return { back: step > 0, forward: step < furthest };
}

/** One level up: an episode's session is known to its page, which may pass it; everything else knows its parent. */
export function parentOf(place: Place): Place | undefined {
  switch (place.at) {
    case 'welcome':
      return undefined;
    case 'settings':
    case 'marks':
    case 'workspaces':
    case 'database':
    case 'sessions':
    case 'trends':
    case 'compare':
    case 'density':
    case 'occupancy':
    case 'coverage':
    case 'training':
    case 'findings':
    case 'tables':
    case 'questions':
    case 'sql':
    case 'lens':
    case 'import':
    case 'jobs':
    case 'imports':
      return { at: 'welcome' };
    case 'workspace':
      return { at: 'workspaces' };
    case 'job':
      return { at: 'jobs' };
    case 'imported':
      return { at: 'imports', database: place.database };
    case 'question':
      return { at: 'questions', database: place.database };
    case 'session':
    case 'episodes':
      return { at: 'sessions', database: place.database };
    case 'episode':
      return { at: 'episodes', database: place.database };
    case 'table':
      return { at: 'tables', database: place.database };
  }
}

export function databaseOf(place: Place): string | undefined {
  return 'database' in place ? place.database : undefined;
}
