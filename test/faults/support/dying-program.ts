import { writeSync } from 'node:fs';
import { dieAtStep } from '../../support/die-at-step.ts';

/**
 * The command line as the process it is, which kills itself at the file system step that DIE_AT names. One that gets
 * through tells the names of its steps on descriptor 3.
 */
const STEPS_FD = 3;

const steps = await dieAtStep(Number(process.env['DIE_AT']));
process.on('exit', () => writeSync(STEPS_FD, JSON.stringify(steps)));
const { run } = await import('../../../source/main.ts');
await run();
