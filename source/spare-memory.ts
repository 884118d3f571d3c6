import { setFlagsFromString } from 'node:v8';

/**
 * Keeps a process small that draws frames. They leave garbage behind, which V8 takes for a reason to grow: its nursery
 * to 128 MiB, the rest to several times what is alive. Both settings are read whenever a collection has ended, so that
 * they can be made while running. The nursery stays at the few MiB that it has by then, so that this is for just before
 * the app is loaded: earlier it would slow down the start, later the nursery is twice as large.
 */
export function spareMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=15');
}
