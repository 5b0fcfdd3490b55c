import { Textarea } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import classes from './profiles.module.css';

interface ReadBoxProps {
  read(text: string): void;
  /** How many connections the text held, once it was read. */
  readonly found: number | undefined;
  readonly failure: string | undefined;
}

/** Takes a `postgres://` address or an `.env` file as text; a password in it goes to the main process and never comes back. */
export function ReadBox({ read, found, failure }: ReadBoxProps): ReactNode {
  const [text, setText] = useState('');
  const taken = useRef('');
  // Read once: read again as the box is left, it would be another profile, and take the place of one being saved.
  const take = (next: string) => {
    setText(next);
    if (next.trim() === '' || next === taken.current) return;
    taken.current = next;
    read(next);
  };
  return (
    <div className={classes.read}>
      <Textarea
        label="Paste an address or an .env file"
        placeholder="postgres://user@host:5432/database"
        autosize
        minRows={1}
        maxRows={5}
        data-autofocus
        spellCheck={false}
        value={text}
        error={text.trim() === '' ? undefined : failure}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          event.preventDefault();
          take(event.clipboardData.getData('text/plain'));
        }}
        onBlur={() => take(text)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          take(text);
        }}
        classNames={{ input: classes.mono ?? '' }}
      />
      {found !== undefined && <p className={classes.hint}>{foundText(found)}</p>}
    </div>
  );
}

function foundText(found: number): string {
  if (found === 0) return 'No connection was found in it; fill in the fields below';
  return found === 1
    ? 'Filled in below; a password found is kept aside'
    : `${found} connections were found; choose one`;
}
