import { describe, expect, it } from 'vitest';
import { fakeServices, sampleRepositories, UNREACHABLE } from '../support/fake-services.ts';
import { runApp } from '../support/run-app.ts';
import { manyTags } from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { KEYS } from '../support/terminal-driver.ts';

const DEMO = 'registry.example.com/admin/demo';

function thousand() {
  const guns = Array.from({ length: 1000 }, (_, index) => `registry.example.com/team/app-${index}`);
  return fakeServices({
    repositories: new Map(guns.map((gun) => [gun, { ...healthyReport(), gun: gun as never }])),
  });
}

describe('the screen', () => {
  it('shows the three panels and the selected repository', async () => {
    const { terminal } = runApp();
    const screen = await terminal.waitFor('Pulls work');
    expect(screen).toContain('trustdeck   notary.example.com  admin  TLS ok');
    expect(screen).toContain('1 Repositories');
    expect(screen).toContain('2 Signers');
    expect(screen).toContain('3 Keys on this machine');
    expect(screen).toContain('▸ ✓ admin/api');
    expect(terminal.alternate()).toBe(true);
  });

  it.each([
    ['connected', 'https://notary.example.com', 'notary.example.com  admin  TLS ok'],
    ['offline', 'https://notary.example.com', 'notary.example.com  admin  offline'],
    ['untrusted', 'https://notary.example.com', 'notary.example.com  admin  TLS not trusted'],
    ['tls-failed', 'https://notary.example.com', 'notary.example.com  admin  TLS failed'],
    ['connected', 'https://elsewhere.example.com', 'notary.example.com  admin  not asked yet'],
  ] as const)(
    'says of a connection that it is %s only when a request to it was',
    async (state, origin, text) => {
      const connections = new Map([[origin, state]]);
      const { terminal } = runApp({ fake: fakeServices({ session: { connections } }) });
      await terminal.waitFor('Pulls work');
      expect(await terminal.waitFor(text)).toContain(text);
    },
  );

  it('names nobody beside a server that only another one knows them at', async () => {
    const users = new Map([['https://elsewhere.example.com', 'admin']]);
    const { terminal } = runApp({ fake: fakeServices({ session: { users } }) });
    expect(await terminal.waitFor('Pulls work')).toContain('notary.example.com  TLS ok');
  });

  it('counts repositories that cannot be opened among the problems', async () => {
    const repositories = new Map([[DEMO, UNREACHABLE]]);
    const { terminal } = runApp({ fake: fakeServices({ repositories }) });
    expect(await terminal.waitFor('could not be opened')).not.toContain('No signers');
    await terminal.waitFor('✗ 1 problem');
  });

  it('follows the cursor with the other panels, and keeps up with keys that come together', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('jj');
    const screen = await terminal.waitFor('▸ ✗ admin/demo');
    expect(screen).toContain('Pulls of this repository fail');
    expect(screen).toContain('! ben');
  });

  it.each([
    ['Delegations', 'all paths'],
    ['Tags', 'Digest'],
    ['Roles', 'Version'],
    ['Metadata', '"signed"'],
    ['Doctor', 'Nothing is wrong with this repository.'],
    ['Activity', 'Nothing has happened yet'],
    ['Overview', 'Administration'],
  ])('has a tab %s, reached with ]', async (name, content) => {
    const order = ['Overview', 'Delegations', 'Tags', 'Roles', 'Metadata', 'Doctor', 'Activity'];
    const { terminal } = runApp({ columns: 140 });
    await terminal.waitFor('Pulls work');
    terminal.press(']'.repeat(order.indexOf(name) || order.length));
    await terminal.waitFor(`▸${name}`);
    await terminal.waitFor(content);
  });

  it('opens what the cursor is on with Enter: a signer leads to its delegation', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('2j');
    await terminal.waitFor(/▸ +jeff/);
    terminal.press(KEYS.enter);
    await terminal.waitFor(/▸.*jeff .*1 of 1/);
  });

  it('shows all of a key: the whole ID, its file, and where it signs', async () => {
    const { terminal, exit } = runApp({ columns: 80, rows: 24 });
    await terminal.waitFor('Pulls work');
    terminal.press(`3${KEYS.enter}`);
    const page = await terminal.waitFor("╭─ Jeff's key 5570b88");
    expect(page).toMatch(/│ Key ID +│/);
    expect(page).toMatch(/│ {2}5570b88[0-9a-f]{57} /);
    expect(page).toContain('/home/me/.docker/trust/private/5570b88');
    expect(page).toContain('encrypted with a passphrase');
    expect(page).toContain('registry.example.com/admin/api  targets/jeff');
    terminal.press('y');
    await terminal.waitFor('╭─ Copy');
    terminal.press(KEYS.enter);
    await terminal.waitFor('Copied: key ID');
    terminal.press('qq');
    expect(await exit).toBe(0);
  });

  it('shows all of a tag, and of an entry of the log', async () => {
    const { terminal, services } = runApp({ columns: 80, rows: 24 });
    await terminal.waitFor('Pulls work');
    terminal.press(`]]${KEYS.enter}`);
    const page = await terminal.waitFor('╭─ Tag v1');
    expect(page).toContain('registry.example.com/admin/api:v1');
    expect(page).toMatch(/sha256:[0-9a-f]{64}/);
    expect(page).toContain('In targets/releases');
    terminal.press(`${KEYS.escape}`);
    await terminal.waitFor((screen) => !screen.includes('╭─ Tag v1'));
    const path = `/v2/${'team/'.repeat(20)}app/_trust/tuf/root.json`;
    const entry = { id: 1, at: new Date(), kind: 'request', text: `GET ${path}` } as const;
    services.log({ ...entry, outcome: 'ok', result: '200, 497 bytes', milliseconds: 3 });
    terminal.press('L');
    await terminal.waitFor('497 bytes');
    terminal.press(KEYS.enter);
    const log = await terminal.waitFor('╭─ In full');
    expect(log).toContain('/v2/team/team/');
    expect(log).toContain('app/_trust/tuf/root.json');
  });

  it('lists what works here under ?, from the key table', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('?');
    const help = await terminal.waitFor('Keys that work here');
    expect(help).toContain('Open what the cursor is on');
    expect(help).not.toContain("Next role's metadata");
    terminal.press('G');
    await terminal.waitFor('Quit at once');
    terminal.press(KEYS.escape);
    await terminal.waitFor((screen) => !screen.includes('Keys that work here'));
  });

  it('shows the roles at a glance', async () => {
    const { terminal } = runApp({ columns: 80, rows: 24 });
    await terminal.waitFor('Pulls work');
    terminal.press('S');
    const screen = await terminal.waitFor('Roles at a glance');
    expect(screen).toMatch(/│ root +│ yes +│ 1 +│ 1 of 1/);
    for (const line of screen.split('\n').filter((row) => row.includes('┬'))) {
      expect(line).toMatch(/┐ *│/);
    }
  });

  it('enlarges a panel and restores it', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('3+');
    const zoomed = await terminal.waitFor((screen) => !screen.includes('1 Repositories'));
    expect(zoomed).toContain('3 Keys on this machine');
    terminal.press('_');
    await terminal.waitFor('1 Repositories');
  });
});

