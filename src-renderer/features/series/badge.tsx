import { Button, Group, Popover, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DrawnAnswer } from '#shared/chart/cells-answer.ts';
import { copyToClipboard } from '../../ui/copy-text.ts';
import classes from './chart.module.css';
import { badgeText, pointsAsTsv } from './lines.ts';

interface BadgeProps {
  readonly answer: DrawnAnswer;
  /** What one x is: a frame, an episode. */
  readonly per: string;
}

/** What one is seeing: from how many rows, reduced how, what was left out, and the statement behind it. */
export function Badge({ answer, per }: BadgeProps): ReactNode {
  const text = badgeText(answer, per);
  return (
    <span className={classes.badge}>
      <Tooltip label={text} openDelay={400} multiline maw={420}>
        <span className={classes.badgeText}>{text}</span>
      </Tooltip>
      <Popover width={560} position="top-end" shadow="md" withinPortal trapFocus>
        <Popover.Target>
          <button type="button" className={classes.link}>
            Show SQL
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label="The statement behind the chart">
          {answer.measure.formula !== null && (
            <p className={classes.formula}>
              {answer.measure.title} = <code>{answer.measure.formula}</code>
            </p>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long statement must scroll by keyboard */}
          <pre className={classes.sql} tabIndex={0}>
            {answer.sql}
          </pre>
          <Group gap="xs" mt="xs">
            <Button
              variant="default"
              leftSection={<IconCopy size={14} />}
              onClick={() => copyToClipboard(answer.sql, 'the statement')}
            >
              Copy the statement
            </Button>
            <Button
              variant="default"
              leftSection={<IconCopy size={14} />}
              onClick={() => copyToClipboard(pointsAsTsv(answer), 'the points')}
            >
              Copy the points
            </Button>
          </Group>
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}
