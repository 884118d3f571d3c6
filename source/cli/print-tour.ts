import type { AppServices } from '../operations/index.ts';
import type { CliIo } from './ports.ts';

/** Tells as plain text what the app would show; loads how only now, because commands do without it. */
export async function printTour(services: AppServices, io: CliIo): Promise<number> {
  const { tellTour } = await import('./tour.ts');
  return tellTour(services, io);
}
