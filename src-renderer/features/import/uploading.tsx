import type { ReactNode } from 'react';
export function Uploading(): ReactNode {
  return null;
}
