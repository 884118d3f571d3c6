import { listRepositories, type RepositoryOrigin, reportError } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { table } from '../table.ts';
import { withWorkspace } from '../with-workspace.ts';

const ORIGINS: Readonly<Record<RepositoryOrigin, string>> = {
  'trust-directory': 'trust directory',
  added: 'added by hand',
  changefeed: 'server',
};

/** `repo list`: what the app would show, and where each is known from. */
export async function run(_: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async ({ cache, remotes, book }) => {
    const { output } = context;
    const listing = await listRepositories({ cache, remotes, book: await book(), signal: context.io.signal });
    if (listing.changefeedError !== null) {
      output.warn(
        `The server's repositories are not listed: ${reportError(listing.changefeedError).message}.`,
      );
    }
    if (output.isJson) {
      output.json(listing.repositories);
    } else if (listing.repositories.length === 0) {
      output.remark('No repositories yet. Add one with trustdeck repo add REPO.');
    } else {
      const rows = listing.repositories.map(({ gun, origins }) => [
        gun,
        origins.map((origin) => ORIGINS[origin]).join(', '),
      ]);
      output.lines(table(['REPOSITORY', 'KNOWN FROM'], rows));
    }
    return 0;
  });
}
