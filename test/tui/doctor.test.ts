import { describe, expect, it } from 'vitest';
import { fakeServices, sampleRepositories, UNREACHABLE } from '../support/fake-services.ts';
import { runApp } from '../support/run-app.ts';
import { diagnosed, finding } from '../support/sample-findings.ts';
import { KEYS } from '../support/terminal-driver.ts';

const DEMO = 'registry.example.com/admin/demo';
const AWAY = 'registry.example.com/team/away';

/** The sample repositories and one that cannot be opened, which the doctor knows something about. */
function withBrokenServer() {
  const unreachable = finding('server-unreachable', 'error');
  return fakeServices({
    repositories: new Map([...sampleRepositories(), [AWAY, UNREACHABLE]]),
    diagnoses: new Map([[AWAY, [diagnosed(unreachable, null)]]]),
    machine: [
      diagnosed(finding('root-key-not-backed-up', 'warning', { summary: 'The root key has no backup' })),
    ],
  });
}

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 50 },
])('at $columns×$rows', (size) => {
  it('shows what is wrong with a repository, what can be done, and who can', async () => {
    const { terminal } = runApp(size);
    await terminal.waitFor('Pulls work');
    terminal.press('/demo');
    await terminal.waitFor('1 found');
    terminal.press(KEYS.enter);
    await terminal.waitFor('Pulls of this repository fail');
    const tab = await terminal.waitFor('Doctor 1');
    expect(tab).toContain('6  why, and what can be done');
    terminal.press('6+');
    const page = await terminal.waitFor('can be done here');
    expect(page).toContain('▸ ✗ targets/releases needs 1 signature that counts and has 0');
    expect(page).toContain('signed by ben 9513b98, whose key is no longer in this role');
    expect(page).toContain("Can be done with ben's key 9513b98");
    expect(page).toContain('f put right');
  });

  it('shows everything that is wrong on one page, and leads to each repository', async () => {
    const { terminal } = runApp({ ...size, fake: withBrokenServer() });
    await terminal.waitFor('Pulls work');
    terminal.press('5');
    const page = await terminal.waitFor('11 repositories examined, the worst first');
    expect(page).toMatch(/✗ admin\/demo +1 {2}targets\/releases needs/);
    expect(page).toContain('✓ 2 repositories are fine');
    expect(page.indexOf('✗ team/away')).toBeLessThan(page.indexOf('! admin/web'));
    terminal.press('/away');
    await terminal.waitFor('found');
    terminal.press(`${KEYS.enter}${KEYS.enter}`);
    const doctor = await terminal.waitFor('▸Doctor 1');
    expect(doctor).toContain('✗ notary.example.com does not answer');
    expect(doctor).toContain('Nothing listens on port 443.');
  });
});

describe('the Doctor', () => {
  it('is pointed to by what cannot be opened', async () => {
    const { terminal } = runApp({ fake: withBrokenServer() });
    await terminal.waitFor('Pulls work');
    terminal.press('/away');
    await terminal.waitFor('1 found');
    terminal.press(KEYS.enter);
    await terminal.waitFor('6  what the Doctor finds');
    terminal.press('6');
    await terminal.waitFor('▸ ✗ notary.example.com does not answer');
  });

  it('jumps from evidence to the role, and copies a whole key ID', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('/demo');
    await terminal.waitFor('1 found');
    terminal.press(`${KEYS.enter}6`);
    await terminal.waitFor('signed by ben 9513b98');
    terminal.press('jjj');
    await terminal.waitFor(/▸ +Why/);
    terminal.press('y');
    await terminal.waitFor(/key ID +9513b98/);
    terminal.press(KEYS.escape);
    await terminal.waitFor((screen) => !/key ID +9513b98/.test(screen));
    terminal.press(KEYS.enter);
    expect(await terminal.waitFor('▸Metadata')).toContain('targets/releases');
  });

  it('shows the findings of this machine below the repositories', async () => {
    const { terminal } = runApp({ fake: withBrokenServer(), rows: 40 });
    await terminal.waitFor('Pulls work');
    terminal.press('5');
    const page = await terminal.waitFor('! The root key has no backup');
    expect(page.indexOf('Keys on this machine')).toBeGreaterThan(page.indexOf('2 repositories are fine'));
  });

  it('examines in the background, which Escape stops and 5 goes on with', async () => {
    const held = new Map([...sampleRepositories()].map(([gun]) => [gun, null] as const));
    const services = fakeServices({ repositories: held });
    const { terminal } = runApp({ fake: services });
    await terminal.waitFor('loading');
    terminal.press('5');
    await terminal.waitFor('Examining: 0 of 10 done · Esc stops');
    terminal.press(KEYS.escape);
    await terminal.waitFor('0 of 10 repositories examined · 5 examines the rest');
    terminal.press('5');
    await terminal.waitFor('Examining: 0 of 10 done');
    for (const [gun, report] of sampleRepositories()) {
      services.answer(gun, report);
    }
    await terminal.waitFor('10 repositories examined, the worst first');
    terminal.press(KEYS.escape);
    await terminal.waitFor('1 Repositories');
  });

  it('speaks of the page to a screen reader', async () => {
    const { terminal } = runApp({ screenReader: true });
    await terminal.waitFor('admin/api');
    terminal.press('5');
    await terminal.waitFor('Doctor: all repositories');
    await terminal.waitFor(/✗ admin\/keys 1 targets\/releases needs .*, 1 of \d+/);
  });

  it('is found in the palette by name', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press(':doctor');
    const menu = await terminal.waitFor('Show what is wrong anywhere');
    expect(menu).toContain('Go to the Doctor tab');
  });

  it('opens the tab of a repository that was not examined yet', async () => {
    const services = fakeServices({ diagnoses: new Map([[DEMO, null]]) });
    const { terminal } = runApp({ fake: services });
    await terminal.waitFor('Pulls work');
    terminal.press('/demo');
    await terminal.waitFor('1 found');
    terminal.press(`${KEYS.enter}6`);
    await terminal.waitFor('Looking for what can be done …');
    terminal.press(']');
    await terminal.waitFor('▸Activity');
    expect(services.diagnosed.map(({ signal }) => signal.aborted)).toEqual([true]);
  });
});
