import type { KeyInventoryEntry, RepositoryReport, SignerReport } from '../../../operations/index.ts';
import type { Gun } from '../../../tuf/index.ts';
import { rowUnderCursor } from '../../store/rows.ts';
import { loadOf, selectedRepository } from '../../store/selectors.ts';
import type { AppState } from '../../store/state.ts';
import type { Asked } from '../definition.ts';

/** What a wizard is about as the screen has it: the marked repositories, else the selected one. */
export function repositoriesOnScreen(app: AppState): readonly Gun[] {
  const items = app.repositories.status === 'ready' ? app.repositories.items : [];
  const { marks } = app.lists.repositories;
  const marked = items.filter(({ gun }) => marks.has(gun)).map(({ gun }) => gun);
  const selected = selectedRepository(app);
  return marked.length > 0 ? marked : selected === null ? [] : [selected];
}

/** The reports of the wizard's repositories, as far as they are loaded. */
export function reportsOf({ app, wizard }: Asked): readonly RepositoryReport[] {
  return wizard.guns.flatMap((gun) => loadOf(app, gun).report ?? []);
}

/** The signers of the wizard's repositories, each name once, with all keys that any of them lists. */
export function signersOf(asked: Asked): readonly SignerReport[] {
  const signers = new Map<string, SignerReport>();
  for (const signer of reportsOf(asked).flatMap((report) => report.signers)) {
    const known = signers.get(signer.name);
    const more = signer.keys.filter(
      ({ canonicalId }) => known?.keys.every((key) => key.canonicalId !== canonicalId) ?? true,
    );
    signers.set(
      signer.name,
      known === undefined
        ? signer
        : { ...known, keys: [...known.keys, ...more], tags: known.tags + signer.tags },
    );
  }
  return [...signers.values()];
}

export function signerOf(asked: Asked, name: string): SignerReport | null {
  return signersOf(asked).find((signer) => signer.name === name) ?? null;
}

export function localKeys({ keys }: AppState): readonly KeyInventoryEntry[] {
  return keys.status === 'ready' ? keys.keys : [];
}

/** The signer that the cursor is on, in whatever shows one. */
export function signerOnScreen(app: AppState): string | null {
  const target = rowUnderCursor(app)?.opens;
  if (target?.kind === 'signer') {
    return target.name;
  }
  if (target?.kind === 'key') {
    const owner = localKeys(app).find(({ id }) => id === target.keyId)?.owner;
    return owner?.kind === 'signer' ? owner.name : null;
  }
  const name = target?.kind === 'role' ? /^targets\/([^/]+)$/.exec(target.role)?.[1] : undefined;
  return name === undefined || name === 'releases' ? null : name;
}

/** The role that the cursor is on. */
export function roleOnScreen(app: AppState): string | null {
  const target = rowUnderCursor(app)?.opens;
  return target?.kind === 'role' ? target.role : null;
}

/** The private key that the cursor is on in the panel of keys. */
export function keyOnScreen(app: AppState): string | null {
  const target = app.focus === 'keys' ? rowUnderCursor(app)?.opens : null;
  return target?.kind === 'key' ? target.keyId : null;
}
