import TextInput from 'ink-text-input';
import { useEffect, useState } from 'react';
import type { FieldState } from '../store/state.ts';

interface TextFieldProps {
  readonly field: FieldState;
  /** False while the dispatcher has taken the key at hand for itself. */
  readonly accepts: () => boolean;
  readonly onChange: (text: string) => void;
}

/**
 * A text field for plain typing. ink-text-input takes every key for a character (Ctrl+U for a `u`, the carriage
 * return at the end of fast typing for part of the text), so that the dispatcher, which sees each key first, does
 * those itself, and this field then does not accept what ink-text-input made of them.
 */
export function TextField(props: TextFieldProps) {
  return <EpochField key={props.field.epoch} {...props} />;
}

/** ink-text-input puts its cursor at the end of its first value; an empty first value leaves it at the start. */
function EpochField({ field, accepts, onChange }: TextFieldProps) {
  const [settled, setSettled] = useState(field.cursor === 'end');
  useEffect(() => setSettled(true), []);
  return (
    <TextInput
      value={settled ? field.text : ''}
      onChange={(text) => {
        if (accepts()) {
          onChange(text);
        }
      }}
    />
  );
}
