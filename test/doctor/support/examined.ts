import { doctor } from '../../../source/doctor/index.ts';
import {
  buildReport,
  type Diagnosed,
  diagnose,
  type Examination,
  type Finding,
  type FindingCode,
  type Fix,
  type FixWay,
  freshnessOf,
  type LocalKey,
  type StagedChange,
} from '../../../source/operations/index.ts';
import type { Signer } from '../../../source/tuf/index.ts';
import { type TestWorld, worldOf } from '../../operations/support/test-updates.ts';
import { NOW, TestRepository } from '../../support/repository-builder.ts';
import { ecKey } from '../../support/test-keys.ts';

export interface ExamineOptions {
  /** Keys whose private halves are on this machine, by the role that their files name. */
  readonly here?: Readonly<Record<string, Signer>>;
  readonly staged?: readonly StagedChange[];
  readonly now?: Date;
  /** This machine sees the repository for the first time. */
  readonly isNewHere?: boolean;
  /** The server and cache to read from, where one run is not enough. */
  readonly world?: TestWorld;
}

/** What the doctor gets to see of a repository, read as the program reads it. */
export async function examined(
  repository: TestRepository,
  { here = {}, staged = [], now = NOW, isNewHere = false, world = worldOf(repository) }: ExamineOptions = {},
): Promise<Examination> {
  world.now = now;
  const refreshed = await world.open();
  const localKeys = Object.entries(here).map(([role, signer]) => localKey(signer, role));
  return {
    gun: repository.gun,
    facts: buildReport({
      refreshed,
      freshness: freshnessOf(refreshed),
      localKeys,
      stagedChanges: staged.length,
      now,
    }),
    server: refreshed.server,
    error: refreshed.serverError,
    localKeys,
    staged,
    clockAhead: null,
    seenBefore: !isNewHere,
    now,
  };
}

export function localKey({ key }: Signer, role: string | null): LocalKey {
  return {
    id: key.canonicalId,
    role,
    gun: null,
    path: `/keys/${key.id}.key`,
    encrypted: true,
    exposed: false,
  };
}

/** A repository as docker leaves it: releases and the signers, each with a key in both, and one tag. */
export function signedBy(...names: readonly string[]) {
  const repository = new TestRepository();
  repository.targets.targets = [];
  const keys = new Map(names.map((name) => [name, ecKey()]));
  repository.delegate('targets/releases', { keys: [...keys.values()] });
  for (const [name, key] of keys) {
    repository.delegate(`targets/${name}`, { keys: [key] });
  }
  const [repositoryKey] = repository.targets.keys as [Signer];
  return {
    repository,
    repositoryKey,
    keyOf: (name: string): Signer => {
      const key = keys.get(name);
      if (key === undefined) {
        throw new Error(`${name} is no signer of this test`);
      }
      return key;
    },
  };
}

export function codesIn(examination: Examination): readonly FindingCode[] {
  return doctor.examine(examination).findings.map(({ code }) => code);
}

/** The only finding of a code. */
export function findingIn(examination: Examination, code: FindingCode): Finding {
  const found = doctor.examine(examination).findings.filter((finding) => finding.code === code);
  const [finding] = found;
  if (finding === undefined || found.length > 1) {
    throw new Error(`${found.length} findings of ${code} among ${codesIn(examination).join(', ')}`);
  }
  return finding;
}

export async function fixIn(examination: Examination, code: FindingCode): Promise<Fix> {
  const fix = await doctor.prescribe(findingIn(examination, code), examination);
  if (fix === null) {
    throw new Error(`nothing is prescribed for ${code}`);
  }
  return fix;
}

export function wayIn({ ways }: Fix, id: string): FixWay {
  const way = ways.find((one) => one.id === id);
  if (way === undefined) {
    throw new Error(`no way ${id} among ${ways.map((one) => one.id).join(', ')}`);
  }
  return way;
}

export function textsOf({ evidence }: Finding): readonly string[] {
  return evidence.map(({ text }) => text);
}

export async function diagnosed(examination: Examination): Promise<readonly Diagnosed[]> {
  return (await diagnose(examination, doctor)).findings;
}
