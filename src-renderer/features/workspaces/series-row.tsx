import {
  ActionIcon,
  Button,
  ColorInput,
  NumberInput,
  Popover,
  SegmentedControl,
  Select,
  Tooltip,
  useComputedColorScheme,
} from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { alongText, isAsRecorded } from '#shared/chart/along.ts';
import { dashOf, dataStyle } from '#shared/chart/palette.ts';
import type { Series } from '#shared/model/experiment.ts';
import type { Workspace, WorkspaceSeries } from '#shared/model/workspace.ts';
import { Swatch } from '../series/legend.tsx';
import { measureLabel } from '../series/measure-picker.tsx';
import { CommittedText } from './committed-text.tsx';
import { styleOf, wholeOf } from './draw.ts';
import { changeSeries, removeSeries } from './edits.ts';
import type { Changes } from './use-workspace.ts';
import type { AskedQuestion } from './use-workspace-chart.ts';
import classes from './workspaces.module.css';

interface SeriesRowProps {
  readonly workspace: Workspace;
  readonly series: WorkspaceSeries;
  readonly asked: AskedQuestion | undefined;
  readonly change: Changes['change'];
}

/** One series: what it is of, how its x lies, why it is not drawn, and a form to change it. */
export function SeriesRow({ workspace, series, asked, change }: SeriesRowProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const line = asked?.answer?.series.find((each) => wholeOf(each).id === series.of.id);
  const label = series.label || (line && wholeOf(line).label) || series.of.label;
  const x = asked?.answer?.x.title ?? 'x';
  const missing = missingText(series, asked, line);
  return (
    <li className={classes.row} data-hidden={series.hidden}>
      <Swatch style={styleOf(workspace, series, scheme)} />
      <span className={classes.what}>
        <span className={classes.label}>{label}</span>
        <span className={classes.measure}>
          {measureLabel(series.measure)}
          {!isAsRecorded(series.along) && ` · at ${alongText(x, series.along)}`}
        </span>
        {missing !== undefined && <span className={classes.missing}>{missing}</span>}
      </span>
      <SeriesForm
        label={label}
        x={x}
        series={series}
        change={(part) => change((now) => changeSeries(now, series.id, part))}
      />
      <Tooltip label="Remove">
        <ActionIcon size={22} aria-label={`Remove ${label}`} onClick={() => removeSeries(series, label, change)}>
          <IconTrash size={14} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function missingText(
  series: WorkspaceSeries,
  asked: AskedQuestion | undefined,
  line: Series | undefined,
): string | undefined {
  if (asked === undefined || (asked.answer === undefined && asked.failure === undefined)) return undefined;
  if (asked.failure !== undefined) return asked.failure.message;
  if (line === undefined) return `${series.of.label} is not in this database now`;
  return line.points.length === 0 && line.rows === line.notFinite ? 'No finite value here' : undefined;
}

interface SeriesFormProps {
  readonly label: string;
  readonly x: string;
  readonly series: WorkspaceSeries;
  change(part: Partial<WorkspaceSeries>): void;
}

function SeriesForm({ label, x, series, change }: SeriesFormProps): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={290} position="left-start" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon size={22} aria-label={`Change ${label}…`} onClick={() => setOpened(!opened)}>
          <IconPencil size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Change ${label}`}>
        <CommittedText
          label="Label"
          shown
          value={series.label}
          placeholder={series.of.label}
          onCommit={(next) => change({ label: next })}
        />
        {series.of.level === 'episode' && (
          <Select
            size="xs"
            mt={6}
            label="x of the database"
            data={[
              { value: 'recorded', label: 'as recorded' },
              { value: 'relative', label: 'steps since the first' },
              { value: 'elapsed', label: 'seconds since the first' },
            ]}
            value={series.x}
            onChange={(next) => change({ x: next === 'relative' || next === 'elapsed' ? next : 'recorded' })}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
        )}
        <AlongForm x={x} series={series} change={change} />
        <LookForm series={series} change={change} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Where the x of the database lies on the common axis. */
function AlongForm({ x, series, change }: Omit<SeriesFormProps, 'label'>): ReactNode {
  const [scale, setScale] = useState<number | string>(series.along.scale);
  const [offset, setOffset] = useState<number | string>(series.along.offset);
  const complete = typeof scale === 'number' && scale > 0 && typeof offset === 'number';
  return (
    <form
      className={classes.along}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) change({ along: { scale, offset } });
      }}
    >
      <NumberInput size="xs" label={`${x} times`} value={scale} onChange={setScale} hideControls />
      <NumberInput size="xs" label="plus" value={offset} onChange={setOffset} hideControls />
      <Button type="submit" size="compact-sm" variant="default" disabled={!complete}>
        Apply
      </Button>
    </form>
  );
}

const dashNames = ['Whole', 'Dashed', 'Dotted', 'Mixed'];
const hues = Array.from({ length: 8 }, (_, at) => dataStyle(at, 'light').colour);

function LookForm({ series, change }: Pick<SeriesFormProps, 'series' | 'change'>): ReactNode {
  const dash = dashNames.findIndex((_, at) => JSON.stringify(dashOf(at)) === JSON.stringify(series.dash));
  return (
    <>
      <ColorInput
        size="xs"
        mt={6}
        label="Colour"
        placeholder="By its place"
        format="hex"
        swatches={hues}
        withPicker={false}
        disallowInput={false}
        popoverProps={{ withinPortal: false }}
        defaultValue={series.colour ?? ''}
        onChangeEnd={(next) => change({ colour: /^#[\da-f]{6}$/i.test(next) ? next.toLowerCase() : null })}
      />
      <SegmentedControl
        size="xs"
        mt={8}
        fullWidth
        aria-label="Line"
        data={dashNames.map((label, at) => ({ value: String(at), label }))}
        value={String(Math.max(dash, 0))}
        onChange={(next) => change({ dash: [...dashOf(Number(next))] })}
      />
    </>
  );
}
