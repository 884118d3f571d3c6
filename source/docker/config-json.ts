import * as v from 'valibot';
import { type ConfigFault, DockerError } from './errors.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a configuration file; throws `config-invalid` for anything but a JSON object. Never quotes its content. */
export function parseConfigObject(text: string, path: string): JsonObject {
  const value = parseObject(text);
  if (typeof value === 'string') {
    throw new DockerError('config-invalid', { path, faults: [{ at: '', reason: value }] });
  }
  return value;
}

/** The JSON object that `text` is, or why it is none. */
export function parseObject(text: string): JsonObject | 'not JSON' | 'not a JSON object' {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : 'not a JSON object';
  } catch {
    // The parser's message quotes the text around the error, which may be a login.
    return 'not JSON';
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All bad members at once. */
export function invalidConfig(path: string, issues: readonly v.BaseIssue<unknown>[]): DockerError {
  return new DockerError('config-invalid', { path, faults: configFaults(issues, (name) => name) });
}

/**
 * Bad members by their paths, each step called what `nameOf` says. Only the kind of value that was expected is told:
 * valibot's own messages quote the one that was met, which may be a login.
 */
export function configFaults(
  issues: readonly v.BaseIssue<unknown>[],
  nameOf: (name: string) => string,
): readonly ConfigFault[] {
  return issues.map((issue) => ({
    at: (issue.path ?? []).map(({ key }) => nameOf(String(key))).join('.'),
    reason: reasonOf(issue),
  }));
}

function reasonOf({ kind, type, expected, message }: v.BaseIssue<unknown>): string {
  if (type === 'strict_object' && expected === 'never') {
    return 'not a known member';
  }
  const isOurs = kind === 'validation' || type === 'custom';
  return isOurs ? message : `not ${expected ?? 'valid'}`;
}

/**
 * A JSON object keyed by names of somebody's choosing, as a Map. valibot's own `record` leaves out `constructor` and
 * the like without a word; a pin must not get lost that way.
 */
export function mapOf<Value extends v.GenericSchema>(value: Value) {
  return v.pipe(
    v.custom<JsonObject>(isObject, 'not an object'),
    v.transform((object) => new Map(Object.entries(object))),
    v.map(v.string(), value),
  );
}

/** Names in lower case, as Go reads members whatever their case; of two that become the same the later one counts. */
export function withLowerCaseNames(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
}
