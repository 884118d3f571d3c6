import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newSignerKey } from '../matrix/support/signer-keys.ts';
import { describeRealWorld } from '../support/suite.ts';
import { parseKeyTable } from '../support/tables.ts';
import { confirmHealthy } from './support/confirm.ts';
import { brief, consult, type FindingJson, findingsOf } from './support/doctor.ts';
import { backUp, makeHealthy, type Patient } from './support/healthy.ts';
import { paste } from './support/pasted.ts';

/** What the doctor says of all that is known on a machine. */
async function findingsOn({ owner }: Pick<Patient, 'owner'>): Promise<readonly FindingJson[]> {
  return findingsOf(await consult(owner, []));
}

async function onlyFinding(patient: Pick<Patient, 'owner'>, expected: string): Promise<FindingJson> {
  const [found, ...others] = await findingsOn(patient);
  expect(found && brief(found)).toBe(expected);
  expect(others.map(brief)).toEqual([]);
  return found as FindingJson;
}

describeRealWorld('the keys of a machine', (world) => {
  async function made(name: string, backedUp = true): Promise<Patient> {
    const gun = `registry.example.com/doctor/${name}`;
    const patient = await makeHealthy(await world.clients(name), { gun, backedUp });
    for (const machine of [patient.owner, patient.ben]) {
      await machine.mustDocker(['inspect', gun]);
    }
    return patient;
  }

  async function pasteFix(patient: Patient, found: FindingJson, edit = (line: string) => line) {
    const line = edit(found.fix?.command ?? 'false');
    const { exitCode, stdout, stderr } = await paste(patient.owner, line);
    expect([exitCode, stdout, stderr], line).toEqual([0, expect.anything(), expect.anything()]);
  }

  describe.concurrent('the doctor', () => {
    it.each([
      ['docker trust', (patient: Patient) => newSignerKey(patient.owner, 'zoe')],
      [
        'notary',
        async ({ owner }: Patient) => {
          await owner.mustNotary(['key', 'generate', '-r', 'zoe']);
        },
      ],
    ] as const)('finds a key made by %s that is of no use, and mentions no other', async (tool, harm) => {
      const patient = await made(`unused-by-${tool.replace(' ', '-')}`);
      expect(await findingsOn(patient)).toEqual([]);
      await harm(patient);
      const found = await onlyFinding(patient, 'notice private-key-unused');
      const { stdout } = await patient.owner.mustNotary(['key', 'list']);
      const zoe = parseKeyTable(stdout).find(({ role }) => role === 'zoe');
      expect(found.subjects).toEqual([zoe?.id]);
      expect(found.fix?.automatic).toBe(false);
      await pasteFix(patient, found, (line) => `${line} --yes`);
      expect(await findingsOn(patient)).toEqual([]);
      await confirmHealthy(patient.owner, patient.gun);
    });

    it('finds a root key that was taken away, where somebody administers, and has it back', async () => {
      const patient = await made('root-missing', false);
      const backup = await backUp(patient.owner);
      expect(await findingsOn(patient)).toEqual([]);
      const { stdout } = await patient.owner.mustNotary(['key', 'list']);
      const root = parseKeyTable(stdout).find(({ role }) => role === 'root')?.id ?? '';
      const folder = join(patient.owner.trustDir, 'private');
      await rm(join(folder, `${root}.key`));
      const found = await onlyFinding(patient, 'warning root-key-missing root');
      expect(found.subjects).toContain(root);
      // Ben only signs: no root key is missing on his machine.
      expect(await findingsOn({ owner: patient.ben })).toEqual([]);
      await pasteFix(patient, found, (line) => `${line.replace(/\S+\.pem/, backup)} --yes`);
      expect(await readdir(folder)).toContain(`${root}.key`);
      expect(await findingsOn(patient)).toEqual([]);
      await patient.owner.rotate(patient.gun, 'root');
    });

    it('finds a root key that was never backed up', async () => {
      const patient = await made('root-not-backed-up', false);
      const found = await onlyFinding(patient, 'warning root-key-not-backed-up root');
      await pasteFix(patient, found, (line) => line.replace(/\S+\.pem/, 'root-backup.pem'));
      expect(await findingsOn(patient)).toEqual([]);
      const stranger = await patient.owner.colleague('stranger');
      await stranger.mustNotary(['key', 'import', join(patient.owner.workDir, 'root-backup.pem')]);
      const { stdout } = await stranger.mustNotary(['key', 'list']);
      expect(parseKeyTable(stdout).map(({ id }) => id)).toEqual(expect.arrayContaining([...found.subjects]));
    });
  });
});
