import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { orpc } from '../../client/client.ts';
import { LevelSection } from './level-section.tsx';
import { MeasuresSection } from './measures-section.tsx';
import { StatesSection } from './states-section.tsx';
import { StepsSection } from './steps-section.tsx';
import { useLooks } from './use-looks.ts';

interface MappingProps {
  readonly database: string;
  readonly catalogue: Catalogue;
  readonly lens: LensFile;
  change(lens: LensFile, what: string): void;
  /** Another table holds the steps: everything is suggested anew for it. */
  suggestFor(table: TableInfo): void;
}

/** What tables and columns are for, from sessions down to measures. */
export function Mapping({ database, catalogue, lens, change, suggestFor }: MappingProps): ReactNode {
  const looks = useLooks(database, catalogue, lens);
  const suggestion = useQuery(orpc.drawing.suggest.queryOptions({ input: { database } })).data;
  const { session, episode, steps } = lens;
  const set = (part: 'session' | 'episode' | 'steps' | 'states', value: object | undefined, what: string) => {
    const { [part]: _, ...rest } = lens;
    change((value === undefined ? rest : { ...rest, [part]: value }) as LensFile, what);
  };
  const episodeLook = episode?.distinct ? undefined : looks(episode?.table, episode?.schema);
  return (
    <>
      <LevelSection
        name="session"
        level={session}
        above={undefined}
        catalogue={catalogue}
        look={looks(session?.table, session?.schema)}
        onChange={(level, what) => set('session', level, what)}
      />
      <LevelSection
        name="episode"
        level={episode}
        above={session?.word[0]}
        catalogue={catalogue}
        look={looks(episode?.table, episode?.schema)}
        onChange={(level, what) => set('episode', level, what)}
      />
      <StepsSection
        steps={steps}
        catalogue={catalogue}
        look={looks(steps?.table, steps?.schema)}
        ranked={suggestion?.tables}
        onTable={(table) => (table === undefined ? set('steps', undefined, 'steps.table') : suggestFor(table))}
        onChange={(next, what) => set('steps', next, what)}
      />
      <MeasuresSection
        measures={lens.measures}
        stepLook={looks(steps?.table, steps?.schema)}
        episodeLook={episodeLook}
        onChange={(measures, what) => change({ ...lens, measures }, what)}
      />
      <StatesSection
        states={lens.states}
        session={session?.word[0] ?? 'session'}
        catalogue={catalogue}
        look={looks(lens.states?.table, undefined)}
        onChange={(states, what) => set('states', states, what)}
      />
    </>
  );
}
