import { describe, it } from 'vitest';
import type { RealClients } from '../../support/real-clients.ts';
import { describeRealWorld } from '../../support/suite.ts';
import { type Expected, expectAgreement } from './agreement.ts';
import { goOnWithRealTools, type Remaining } from './go-on.ts';
import { MAKERS, type Maker, makeRepository } from './makers.ts';
import { type KeyType, P256, type SignerKey } from './signer-keys.ts';
import { lookBefore, type Team, teamOf } from './team.ts';

/** One repository of the matrix, and everybody who works on it. */
export interface Cell extends Team {
  readonly gun: string;
  readonly maker: Maker;
  readonly type: KeyType;
  /** Signers' keys by a name that the operation gives them; `jeff` and `ben` are those who were there first. */
  readonly keys: Map<string, SignerKey>;
}

/** A row of the matrix: an operation, carried out by trustdeck on what each maker made. */
export interface Operation {
  readonly name: string;
  /** Brings the repository to where the change is made; readers who will be behind look after it. */
  readonly before?: (cell: Cell) => Promise<void>;
  readonly change: (cell: Cell) => Promise<void>;
  /** What is different from a repository with jeff, who signed v1, and ben, who signed v2. */
  readonly expected?: (cell: Cell) => Partial<Expected>;
  /** Who signs afterwards; jeff and ben, each on a machine of their own, when left out. */
  readonly remaining?: (cell: Cell) => readonly Remaining[];
  /** Notary warns of what was left behind, as it does when its own commands leave that. */
  readonly warns?: true;
}

/** Runs each operation on a repository by each maker, several at a time: nearly all of it waits for processes. */
export function describeOperations(
  title: string,
  operations: readonly Operation[],
  types: readonly KeyType[] = [P256],
): void {
  describeRealWorld(title, (world) => {
    const columns = MAKERS.flatMap((maker) =>
      types.map((type) => ({ maker, type, name: columnName(maker, type) })),
    );
    describe.concurrent.each(columns)('$name', ({ maker, type, name }) => {
      it.each(operations)('$name', async (operation) => {
        const slug = `${operation.name} ${name}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
        const cell = await makeCell(await world.clients(slug), { maker, type, slug });
        await runOperation(cell, operation);
      });
    });
  });
}

function columnName(maker: Maker, type: KeyType): string {
  return `in a repository made by ${maker.name}, with ${type.name}`;
}

async function makeCell(
  owner: RealClients,
  { maker, type, slug }: { readonly maker: Maker; readonly type: KeyType; readonly slug: string },
): Promise<Cell> {
  const team = await teamOf(owner);
  const gun = `registry.example.com/matrix/${slug}`;
  const keys = await makeRepository(maker, team, { gun, type });
  return { ...team, gun, maker, type, keys: new Map(Object.entries(keys)) };
}

async function runOperation(cell: Cell, operation: Operation): Promise<void> {
  await operation.before?.(cell);
  await lookBefore(cell, cell.gun);
  await operation.change(cell);
  const expected = { ...unchanged(cell), ...operation.expected?.(cell) };
  await expectAgreement(cell, cell.gun, expected, operation.warns === true);
  await goOnWithRealTools(cell, cell.gun, (operation.remaining ?? everybody)(cell));
}

/** The canonical ID of a key of the cell. */
export function idOf(cell: Cell, name: string): string {
  const key = cell.keys.get(name);
  if (key === undefined) {
    throw new Error(`nobody made the key ${name}`);
  }
  return key.id;
}

export function unchanged(cell: Cell): Expected {
  return {
    signers: { jeff: [idOf(cell, 'jeff')], ben: [idOf(cell, 'ben')] },
    tags: { v1: ['jeff'], v2: ['ben'], ...directTags(cell) },
  };
}

/** Tags that the repository key alone has signed, as `docker trust inspect` says it. */
export function directTags({ maker }: Cell): Expected['tags'] {
  return Object.fromEntries(maker.direct.map((tag) => [tag, ['Repo Admin']]));
}

export function jeffAlone({ owner }: Cell): readonly Remaining[] {
  return [{ name: 'jeff', machine: owner }];
}

export function benAlone({ ben }: Cell): readonly Remaining[] {
  return [{ name: 'ben', machine: ben }];
}

function everybody(cell: Cell): readonly Remaining[] {
  return [...jeffAlone(cell), ...benAlone(cell)];
}
