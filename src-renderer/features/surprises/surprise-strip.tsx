import { Badge, CloseButton, Tooltip } from '@mantine/core';
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
 * What a person should see in the rows and would not expect, in a quiet line that comes after everything else. Dismissed,
 * it stays away until it has something else to say.
 */
export function SurpriseStrip({ database }: SurpriseStripProps): ReactNode {
  const sentences = useSurprises(database);
  const [dismissed, setDismissed] = useSetting(`surprises.dismissed.${database}`, '');
  const [open, setOpen] = useState(false);
  const [first, ...others] = sentences;
  const text = sentences.join('\n');
  if (first === undefined || text === dismissed) return null;
  const label = countOf(sentences.length, ['surprise', 'surprises']);
  return (
    <section className={classes.strip} aria-label="What may surprise here">
      <IconInfoCircle size={15} className={classes.sign} aria-hidden="true" />
      <Tooltip label={`${label} in these rows`}>
        <Badge className={classes.count} size="sm" variant="light" circle={sentences.length < 10} aria-label={label}>
          {sentences.length}
        </Badge>
      </Tooltip>
      <ul className={classes.sentences}>
        {(open ? sentences : [first]).map((sentence) => (
          <li key={sentence} className={open ? undefined : classes.line} title={open ? undefined : sentence}>
            {sentence}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <button type="button" className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Less' : `${others.length} more`}
        </button>
      )}
      <Tooltip label="Dismiss until the data change">
        <CloseButton size="sm" aria-label="Dismiss until the data change" onClick={() => setDismissed(text)} />
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
