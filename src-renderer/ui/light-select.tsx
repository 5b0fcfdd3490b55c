import { Select, type SelectProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';

/** A `Select` whose list is made when somebody goes there: making the lists of a page of many, unseen, stops the window. */
export function LightSelect(props: SelectProps): ReactNode {
  const [isVisited, setVisited] = useState(false);
  return <Select {...props} comboboxProps={{ keepMounted: isVisited }} onFocusCapture={() => setVisited(true)} />;
}