describe('the filter', () => {
  it('narrows a list of 1,000 while typing, keeps it on Enter, clears it on Esc', async () => {
    const { terminal } = runApp({ fake: thousand() });
    await terminal.waitFor('1/1000');
    terminal.press('/');
    await terminal.waitFor('Filter');
    for (const key of 'app-99') {
      terminal.press(key);
    }
    const narrowed = await terminal.waitFor('1/11');
    expect(narrowed).toMatch(/▸ [✓…] team\/app-99 /);
    expect(narrowed).toContain('11 found');
    terminal.press(KEYS.enter);
    await terminal.waitFor('? help');
    terminal.press('n');
    await terminal.waitFor('▸ ✓ team/app-990');
    terminal.press(KEYS.escape);
    await terminal.waitFor(/\d+\/1000/);
  });

  it('takes a filter with its Enter in one chunk', async () => {
    const { terminal } = runApp({ fake: thousand() });
    await terminal.waitFor('1/1000');
    terminal.press('/app-77\r');
    await terminal.waitFor('/app-77 1/11');
  });

  it('says so when nothing matches', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('/nowhere');
    await terminal.waitFor('nothing matches nowhere');
  });
});

describe('a text field', () => {
  async function opened() {
    const app = runApp();
    await app.terminal.waitFor('Pulls work');
    app.terminal.press('a');
    await app.terminal.waitFor('Its full name');
    return app;
  }

  it.each([
    ['Ctrl+U empties it', ['abc', KEYS.control('u'), 'x'], 'x'],
    ['Ctrl+W takes the last word', ['one two', KEYS.control('w'), 'x'], 'one x'],
    ['Ctrl+A goes to the start', ['bc', KEYS.control('a'), 'a'], 'abc'],
    ['Ctrl+E goes to the end', ['ab', KEYS.control('a'), KEYS.control('e'), 'c'], 'abc'],
    ['arrows and backspace edit within', ['abxc', KEYS.left, KEYS.backspace], 'abc'],
    ['typing goes on where the cursor is', ['ad', KEYS.left, 'b', 'c'], 'abcd'],
    ['one chunk edits where the cursor is', ['ad', `${KEYS.left}b${KEYS.backspace}bc`], 'abcd'],
    ['an arrow steps over an emoji as a whole', ['a😀', KEYS.left, 'b', KEYS.right, 'c'], 'ab😀c'],
    ['Ctrl+W takes one part of a name', ['reg/team/app', KEYS.control('w'), 'x'], 'reg/team/x'],
    ['several keys in one chunk are all done', [`abcd${KEYS.backspace}${KEYS.backspace}e`], 'abe'],
    ['other control keys insert nothing', ['ab', KEYS.control('k'), KEYS.control('g'), 'c'], 'abc'],
    ['a paste loses its line break and its controls', [KEYS.paste('a\u0007bc\r\nrm -rf /\n')], 'abc'],
    ['an emoji is deleted whole', ['ab😀', KEYS.backspace, 'c'], 'abc'],
  ])('%s', async (_, presses, expected) => {
    const { terminal } = await opened();
    for (const keys of presses) {
      terminal.press(keys);
    }
    await terminal.waitFor((screen) => fieldOf(screen) === expected);
  });

  function fieldOf(screen: string): string | undefined {
    const lines = screen.split('\n');
    const above = lines.findIndex((line) => line.includes('Its full name'));
    return /│ {3}(.*?) *│/.exec(lines[above + 2]?.slice(lines[above]?.indexOf('│ Its')) ?? '')?.[1];
  }

  it('adds the repository that was typed, and shows it selected', async () => {
    const { terminal, services } = await opened();
    terminal.press('registry.example.com/team/new\r');
    await terminal.waitFor('▸ … team/new');
    services.answer('registry.example.com/team/new', healthyReport());
    await terminal.waitFor('▸ ✓ team/new');
  });

  it('says what is wrong with it and keeps what was typed', async () => {
    const { terminal } = await opened();
    terminal.press('no such name\r');
    const screen = await terminal.waitFor('No such name.');
    expect(screen).toContain('no such name');
  });
});

