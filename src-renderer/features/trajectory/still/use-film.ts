import { useEffect, useRef, useState } from 'react';
import { failureOf } from '../../../client/failure.ts';
import { giveFile } from '../../../ui/give-file.ts';
import { say } from '../../../ui/toast.ts';
import type { Together } from '../compare/use-compared.ts';
import type { Episode } from '../use-episode.ts';
import type { Film, FilmKind } from './film.ts';

export interface Filming {
  /** Whether pictures are taken now, or made into a file. */
  readonly state: 'idle' | 'filming' | 'making';
  start(kind: FilmKind): void;
  stop(): void;
  /** Ends it without a file. */
  drop(): void;
}

interface Running {
  readonly film: Film;
  readonly kind: FilmKind;
}

/** Plays and films until the end, or until it is stopped or paused. */
export function useFilm({ cursor, header }: Episode, { painters, episodes }: Together): Filming {
  const [state, setState] = useState<Filming['state']>('idle');
  const running = useRef<Running>(undefined);
  const drop = () => {
    running.current?.film.drop();
    running.current = undefined;
    setState('idle');
  };
  const stop = async () => {
    const taken = running.current;
    if (taken === undefined || state === 'making') return;
    setState('making');
    cursor.pause();
    try {
      const file = await taken.film.stop();
      if (running.current === taken) giveFile([file], taken.film.type, header.label, taken.kind.ending);
    } catch (thrown) {
      sayNothing(thrown);
    }
    if (running.current === taken) drop();
  };
  const latest = useRef(stop);
  useEffect(() => {
    latest.current = stop;
  });
  const start = (kind: FilmKind) => {
    try {
      const film = kind.start(painters, episodes, () => void latest.current());
      running.current = { film, kind };
      cursor.play();
      setState('filming');
    } catch (thrown) {
      sayNothing(thrown);
    }
  };
  useEffect(() => {
    if (state !== 'filming') return;
    return cursor.subscribe(() => {
      if (!cursor.get().playing) void latest.current();
    });
  }, [state, cursor]);
  useEffect(
    () => () => {
      running.current?.film.drop();
      running.current = undefined;
    },
    [],
  );
  return { state, start, stop: () => void stop(), drop };
}

function sayNothing(thrown: unknown): void {
  say({ text: `Nothing was recorded: ${failureOf(thrown).message}`, tone: 'bad' });
}
