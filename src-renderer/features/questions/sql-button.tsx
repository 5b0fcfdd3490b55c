import { Button, Group, Popover } from '@mantine/core';
import { IconArrowRight, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { orpc } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { toPlace } from '../../client/place.ts';
import { saveSetting } from '../../client/settings.ts';
import { copyToClipboard } from '../../ui/copy-text.ts';
import chartClasses from '../series/chart.module.css';
import type { AnswerProps } from './answer.tsx';

/** The statement behind an answer, to read, copy, or go on with. */
export function SqlButton({ database, question, values }: AnswerProps): ReactNode {
  const [open, setOpen] = useState(false);
  const input = { database, question: question.id, values };
  const asked = useQuery({ ...orpc.questions.sql.queryOptions({ input }), enabled: open });
  const text = asked.data ?? (asked.error ? failureOf(asked.error).message : '');
  return (
    <Popover width={600} position="bottom-end" shadow="md" withinPortal trapFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <button type="button" className={chartClasses.link} aria-expanded={open} onClick={() => setOpen(!open)}>
          Show SQL
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="The statement behind the answer">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long statement must scroll by keyboard */}
        <pre className={chartClasses.sql} tabIndex={0}>
          {text}
        </pre>
        <Group gap="xs" mt="xs">
          <Button
            variant="default"
            leftSection={<IconCopy size={14} />}
            disabled={asked.data === undefined}
            onClick={() => copyToClipboard(text, 'the statement')}
          >
            Copy the statement
          </Button>
          <Button
            variant="default"
            rightSection={<IconArrowRight size={14} />}
            disabled={asked.data === undefined}
            onClick={() => {
              saveSetting(`sql.draft.${database}`, text);
              toPlace({ at: 'sql', database });
            }}
          >
            Open in the SQL page
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
