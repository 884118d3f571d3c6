import TextInput from 'ink-text-input';
import { useEffect, useState } from 'react';
import { fieldVersion } from '../keymap/edit-field.ts';
import type { FieldState } from '../store/state.ts';

/** How a text field and the dispatcher of keys agree on who does a key. */
export interface FieldBinding {
  /** False while the dispatcher has taken the key at hand for itself. */
  readonly accepts: () => boolean;
  readonly onChange: (text: string) => void;
  /** Which version of a field hears keys by now; null when it no longer does. */
  readonly onListening: (version: string | null) => void;
}

interface TextFieldProps {
  readonly field: FieldState;
  readonly binding: FieldBinding;
}

/**
 * A text field for plain typing. ink-text-input takes every key for a character (Ctrl+U for a `u`, the carriage
 * return at the end of fast typing for part of the text), so that the dispatcher, which sees each key first, does
 * those itself, and this field then does not accept what ink-text-input made of them.
 */
export function TextField(props: TextFieldProps) {
  return <DrawnField key={fieldVersion(props.field)} {...props} />;
}

/**
 * ink-text-input puts its cursor at the end of the first value it gets and leaves it there when the value grows: with
 * what is before the cursor first, it stands where it should.
 */
function DrawnField({ field, binding }: TextFieldProps) {
  const { accepts, onChange, onListening } = binding;
  const version = fieldVersion(field);
  const [settled, setSettled] = useState(field.cursor === field.text.length);
  useEffect(() => {
    setSettled(true);
    // Effects of what is inside run first: from here on ink-text-input hears keys.
    onListening(version);
    return () => onListening(null);
  }, [version, onListening]);
  return (
    <TextInput
      value={settled ? field.text : field.text.slice(0, field.cursor)}
      onChange={(text) => {
        if (accepts()) {
          onChange(text);
        }
      }}
    />
  );
}
