import { ActionIcon, Button, NumberInput, Popover, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconDeviceFloppy, IconZoomReset } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { KeptWorkspace } from '#shared/contract/workspaces.ts';
import type { Workspace } from '#shared/model/workspace.ts';
import { roundNumber } from '../../format/number.ts';
import chartClasses from '../series/chart.module.css';
import { SmoothingChoice } from '../trends/trend-controls.tsx';
import trendClasses from '../trends/trends.module.css';
import { CommittedText } from './committed-text.tsx';
import { saveElsewhere } from './open-workspace.ts';
import type { Range } from './questions.ts';
import type { Changes } from './use-workspace.ts';

interface WorkspaceControlsProps {
  readonly kept: KeptWorkspace;
  readonly changes: Changes;
  /** What is shown of x, if not all. */
  readonly range: Range | undefined;
  onRange(range: Range | undefined): void;
}

/** What the workspace is called, how its chart is drawn, and where its file goes. */
export function WorkspaceControls({ kept, changes, range, onRange }: WorkspaceControlsProps): ReactNode {
  const { workspace, path, own } = kept;
  const { chart } = workspace;
  const set = (part: Partial<Workspace['chart']>) =>
    changes.change((now) => ({ ...now, chart: { ...now.chart, ...part } }));
  return (
    <div className={trendClasses.bar}>
      <CommittedText
        label="Title of the workspace"
        value={workspace.title}
        required
        w={190}
        onCommit={(title) => changes.change((now) => ({ ...now, title }))}
      />
      <SmoothingChoice
        view={{ smooth: chart.smooth ?? undefined }}
        steps="points"
        onView={({ smooth }) => set({ smooth: smooth ?? null })}
      />
      <SegmentedControl
        size="xs"
        aria-label="y axis"
        data={[
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Log' },
        ]}
        value={chart.log ? 'log' : 'linear'}
        onChange={(next) => set({ log: next === 'log' })}
      />
      <AxesForm chart={chart} set={set} />
      {range && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconZoomReset size={14} />}
          onClick={() => onRange(undefined)}
        >
          Show all
        </Button>
      )}
      <Tooltip label="Take back the last change">
        <ActionIcon aria-label="Take back the last change" disabled={!changes.canUndo} onClick={changes.undo}>
          <IconArrowBackUp size={15} />
        </ActionIcon>
      </Tooltip>
      <Button
        variant="default"
        size="compact-sm"
        title={
          own
            ? 'Kept by Starling; changes are written as they are made'
            : `${path}: changes are written as they are made`
        }
        leftSection={<IconDeviceFloppy size={14} />}
        onClick={() => void saveElsewhere(kept)}
      >
        Save as…
      </Button>
    </div>
  );
}

interface AxesFormProps {
  readonly chart: Workspace['chart'];
  set(part: Partial<Workspace['chart']>): void;
}

/** What x is called, and what the y axis shows. */
function AxesForm({ chart, set }: AxesFormProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const { y } = chart;
  const said = y === null ? 'Axes…' : `Axes (y ${roundNumber(y.from)} to ${roundNumber(y.to)})…`;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={280}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus
    >
      <Popover.Target>
        <button type="button" className={chartClasses.link} onClick={() => setOpened(!opened)}>
          {said}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <CommittedText
          label="What x is called"
          shown
          value={chart.axis}
          placeholder="As the databases call it"
          onCommit={(axis) => set({ axis })}
        />
        <YRangeForm key={JSON.stringify(y)} y={y} log={chart.log} onChange={(next) => set({ y: next })} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface YRangeFormProps {
  readonly y: Workspace['chart']['y'];
  readonly log: boolean;
  onChange(y: Workspace['chart']['y']): void;
}

function YRangeForm({ y, log, onChange }: YRangeFormProps): ReactNode {
  const [from, setFrom] = useState<number | string>(y?.from ?? '');
  const [to, setTo] = useState<number | string>(y?.to ?? '');
  const complete = typeof from === 'number' && typeof to === 'number' && to > from && (!log || from > 0);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) onChange({ from, to });
      }}
    >
      <NumberInput size="xs" mt={6} label="y from" value={from} onChange={setFrom} hideControls />
      <NumberInput size="xs" mt={6} label="y to" value={to} onChange={setTo} hideControls />
      <Button.Group mt={8}>
        <Button type="submit" size="compact-sm" disabled={!complete}>
          Show this much of y
        </Button>
        <Button size="compact-sm" variant="default" disabled={y === null} onClick={() => onChange(null)}>
          All of y
        </Button>
      </Button.Group>
    </form>
  );
}
