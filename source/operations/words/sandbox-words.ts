import type { Words } from './words.ts';

/** Words for what keeps the sandbox from starting. */
export const SANDBOX_WORDS = {
  'folder-unusable': ({ path, reason }: { readonly path: string; readonly reason: string }): Words => ({
    message: `The sandbox cannot use ${path}`,
    why: `The system refuses: ${reason}.`,
    next: 'Give another folder with --dir.',
  }),
  'folder-damaged': ({ path, reason }: { readonly path: string; readonly reason: string }): Words => ({
    message: `${path} is not what a sandbox wrote`,
    why: `${reason}.`,
    next: 'Give an empty folder with --dir.',
  }),
  'port-unavailable': ({ port, reason }: { readonly port: number; readonly reason: string }): Words => ({
    message: `The sandbox cannot listen on port ${port}`,
    why: reason === 'EADDRINUSE' ? 'Something else listens there.' : `The system refuses: ${reason}.`,
    next: 'Give another port with --port, or none for any free one.',
  }),
} as const;
