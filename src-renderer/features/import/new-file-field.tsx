import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ImportTarget } from '#shared/model/import.ts';
import { setTarget } from './looking.ts';

/** The path of a file that is to be made on the server: Enter, or leaving the field, takes it. */
export function NewFileField({ into }: { readonly into: Extract<ImportTarget, { kind: 'file' }> }): ReactNode {
  const [path, setPath] = useState(into.path);
  const take = () => {
    const next = path.trim();
    if (next !== '' && next !== into.path) setTarget({ ...into, path: next });
  };
  return (
    <TextInput
      aria-label="Path of the new file"
      w={320}
      spellCheck={false}
      value={path}
      error={path.trim() === ''}
      onChange={(event) => setPath(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}
