import { config } from 'zod/v4/core';

/** The page's policy forbids code from text, which zod would try: it is told not to. */
export function forbidEval(): void {
  config({ jitless: true });
}
