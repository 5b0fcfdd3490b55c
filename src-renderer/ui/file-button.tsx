import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Cell } from '#shared/model/cell.ts';
import { checksumsIn, fileAsked, namesFile } from '../client/file-asked.ts';
import { databaseOf, usePlace } from '../client/place.ts';

interface FileButtonProps {
  readonly cell: Cell | undefined;
  /** What the same row tells besides. */
  readonly beside: readonly (Cell | undefined)[];
}

/** Asks about the file that a value names; nothing for a value that names none. */
export function FileButton({ cell, beside }: FileButtonProps): ReactNode {
  const database = databaseOf(usePlace());
  if (database === undefined || !namesFile(cell)) return null;
  return (
    <Button
      variant="default"
      size="compact-xs"
      onClick={() => fileAsked.set({ database, path: cell, recorded: checksumsIn(beside) })}
    >
      About this file…
    </Button>
  );
}
