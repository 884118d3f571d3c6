import { afterEach, describe, expect, it } from 'vitest';
import { KEYS } from '../support/terminal-driver.ts';
import { endPrograms, expectRestored, startProgram } from './support/program.ts';

afterEach(endPrograms);

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
])('the Doctor in a real terminal, $columns×$rows', (size) => {
  it('shows everything that is wrong, leads to one repository, and says what can be done', async () => {
    const { app } = startProgram('--demo', size);
    await app.waitFor('Pulls work');
    app.press('5');
    const page = await app.waitFor('repositories examined, the worst first');
    expect(page).toMatch(/✗ admin\/demo +\d +targets\/releases/);
    expect(page).toContain('repositories are fine');
    app.press('/demo');
    await app.waitFor('found');
    app.press(`${KEYS.enter}${KEYS.enter}`);
    await app.waitFor(/▸Doctor \d/);
    app.press('+');
    const doctor = await app.waitFor(/Fix +\S/);
    expect(doctor).toContain('▸ ✗ targets/releases needs 1 signature that counts and has 0');
    expect(doctor).toMatch(/Pulls +\S/);
    expect(doctor).toMatch(/Why +\S/);
    app.press('q');
    await expectRestored(app, 0);
  });
});
