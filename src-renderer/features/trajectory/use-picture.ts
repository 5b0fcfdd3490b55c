import { useComputedColorScheme } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Measure } from '#shared/model/experiment.ts';
import { orpc } from '../../client/client.ts';
import { useSetting } from '../../client/settings.ts';
import { useMeasures } from '../series/use-series.ts';
import type { Plane } from './projection.ts';
import { type Shade, shadeOf } from './shade.ts';
import { readTrail, type Trail, writeTrail } from './trail.ts';
import { readText, useAddressed } from './use-address.ts';

/** From where the scene is seen: flat on one of its planes, or from anywhere. */
export type Seen = Plane | 'space';

/** What a person chose to see in the picture. */
export interface Picture {
  readonly seen: Seen;
  readonly trail: Trail;
  readonly arrows: boolean;
  /** Distance within which neighbours of a selected agent stay in the foreground; 0 for none. */
  readonly near: number;
  /** The measure that agents are coloured by. */
  readonly colour: string | undefined;
  /** Whether each has a colour of its own instead of its type's, where they are coloured by no measure. */
  readonly byAgent: boolean;
  setSeen(seen: Seen): void;
  setTrail(trail: Trail): void;
  setArrows(arrows: boolean): void;
  setNear(near: number): void;
  setColour(measure: string | undefined): void;
  setByAgent(byAgent: boolean): void;
}

/** What the address says, before it is known what there is to see. */
export function useSeen(): Seen | undefined {
  return useAddressed('plane', readSeen, writeSeen)[0];
}

/** All of it stands in the address; the length of trails is remembered as well. */
export function usePicture(dimensions: 0 | 2 | 3): Picture {
  const [seen, setSeen] = useAddressed('plane', readSeen, writeSeen);
  const [trail, setTrail] = useAddressed('trail', readTrail, writeTrail);
  const [arrows, setArrows] = useAddressed('arrows', readFlag, writeFlag);
  const [near, setNear] = useAddressed('near', readLength, writeLength);
  const [colour, setColour] = useAddressed('colour', readText, readText);
  const [byAgent, setByAgent] = useAddressed('by-agent', readFlag, writeFlag);
  const [kept, keepTrail] = useSetting('trajectory.trail', '150');
  const flat: Seen = dimensions === 3 ? 'xz' : 'xy';
  return {
    seen: seen === 'space' && dimensions !== 3 ? flat : (seen ?? flat),
    trail: trail ?? readTrail(String(kept)) ?? { length: 150, unit: 'frames' },
    ...{ arrows, near, byAgent, colour: colour === '' ? undefined : colour },
    ...{ setSeen, setArrows, setNear, setByAgent },
    setTrail: (next) => {
      setTrail(next);
      keepTrail(writeTrail(next));
    },
    setColour: (next) => setColour(next ?? ''),
  };
}

const readSeen = (text: string): Seen | undefined =>
  text === 'xy' || text === 'xz' || text === 'zy' || text === 'space' ? text : undefined;
const writeSeen = (seen: Seen | undefined): string => seen ?? '';
const readFlag = (text: string): boolean => text === '1';
const writeFlag = (flag: boolean): string => (flag ? '1' : '');
const readLength = (text: string): number => Math.max(Number(text) || 0, 0);
const writeLength = (length: number): string => (length > 0 ? String(length) : '');

/** Measures that have a value in each step. */
export function useStepMeasures(database: string, episode: string): readonly Measure[] {
  const measures = useMeasures(database, { episode });
  return useMemo(() => measures.data?.filter(({ level }) => level === 'step') ?? [], [measures.data]);
}

/** Colours for the values of a measure, once it is known between what they lie in all of these episodes. */
export function useShade(database: string, episodes: readonly string[], colour: string | undefined): Shade | undefined {
  const scheme = useComputedColorScheme('light');
  const measure = useStepMeasures(database, episodes[0] ?? '').find(({ id }) => id === colour);
  const extents = useQueries({
    queries: episodes.map((episode) => ({
      ...orpc.trajectory.extent.queryOptions({ input: { database, episode, measure: colour ?? '' } }),
      enabled: measure !== undefined,
    })),
    combine: (answers) =>
      answers.some(({ isPending }) => isPending) ? undefined : answers.flatMap(({ data }) => data ?? []),
  });
  return useMemo(() => {
    if (!measure || !extents || extents.length === 0) return undefined;
    const low = Math.min(...extents.map((each) => each.low));
    const high = Math.max(...extents.map((each) => each.high));
    return shadeOf(measure, { low, high }, scheme);
  }, [measure, extents, scheme]);
}
