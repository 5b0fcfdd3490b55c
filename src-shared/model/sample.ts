import { z } from 'zod';

/** How much the sample simulation makes. */
export const sampleSizeSchema = z.object({
  sessions: z.number().int().min(1).max(10),
  episodes: z.number().int().min(1).max(100),
  agents: z.number().int().min(2).max(500),
  frames: z.number().int().min(2).max(100_000),
});
export type SampleSize = z.infer<typeof sampleSizeSchema>;

/** 3 sessions × 10 episodes × 30 agents × 3,000 frames: 2.7 M observations. */
export const fullSample: SampleSize = { sessions: 3, episodes: 10, agents: 30, frames: 3000 };