describe('the palette', () => {
  it('finds a command and runs it', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press(':');
    await terminal.waitFor('Command or repository');
    terminal.press('actvt');
    await terminal.waitFor('▸activity');
    terminal.press(KEYS.enter);
    await terminal.waitFor('▸Activity');
  });

  it.each([
    ['overview', '▸Overview'],
    ['tags', '▸Tags'],
    ['roles', '▸Roles'],
    ['signers', /▸ +(ben|jeff|mia) /],
  ])('finds %s first and goes there', async (typed, place) => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press(`0]:${typed}`);
    await terminal.waitFor(`▸${typed}: Go to the`);
    terminal.press(KEYS.enter);
    await terminal.waitFor(place);
  });

  it('finds a repository and goes there', async () => {
    const { terminal } = runApp({ fake: thousand() });
    await terminal.waitFor('1/1000');
    terminal.press(':app-678');
    await terminal.waitFor('▸registry.example.com/team/app-678');
    terminal.press(KEYS.enter);
    await terminal.waitFor('679/1000');
  });
});

describe('copying', () => {
  function copied(written: string): string | undefined {
    const encoded = written.split('\u001b]52;c;')[1]?.split('\u0007')[0];
    return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
  }

  it('puts the full name on the clipboard and says so', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('jjy');
    await terminal.waitFor('Copied: repository name');
    expect(copied(terminal.written())).toBe(DEMO);
  });

  it('offers what a row has, and copies several marked rows on one line', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press(']]');
    await terminal.waitFor('▸Tags');
    terminal.press('  y');
    const menu = await terminal.waitFor('╭─ Copy');
    expect(menu).toContain('2 marked');
    expect(menu).toContain('image by digest');
    terminal.press(KEYS.enter);
    await terminal.waitFor('Copied: digest');
    expect(copied(terminal.written())).toMatch(/^sha256:[0-9a-f]{64} sha256:[0-9a-f]{64}$/);
  });
});

