import * as v from 'valibot';
import { APP, type SandboxStory } from './sandbox-story.ts';

export const OTHER = 'registry.example.com/team/other';

/** What docs/json.md promises, to the member. */
const text = v.string();
const nullable = v.nullable(text);
const command = v.strictObject({ tool: v.picklist(['trustdeck', 'notary', 'docker']), line: text });
const key = v.strictObject({ id: text, tufId: text, algorithm: text, owner: nullable, place: text });
const finding = v.strictObject({
  code: text,
  level: v.picklist(['error', 'warning', 'notice']),
  role: nullable,
  summary: text,
  meaning: text,
  pulls: nullable,
  signs: nullable,
  evidence: v.array(
    v.strictObject({
      text,
      role: nullable,
      version: v.nullable(v.number()),
      keyId: nullable,
      owner: nullable,
      at: nullable,
    }),
  ),
  subjects: v.array(text),
  at: nullable,
  fix: v.nullable(
    v.strictObject({
      operation: text,
      command: nullable,
      automatic: v.boolean(),
      label: text,
      judgement: nullable,
      ways: v.array(
        v.strictObject({
          id: text,
          label: text,
          operation: text,
          here: v.boolean(),
          who: v.array(key),
          commands: v.array(command),
          steps: v.array(text),
          hindrance: nullable,
        }),
      ),
    }),
  ),
});
const findings = v.array(finding);
export const DOCTOR_DOCUMENT = v.strictObject({
  repositories: v.array(v.strictObject({ gun: text, level: text, findings })),
  machine: v.strictObject({ findings }),
});
const fixed = {
  findings,
  fixes: v.array(
    v.strictObject({
      code: text,
      role: nullable,
      subjects: v.array(text),
      way: text,
      operation: text,
      plan: v.nullable(v.looseObject({ outcome: text })),
      result: text,
      verified: v.boolean(),
      error: v.nullable(v.strictObject({ code: text, message: text, why: text, next: text })),
    }),
  ),
  remaining: findings,
};
export const FIX_DOCUMENT = v.strictObject({
  repositories: v.array(v.strictObject({ gun: text, ...fixed })),
  machine: v.strictObject(fixed),
});

/** As `docker trust signer remove` of the last signer leaves it. */
export async function breakReleases(story: SandboxStory): Promise<void> {
  const roles = (await story.done(['delegation', 'list', APP, '--json'])).json() as {
    role: string;
    keys: { id: string }[];
  }[];
  const ids = roles.find(({ role }) => role === 'targets/releases')?.keys.map(({ id }) => id) ?? [];
  await story.done([
    ...['delegation', 'remove', APP, 'targets/releases', ...ids, '--yes'],
    ...['--accept-risk', 'releases-unusable', '--accept-risk', 'last-signer'],
  ]);
}
