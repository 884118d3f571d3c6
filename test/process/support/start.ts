import { run } from '../../../source/main.ts';

/** Runs the command line as the process it is. With DEFECT something fails meanwhile that nobody waits for. */
if (process.env['DEFECT']) {
  setImmediate(() => Promise.reject(new Error('early \u001b[31m defect')));
}
await run();
