/**
 * Written by a program of its own, byte by byte: a version at 1000.5 s; step 1 with loss 0.5 and reward 2.5 (as a tensor of
 * floats); step 2 with loss NaN, lr 0.001 (as a tensor of doubles) and a histogram; step −1 with loss 0.25; a damaged record; step 5
 * with loss 0.125; half a record.
 */
export const events =
  'GgAAAAAAAAASm9gtCQAAAAAARI9AEAAaDWJyYWluLkV2ZW50OjJjtwAqOwAAAAAAAAAaI6xcCQAAAAAASI9AEAEqLgoLCgRsb3NzFQAAAD8KHwoGcmV3YXJkQggIASIEAAAgQEoLCgkKB3NjYWxhcnOHUAPaWgAAAAAAAAATb7S/CQAAAAAAUI9AEAIqTQoLCgRsb3NzFQAAwH8KHwoCbHJCDAgCMgj8qfHSTWJQP0oLCgkKB3NjYWxhcnMKHQoHd2VpZ2h0c0ICCAFKDgoMCgpoaXN0b2dyYW1zbGJQSiMAAAAAAAAAsJ93QwkAAAAAAFiPQBD///////////8BKg0KCwoEbG9zcxUAAIA+4cOwhRoAAAAAAAAAEpvYLQkAAAAAAGCPQBAEKg0KCwoEbG9zcxUAABFBM2V30hoAAAAAAAAAEpvYLQkAAAAAAGiPQBAFKg0KCwoEbG9zcxUAAAA+EaztMxoAAAAAAAAAEpvYLQkAAAAAAHCPQBAGKg0KCwoEbG9zcxUAAIA/QQ==';
