import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import type { TableLook } from '#shared/model/drawing.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { orpc } from '../../client/client.ts';
import { LevelSection } from './level-section.tsx';
import { MeasuresSection } from './measures-section.tsx';
import { StatesSection } from './states-section.tsx';
import { StepsSection } from './steps-section.tsx';
import { isAbout } from './uses.ts';

interface MappingProps {
  readonly database: string;
  readonly catalogue: Catalogue;
  readonly lens: LensFile;
  /** What is known of the tables that it maps. */
  readonly looks: readonly TableLook[];
  change(lens: LensFile, what: string): void;
  /** Another table holds the steps: everything is suggested anew for it. */
  suggestFor(table: TableInfo): void;
}

/** What tables and columns are for, from sessions down to measures. */
export function Mapping({ database, catalogue, lens, looks, change, suggestFor }: MappingProps): ReactNode {
  const suggestion = useQuery(orpc.drawing.suggest.queryOptions({ input: { database } })).data;
  const { session, episode, steps } = lens;
  const set = (part: 'session' | 'episode' | 'steps' | 'states', value: object | undefined, what: string) => {
    const { [part]: _, ...rest } = lens;
    change((value === undefined ? rest : { ...rest, [part]: value }) as LensFile, what);
  };
  const lookOf = (part: Parameters<typeof isAbout>[0]) => looks.find((look) => isAbout(part, look));
  const episodeLook = episode?.distinct ? undefined : lookOf(episode);
  return (
    <>
      <LevelSection
        name="session"
        level={session}
        above={undefined}
        catalogue={catalogue}
        look={lookOf(session)}
        onChange={(level, what) => set('session', level, what)}
      />
      <LevelSection
        name="episode"
        level={episode}
        above={session?.word[0]}
        catalogue={catalogue}
        look={lookOf(episode)}
        onChange={(level, what) => set('episode', level, what)}
      />
      <StepsSection
        steps={steps}
        catalogue={catalogue}
        look={lookOf(steps)}
        ranked={suggestion?.tables}
        onTable={(table) => (table === undefined ? set('steps', undefined, 'steps.table') : suggestFor(table))}
        onChange={(next, what) => set('steps', next, what)}
      />
      <MeasuresSection
        measures={lens.measures}
        stepLook={lookOf(steps)}
        episodeLook={episodeLook}
        onChange={(measures, what) => change({ ...lens, measures }, what)}
      />
      <StatesSection
        states={lens.states}
        session={session?.word[0] ?? 'session'}
        catalogue={catalogue}
        look={lookOf(lens.states)}
        onChange={(states, what) => set('states', states, what)}
      />
    </>
  );
}
