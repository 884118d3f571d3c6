import { type ConfigFiles, DockerError, type DockerProblemCode } from '../../../source/docker/index.ts';

/** A disk that holds exactly these files; a path listed in `locked` cannot be read. */
export function memoryFiles(
  contents: Readonly<Record<string, string>>,
  locked: readonly string[] = [],
): ConfigFiles {
  const files = new Map(Object.entries(contents));
  return {
    read: async (path) => {
      if (locked.includes(path)) {
        throw new DockerError('file-unreadable', { path, reason: 'permission' });
      }
      return files.get(path) ?? null;
    },
    list: async (path) =>
      [...files.keys()]
        .filter((name) => name.startsWith(`${path}/`) && !name.slice(path.length + 1).includes('/'))
        .map((name) => name.slice(path.length + 1))
        .toSorted(),
  };
}

/** Matches an error by class, code and detail. */
export function dockerError(code: DockerProblemCode, detail: object = {}): object {
  return { name: 'DockerError', code, detail };
}