describe('a terminal of another size', () => {
  it('has whole titles, and how many roles each key signs, on 80x24', async () => {
    const { terminal } = runApp({ columns: 80, rows: 24 });
    await terminal.waitFor('Pulls work');
    const screen = await terminal.waitFor('3 Keys ─');
    expect(screen).toContain('1 Repositories ─');
    expect(screen).toContain('2 Signers ─');
    expect(screen).toMatch(/jeff +5570b88 +signs 3 /);
    expect(screen).toMatch(/root +f6c6a4b +signs 9 /);
  });

  it('loses a notice with the next key that does something', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press(KEYS.escape);
    await terminal.waitFor('this is the outermost page');
    terminal.press('a');
    const screen = await terminal.waitFor('Its full name');
    expect(screen).not.toContain('outermost');
  });

  it('reflows when it is resized', async () => {
    const { terminal } = runApp({ columns: 160, rows: 50 });
    await terminal.waitFor('Pulls work');
    terminal.resize(80, 24);
    const small = await terminal.waitFor(/╮╭.*╮╭/);
    expect(small).toContain('Pulls work');
    terminal.resize(160, 50);
    await terminal.waitFor((screen) => screen.split('\n')[1]?.includes('╮╭─ registry') === true);
  });

  it('says what it needs on 40x10, without a crash, and comes back', async () => {
    const { terminal, exit } = runApp({ columns: 40, rows: 10 });
    await terminal.waitFor('needs at least 80 columns');
    terminal.resize(90, 26);
    await terminal.waitFor('Pulls work');
    terminal.resize(10, 3);
    await terminal.waitFor('trustdeck');
    terminal.press('q');
    expect(await exit).toBe(0);
  });

  it.each([
    [80, 24],
    [99, 24],
    [100, 24],
    [120, 36],
    [200, 50],
  ])('keeps every line within %i x %i', async (columns, rows) => {
    const { terminal } = runApp({ columns, rows });
    const screen = await terminal.waitFor('Pulls work');
    const lines = screen.split('\n');
    expect(lines).toHaveLength(rows);
    expect(lines.at(-1)).toContain('q quit');
    expect(Math.max(...lines.map((line) => line.length))).toBe(columns);
  });
});

