import { describeKey, type KeyDescription, type KeyId, type TufKey } from '../../tuf/index.ts';

export type DescribeKey = (key: TufKey) => KeyDescription;

/** Describes each key once: taking certificates apart is the slow part of a report. */
export function rememberKeys(): DescribeKey {
  const known = new Map<KeyId, KeyDescription>();
  return (key) => {
    const found = known.get(key.id) ?? describeKey(key);
    known.set(key.id, found);
    return found;
  };
}
