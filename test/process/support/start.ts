import { run } from '../../../source/main.ts';

/**
 * Runs the command line as the process it is. LATE makes something fail that nobody waits for: `before` the command is
 * done, or `after`.
 */
const late = process.env['LATE'];
if (late === 'before') {
  setImmediate(() => Promise.reject(new Error('early \u001b[31m defect')));
}
await run();
if (late === 'after') {
  setTimeout(() => {
    throw new Error('late \u001b[31m defect');
  });
}
