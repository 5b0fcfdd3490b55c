import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

/** A dialog that is open as long as it is rendered. */
export function Dialog(props: Omit<ModalProps, 'opened'>): ReactNode {
  useFocusBack();
  return <Modal opened {...props} />;
}

/** Gives the keyboard back to who had it before, once this is gone. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    // Where one dialog leads to another, the first has just given it back.
    const back = before?.isConnected ? before : document.activeElement;
    return () => {
      if (back instanceof HTMLElement && document.activeElement === document.body) back.focus({ preventScroll: true });
    };
  }, [before]);
}
