import { Badge, Button, CloseButton, Popover, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client } from '../../client/client.ts';
import { useSetting } from '../../client/settings.ts';
import { countOf } from '../../format/number.ts';
import { useLater } from '../../ui/waiting.tsx';
import classes from './surprise-strip.module.css';

interface SurpriseStripProps {
  readonly database: string;
}

/**
 * What a person should see in the rows and would not expect, in a quiet line beside the tabs: it comes after everything
 * else, and nothing moves when it comes. Dismissed, it stays away until it has something else to say.
 */
export function SurpriseStrip({ database }: SurpriseStripProps): ReactNode {
  const sentences = useSurprises(database);
  const [dismissed, setDismissed] = useSetting(`surprises.dismissed.${database}`, '');
  const [open, setOpen] = useState(false);
  const [first] = sentences;
  const text = sentences.join('\n');
  if (first === undefined || text === dismissed) return null;
  const label = countOf(sentences.length, ['surprise', 'surprises']);
  return (
    <section className={classes.strip} aria-label="What may surprise here">
      <Popover width={520} position="bottom-end" withinPortal trapFocus opened={open} onChange={setOpen}>
        <Popover.Target>
          <button type="button" className={classes.line} aria-expanded={open} onClick={() => setOpen(!open)}>
            <IconInfoCircle size={15} className={classes.sign} aria-hidden="true" />
            <Badge component="span" size="sm" variant="light" className={classes.count} aria-label={label}>
              {sentences.length}
            </Badge>
            <span className={classes.sentence}>{first}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={label}>
          <ul className={classes.sentences}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Button variant="default" size="compact-sm" onClick={() => setDismissed(text)}>
            Dismiss until the data change
          </Button>
        </Popover.Dropdown>
      </Popover>
      <Tooltip label="Dismiss until the data change">
        <CloseButton size="sm" aria-label="Dismiss" onClick={() => setDismissed(text)} />
      </Tooltip>
    </section>
  );
}

/** One after the other, so that what a person asks for never waits long; nothing is shown before all are known. */
function useSurprises(database: string): readonly string[] {
  const calm = useLater(CALM);
  const asked = useQuery({
    enabled: calm,
    queryKey: ['surprises', { database }],
    queryFn: async ({ signal }) => {
      const found: string[] = [];
      for (const surprise of await client.surprises.list({ database }, { signal })) {
        const sentence = await client.surprises.find({ database, surprise }, { signal });
        if (sentence !== null) found.push(sentence);
      }
      return found;
    },
  });
  return asked.data ?? nothing;
}

/** The list comes first, in milliseconds. */
const CALM = 800;

const nothing: readonly string[] = [];
