import { GifFilm } from './gif-film.ts';
import type { Painters } from './painters.ts';
import { filmType, WebmFilm } from './webm-film.ts';

/** Pictures of a page filmed as they are painted, in real time, until `stop` gives the file. */
export interface Film {
  readonly type: string;
  /** Gives the file; it may take seconds to be made. */
  stop(): Promise<Blob>;
  /** Ends it without a file. */
  drop(): void;
}

/** One way of filming. */
export interface FilmKind {
  readonly title: string;
  readonly ending: string;
  /** What is said instead of the title where this window cannot film that way. */
  readonly lack: string | undefined;
  /** `onFull` is called once no more can be taken in. */
  start(painters: Painters, episodes: readonly string[], onFull: () => void): Film;
}

export function filmKinds(): readonly FilmKind[] {
  const type = filmType();
  return [
    {
      title: 'Play and record as WebM',
      ending: '.webm',
      lack: type === undefined ? 'This window cannot record films' : undefined,
      start: (painters, episodes) => new WebmFilm(painters, episodes, type ?? ''),
    },
    {
      title: `Play and record as GIF, up to ${GifFilm.seconds} s`,
      ending: '.gif',
      lack: undefined,
      start: (painters, episodes, onFull) => new GifFilm(painters, episodes, onFull),
    },
  ];
}