describe('trouble', () => {
  it('marks old data with its age on every tab when the server is down', async () => {
    const { terminal } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press(':team/jobs\r');
    await terminal.waitFor('Offline copy, saved 3 hours ago');
    terminal.press(']]');
    expect(await terminal.waitFor('▸Tags')).toContain('Offline copy, saved 3 hours ago');
  });

  it('cuts no sentence about old data: where the reason has no room, it says where that is told', async () => {
    const { terminal, services } = runApp({ columns: 80, rows: 24 });
    await terminal.waitFor('Pulls work');
    terminal.press(':team/jobs\r');
    const short = await terminal.waitFor('Offline copy, saved 3 hours ago: ');
    expect(short).not.toMatch(/Offline copy.*…/);
    const message = `${'a very long name '.repeat(8)} cannot be reached.`;
    services.answer('registry.example.com/admin/api', { ...UNREACHABLE, message });
    terminal.press(':admin/api\r');
    await terminal.waitFor('▸ ✓ admin/api');
    terminal.press('r');
    await terminal.waitFor('Not refreshed: the log under L says why');
  });

  it('says that it is asking while no server has answered yet', async () => {
    const fake = fakeServices({
      repositories: new Map([[DEMO, null]]),
      session: { connections: new Map() },
    });
    const { terminal } = runApp({ fake });
    await terminal.waitFor('notary.example.com  admin  asking …');
  });

  it('explains a repository that cannot be opened at all: what, why, and what to do', async () => {
    const fake = fakeServices({ repositories: new Map([[DEMO, UNREACHABLE]]) });
    const { terminal } = runApp({ fake });
    const screen = await terminal.waitFor(`✗ ${DEMO} could not be opened.`);
    expect(screen).toContain('registry.example.com cannot be reached.');
    expect(screen).toContain('Why');
    expect(screen).toContain('then press r.');
    fake.answer(DEMO, { ...healthyReport(), gun: DEMO as never });
    terminal.press('r');
    await terminal.waitFor('Pulls work');
  });

  it('shows why the list itself could not be read', async () => {
    const { terminal } = runApp({ fake: fakeServices({ listFailure: UNREACHABLE }) });
    await terminal.waitFor('registry.example.com cannot be');
  });

  it('lists what this machine knows while the server is slow', async () => {
    const changefeed = Promise.withResolvers<void>();
    const { terminal } = runApp({
      fake: fakeServices({ localOnly: [DEMO], changefeed: changefeed.promise }),
    });
    await terminal.waitFor('Pulls of this repository fail');
    changefeed.resolve();
    const whole = await terminal.waitFor('3/10');
    expect(whole).toContain('▸ ✗ admin/demo');
  });

  it('shows that it is loading, and drops an answer that comes too late', async () => {
    const fake = fakeServices({ repositories: new Map([[DEMO, null]]) });
    const { terminal, exit } = runApp({ fake });
    await terminal.waitFor(`Fetching and verifying ${DEMO}`);
    terminal.press('r');
    await terminal.waitFor(() => fake.opened.length === 2);
    expect(fake.opened.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    terminal.press('q');
    expect(await exit).toBe(0);
    expect(fake.opened.every(({ signal }) => signal.aborted)).toBe(true);
    expect(fake.closed()).toBe(true);
  });

  it('lets no character of a hostile name reach the terminal', async () => {
    const name = 'registry.example.com/\u001b]0;owned\u0007\u202eevil\u009b31m';
    const repositories = new Map([
      [name, { ...healthyReport(), gun: name as never }],
      ...sampleRepositories(),
    ]);
    const { terminal } = runApp({ fake: fakeServices({ repositories }) });
    await terminal.waitFor('Pulls work');
    terminal.press('y');
    await terminal.waitFor('Copied');
    terminal.press(':evil');
    await terminal.waitFor('Command or repository');
    const written = terminal.written();
    expect(written).not.toContain('\u001b]0;');
    expect(written).not.toContain('\u202e');
    expect(written).not.toContain('\u009b');
    expect(written).not.toContain('\u001b[31m');
  });
});

describe('the first run', () => {
  const empty = () =>
    fakeServices({
      repositories: new Map(),
      session: { server: null, users: new Map(), connections: new Map() },
    });

  it('is never an empty screen', async () => {
    const { terminal } = runApp({ fake: empty() });
    const screen = await terminal.waitFor('trustdeck has no repositories to show yet.');
    expect(screen).toContain('▸Explore the sandbox');
    expect(screen).toContain('Connect a server');
    expect(screen).toContain('Add a repository by name');
    await terminal.waitFor('/home/me/.docker/trust holds 3 keys');
  });

  it('opens the sandbox', async () => {
    const { terminal, services, exit } = runApp({ fake: empty() });
    await terminal.waitFor('▸Explore the sandbox');
    terminal.press(KEYS.enter);
    expect(await terminal.waitFor('Pulls work')).toContain('SANDBOX');
    terminal.press('q');
    await exit;
    expect(services.closed()).toBe(true);
  });

  it('connects a server, and says why not when that fails', async () => {
    const changes: unknown[] = [];
    const { terminal } = runApp({
      fake: empty(),
      reopen: async (change) => {
        changes.push(change);
        return fakeServices();
      },
    });
    await terminal.waitFor('▸Explore the sandbox');
    terminal.press('j\r');
    await terminal.waitFor('Address of the Notary server');
    terminal.press('https://notary.example.com\r');
    await terminal.waitFor('Pulls work');
    expect(changes).toEqual([{ server: 'https://notary.example.com' }]);
  });
});

describe('NO_COLOR', () => {
  it('uses no colour at all, and marks the cursor, the tab and every state by shape', async () => {
    const { terminal } = runApp({ colours: { noColor: true, colours: 256, colorFgBg: null } });
    const screen = await terminal.waitFor('Pulls work');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escape sequences of colours
    expect(terminal.written()).not.toMatch(/\u001b\[(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)[;m]/);
    expect(screen).toContain('▸ ✓ admin/api');
    expect(screen).toContain('▸Overview');
    expect(screen).toContain('! admin/web');
  });
});

describe('a screen reader', () => {
  it('is told where the cursor is and what it is on, in sentences, on the normal screen', async () => {
    const { terminal } = runApp({ screenReader: true });
    await terminal.waitFor('admin/api, 1 of 10');
    terminal.press('jj');
    const screen = await terminal.waitFor('✗ admin/demo releases, 3 of 10');
    expect(screen).toContain('Repositories');
    expect(screen).not.toMatch(/[╭│╰]/);
    expect(terminal.alternate()).toBe(false);
    terminal.press('S');
    await terminal.waitFor('Role root, Usable yes');
  });

  it('hears why there is nothing to read: still loading, or failed', async () => {
    const { terminal, services } = runApp({
      screenReader: true,
      fake: fakeServices({ repositories: new Map([[DEMO, null]]) }),
    });
    await terminal.waitFor('admin/demo loading');
    terminal.press(']');
    await terminal.waitFor(`Fetching and verifying ${DEMO}`);
    services.answer(DEMO, UNREACHABLE);
    await terminal.waitFor('cannot be reached');
    terminal.press('2');
    await terminal.waitFor('Not known');
  });
});

describe('leaving', () => {
  it('gives the terminal back on q, with exit code 0', async () => {
    const { terminal, exit, farewell } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press('q');
    expect(await exit).toBe(0);
    await terminal.waitFor(() => !terminal.alternate());
    expect(terminal.written()).toContain('\u001b[?25h');
    expect(farewell()).toBe('');
  });

  it('ends with 130 on Ctrl+C, whatever has the keys', async () => {
    const { terminal, exit } = runApp();
    await terminal.waitFor('Pulls work');
    terminal.press(`:x${KEYS.control('c')}`);
    expect(await exit).toBe(130);
    await terminal.waitFor(() => !terminal.alternate());
  });

  it('ends with 130 on a signal, and says that nothing was changed', async () => {
    const { terminal, exit, stop, farewell } = runApp();
    await terminal.waitFor('Pulls work');
    stop.abort();
    expect(await exit).toBe(130);
    await terminal.waitFor(() => !terminal.alternate());
    expect(farewell()).toContain('Nothing was being changed');
  });

  it('ends with 1 on an uncaught exception, and says what it was', async () => {
    const { terminal, exit, stop, farewell } = runApp();
    await terminal.waitFor('Pulls work');
    stop.abort(new TypeError('boom'));
    expect(await exit).toBe(1);
    await terminal.waitFor(() => !terminal.alternate());
    expect(farewell()).toContain('TypeError: boom');
  });

  it('survives a report that breaks the drawing: the terminal is restored and the defect is named', async () => {
    const broken = { ...healthyReport(), signers: null as never };
    const { terminal, exit, farewell } = runApp({
      fake: fakeServices({ repositories: new Map([[DEMO, { ...broken, gun: DEMO as never }]]) }),
    });
    expect(await exit).toBe(1);
    await terminal.waitFor(() => !terminal.alternate());
    expect(farewell()).toContain('ended because of a defect');
  });

  it('asks before it leaves a running job', async () => {
    const fake = fakeServices();
    const { terminal, exit } = runApp({ fake });
    await terminal.waitFor('Pulls work');
    fake.answer('registry.example.com/admin/api', null as never);
    terminal.press('Rq');
    await terminal.waitFor('Quit and cancel it?');
    terminal.press('n');
    await terminal.waitFor((screen) => !screen.includes('Quit and cancel it?'));
    terminal.press(`q`);
    await terminal.waitFor('Quit and cancel it?');
    terminal.press('y');
    expect(await exit).toBe(0);
  });
});

describe('a page of 5,000 tags', () => {
  it('draws only what is visible, from the first to the last', async () => {
    const report = { ...manyTags(5000), gun: DEMO as never };
    const { terminal } = runApp({ fake: fakeServices({ repositories: new Map([[DEMO, report]]) }) });
    await terminal.waitFor('5000 tags');
    terminal.press(']]');
    await terminal.waitFor('▸Tags 5000');
    terminal.press('G');
    await terminal.waitFor(/-5000 of 5000/);
  });
});
