import { Tabs } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { useSetting } from '../../../client/settings.ts';
import { fetched } from '../../../ui/fetched.tsx';
import { FoundPanel } from '../search/found-panel.tsx';
import classes from '../transcript.module.css';
import type { TranscriptView } from '../use-place.ts';
import { ChangesPanel } from './changes-panel.tsx';
import { ConversationPanel } from './conversation-panel.tsx';
import { MapPanel } from './map-panel.tsx';
import { StatePanel } from './state-panel.tsx';
import { TreePanel } from './tree-panel.tsx';

const ChartsPanel = fetched(async () => (await import('./charts-panel.tsx')).ChartsPanel);

export interface SideProps {
  readonly database: string;
  readonly outline: TranscriptOutline;
  readonly shape: TranscriptShape;
  readonly word: string;
  readonly view: TranscriptView;
}

/** What is shown of one step; `place` is that of the step, a moment after it was reached. */
export interface StepPanelProps extends SideProps {
  readonly place: number;
}

type Side = 'found' | 'state' | 'map' | 'changes' | 'charts' | 'conversation' | 'tree';

const titles: Readonly<Record<Side, string>> = {
  found: 'Found',
  state: 'State',
  map: 'Map',
  changes: 'Changes',
  charts: 'Charts',
  conversation: 'Conversation',
  tree: 'Tree',
};

/** Walking quickly through the steps does not ask for every state on the way. */
const REST = 120;

/** What is asked of the present step, or of the whole episode, beside the steps. */
export function SidePanels(props: SideProps): ReactNode {
  const { shape, outline, view } = props;
  const [place] = useDebouncedValue(view.current, REST);
  const [kept, keep] = useSetting<string>('transcript.side', 'state');
  const sides = sidesOf(shape, outline, view.find !== '');
  const wanted = view.side === '' ? (view.find === '' ? kept : 'found') : view.side;
  const side = sides.find((each) => each === wanted) ?? sides[0] ?? 'charts';
  const choose = (next: string | null) => {
    if (next !== null && next !== 'found') keep(next);
    view.set({ side: next ?? '' });
  };
  return (
    <Tabs value={side} onChange={choose} className={classes.side} keepMounted={false}>
      <Tabs.List aria-label="Beside the steps">
        {sides.map((each) => (
          <Tabs.Tab key={each} value={each} px={8}>
            {titles[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {sides.map((each) => (
        <Tabs.Panel key={each} value={each} className={classes.panel}>
          {panels[each]({ ...props, place })}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function sidesOf(shape: TranscriptShape, { steps }: TranscriptOutline, searching: boolean): readonly Side[] {
  const states = shape.state && steps.some(({ hasState }) => hasState);
  return [
    ...(searching ? (['found'] as const) : []),
    ...(states ? (['state', 'map', 'changes'] as const) : []),
    'charts' as const,
    ...(shape.conversation === null ? [] : (['conversation'] as const)),
    ...(steps.some(({ parent }) => parent !== null) ? (['tree'] as const) : []),
  ];
}

const panels: Readonly<Record<Side, (props: StepPanelProps) => ReactNode>> = {
  found: (props) => <FoundPanel {...props} />,
  state: (props) => <StatePanel {...props} />,
  map: (props) => <MapPanel {...props} />,
  changes: (props) => <ChangesPanel {...props} />,
  charts: (props) => <ChartsPanel {...props} />,
  conversation: (props) => <ConversationPanel {...props} />,
  tree: (props) => <TreePanel {...props} />,
};
