import { ActionIcon, NumberInput, Popover, Select, Switch, Tooltip } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { measureLabel } from '../series/measure-picker.tsx';
import { unitText } from '../series/unit.ts';
import { BackgroundChoice } from './background-choice.tsx';
import classes from './stage.module.css';
import type { Episode } from './use-episode.ts';
import { type Picture, useStepMeasures } from './use-picture.ts';

interface PictureMenuProps {
  readonly episode: Episode;
  readonly picture: Picture;
}

/** What is drawn besides the agents, and how they are coloured. */
export function PictureMenu(props: PictureMenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <Tooltip label="What is drawn">
          <ActionIcon variant="default" aria-label="What is drawn" aria-expanded={open} onClick={() => setOpen(!open)}>
            <IconAdjustmentsHorizontal size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="What is drawn">
        <Choices {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Among the ids of measures, none of which is like it. */
const BY_AGENT = 'by agent';

function Choices({ episode, picture }: PictureMenuProps): ReactNode {
  const { header, database } = episode;
  const measures = useStepMeasures(database, header.episode);
  const { trail } = picture;
  const hasRate = header.frameRate !== null && header.frameRate > 0;
  return (
    <div className={classes.choices}>
      <Select
        label="Colour"
        data={[
          { value: '', label: 'By type' },
          ...(header.agents.length > 1 ? [{ value: BY_AGENT, label: 'By agent' }] : []),
          ...measures.map((measure) => ({ value: measure.id, label: measureLabel(measure) })),
        ]}
        value={picture.colour ?? (picture.byAgent ? BY_AGENT : '')}
        onChange={(next) => {
          picture.setByAgent(next === BY_AGENT);
          picture.setColour(next === '' || next === BY_AGENT || next === null ? undefined : next);
        }}
        allowDeselect={false}
        openOnFocus={false}
        searchable={measures.length > 8}
        nothingFoundMessage="No measure is called that"
        comboboxProps={{ withinPortal: false }}
      />
      <div className={classes.pair}>
        <NumberInput
          label="Length of trails"
          min={0}
          max={100_000}
          value={trail.length}
          onChange={(next) => typeof next === 'number' && picture.setTrail({ ...trail, length: next })}
        />
        <Select
          aria-label="Length of trails in"
          data={[
            { value: 'frames', label: 'frames' },
            { value: 's', label: 'seconds', disabled: !hasRate },
          ]}
          value={trail.unit}
          onChange={(unit) =>
            unit !== null &&
            picture.setTrail(inUnit(trail, unit as 'frames' | 's', hasRate ? episode.cursor.rate : null))
          }
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
      </div>
      <NumberInput
        label={`Neighbours of who is selected, within ${unitText(header.unit ?? 'units')}`}
        min={0}
        value={picture.near}
        onChange={(next) => typeof next === 'number' && picture.setNear(next)}
      />
      <Switch
        label={`Arrows: the way of the next ${hasRate ? 'second' : 'frame'}`}
        checked={picture.arrows}
        onChange={(event) => picture.setArrows(event.currentTarget.checked)}
      />
      <BackgroundChoice episode={episode} seen={picture.seen} />
    </div>
  );
}

/** The same length in another unit, to a hundredth. */
function inUnit(trail: Picture['trail'], unit: 'frames' | 's', rate: number | null): Picture['trail'] {
  if (unit === trail.unit || rate === null) return trail;
  const length = unit === 's' ? trail.length / rate : trail.length * rate;
  return { unit, length: Math.round(length * 100) / 100 };
}
