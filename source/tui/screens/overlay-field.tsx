import type { Overlay } from '../store/state.ts';
import { TextField } from '../widgets/text-field.tsx';

/** How a text field talks to the dispatcher. */
export interface FieldBinding {
  readonly accepts: () => boolean;
  readonly onChange: (text: string) => void;
}

interface OverlayFieldProps {
  readonly overlay: Extract<Overlay, { readonly field: unknown }>;
  readonly binding: FieldBinding;
}

/** The text field of an overlay. */
export function OverlayField({ overlay, binding }: OverlayFieldProps) {
  return <TextField field={overlay.field} accepts={binding.accepts} onChange={binding.onChange} />;
}
