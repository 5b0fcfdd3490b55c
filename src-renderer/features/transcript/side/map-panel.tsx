import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { MapThing, StateMap } from '#shared/model/step-state.ts';
import { formatCount } from '../../../format/number.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FailureView } from '../../../ui/failure-view.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { colourBook, dataStyle } from '../../series/colours.ts';
import { placeBefore } from '../use-digests.ts';
import { EntityMap } from './entity-map.tsx';
import classes from './map.module.css';
import type { StepPanelProps } from './side-panels.tsx';
import { useStepState } from './use-state.ts';

/** Where things stood after a step, and what came and went since the one before. */
export function MapPanel({ database, outline, word, place }: StepPanelProps): ReactNode {
  const state = useStepState(database, outline, place);
  const before = useStepState(database, outline, placeBefore(outline.steps, place));
  if (state.failure) return <FailureView failure={state.failure} again={state.again} />;
  if (state.none) return <Empty title="No state was left here that things could be drawn of" />;
  if (!state.data) return <Waiting />;
  const { map } = state.data;
  if (map === undefined || map.things.length === 0) return <Empty title="Nothing in this state has a place" />;
  return (
    <div className={classes.column} data-stale={state.stale}>
      <MapOf
        map={map}
        before={before.none || before.stale ? undefined : before.data?.map?.things}
        database={database}
        title={`After ${word} ${place + 1}: ringed what is new, hollow what is gone`}
      />
    </div>
  );
}

interface MapOfProps {
  readonly map: StateMap;
  readonly before: readonly MapThing[] | undefined;
  readonly database: string;
  readonly title: string;
}

function MapOf({ map, before, database, title }: MapOfProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<MapThing>();
  const kinds = useMemo(() => kindsOf(map.things), [map]);
  const colours = useMemo(() => {
    const numbered = [...kinds.map(({ kind }) => kind), ...(before ?? []).map(({ kind }) => kind)];
    return new Map(
      numbered.map((kind) => [kind, dataStyle(colourBook.number(`${database} things`, kind), scheme).colour]),
    );
  }, [kinds, before, database, scheme]);
  const toggle = (kind: string) =>
    setHidden((now) => (now.has(kind) ? new Set([...now].filter((each) => each !== kind)) : new Set(now).add(kind)));
  return (
    <>
      <EntityMap {...{ map, before, colours, hidden, scheme }} onPoint={setPointed} />
      <p className={classes.pointed}>{pointed === undefined ? title : wordsOf(pointed)}</p>
      <ul className={classes.legend} aria-label="Kinds of things">
        {kinds.map(({ kind, count }) => (
          <li key={kind}>
            <button type="button" aria-pressed={!hidden.has(kind)} onClick={() => toggle(kind)}>
              <i style={{ background: colours.get(kind) }} />
              {kind} <b>{formatCount(count)}</b>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function wordsOf({ kind, x, y, note }: MapThing): string {
  return [kind, `${x}, ${y}`, note].filter((each) => each !== '').join(' · ');
}

function kindsOf(things: readonly MapThing[]): readonly { readonly kind: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of things) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .toSorted((a, b) => b.count - a.count || a.kind.localeCompare(b.kind, 'en'));
}
