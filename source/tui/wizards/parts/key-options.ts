import { safeText } from '../../../base/index.ts';
import type { KeyInventoryEntry, KeyOwner, KeyReport, LocalKey } from '../../../operations/index.ts';
import { ownerName, safeOwner, shortId } from '../../presentation/names.ts';
import type { Asked, Option } from '../definition.ts';
import { localKeys } from './screen.ts';

type Named = Pick<KeyReport, 'canonicalId' | 'owner' | 'algorithm'>;

/** `jeff's key 5570b88, ecdsa-p256`. */
export function keyName({ app }: Pick<Asked, 'app'>, { canonicalId, owner, algorithm }: Named): string {
  const name = app.settings.messages.words.keyOf(safeOwner(owner), shortId(canonicalId));
  return algorithm === '' ? name : `${name}, ${safeText(algorithm)}`;
}

/** Whose key it is by the role in its file; `name` says more where it is known. */
export function ownerByRole(role: string | null, name: string | null = null): KeyOwner | null {
  switch (role) {
    case 'root':
      return { kind: 'root' };
    case 'targets':
      return { kind: 'repository' };
    default: {
      const said = name ?? role;
      return said === null ? null : { kind: 'local', name: safeText(said) };
    }
  }
}

/** Where the private half is. */
export function placeNote({ app }: Pick<Asked, 'app'>, { onThisMachine }: KeyReport): string {
  const { here, notHere } = app.settings.messages.words;
  return onThisMachine ? here : notHere;
}

/** The private keys of this machine, to choose from. */
export function localKeyOptions(asked: Asked): readonly Option[] {
  const { messages } = asked.app.settings;
  return localKeys(asked.app).map((key) => ({
    id: key.id,
    label: localKeyName(asked, key),
    note: key.usedBy.length > 0 ? messages.panels.keys.signs(key.usedBy.length) : safeText(key.gun ?? ''),
  }));
}

export function localKeyName({ app }: Pick<Asked, 'app'>, key: KeyInventoryEntry): string {
  const { messages } = app.settings;
  return `${ownerName(key.owner, messages)} ${shortId(key.id)} ${safeText(key.algorithm ?? '')}`.trim();
}

/** The keys with these IDs as the services know them. */
export function chosenKeys({ app }: Pick<Asked, 'app'>, ids: readonly string[]): readonly LocalKey[] {
  return localKeys(app).filter(({ id }) => ids.includes(id));
}

/** The marked keys of the panel, else the one the cursor is on. */
export function keysOnScreen({ app, wizard }: Asked): readonly string[] {
  const { marks } = app.lists.keys;
  const marked = localKeys(app).filter(({ id }) => marks.has(id));
  return marked.length > 0 ? marked.map(({ id }) => id) : wizard.subject === null ? [] : [wizard.subject];
}
