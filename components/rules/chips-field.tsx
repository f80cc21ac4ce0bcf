'use client';

import { X } from 'lucide-react';
import { type ChangeEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import type { Parsed } from './condition-form';

export interface Option {
  value: string;
  name: string;
}

/**
 * Several values of one kind: chips that can be removed, and a field that takes another one as it
 * is typed or chosen among the options.
 */
export function ChipsField({
  label,
  placeholder,
  values,
  options,
  parse,
  nameOf = (value) => value,
  error,
  onChange,
}: {
  label: string;
  placeholder: string;
  values: readonly string[];
  options: readonly Option[];
  parse: (text: string) => Parsed;
  nameOf?: (value: string) => string;
  /** What is wrong with the values. */
  error?: string | undefined;
  onChange: (values: readonly string[]) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);

  const add = (typed: string) => {
    if (typed.trim() === '') return;
    const parsed = parse(typed);
    if (parsed.error !== undefined) {
      setWrong(parsed.error);
      return;
    }
    setText('');
    setWrong(null);
    if (!values.includes(parsed.value)) onChange([...values, parsed.value]);
  };
  const remove = (value: string) => {
    onChange(values.filter((other) => other !== value));
    input.current?.focus();
  };
  const onType = ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
    setText(target.value);
    setWrong(null);
    // An option that was chosen from the list comes at once, and not as typing.
    const typed = (nativeEvent as InputEvent).inputType;
    const chosen = options.some(({ name }) => name === target.value);
    if (chosen && (typed === undefined || typed === 'insertReplacementText')) add(target.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '') {
      const last = values.at(-1);
      if (last !== undefined) onChange(values.slice(0, -1));
    }
  };
  const shown = wrong ?? error;
  return (
    <Field id={id} label={label} error={shown}>
      {values.length > 0 && (
        <ul aria-label={`${label}, chosen`} className="mb-1.5 flex flex-wrap gap-1">
          {values.map((value) => (
            <li
              key={value}
              className="inline-flex h-6 max-w-full items-center rounded border bg-sunken pl-2 text-sm"
            >
              <span className="truncate">{nameOf(value)}</span>
              <button
                type="button"
                aria-label={`Remove ${nameOf(value)}`}
                onClick={() => remove(value)}
                className="grid size-6 shrink-0 place-items-center rounded text-ink-3 hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Input
          ref={input}
          id={id}
          value={text}
          list={options.length > 0 ? `${id}-list` : undefined}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={253}
          aria-invalid={shown ? true : undefined}
          aria-describedby={shown ? `${id}-hint` : undefined}
          onChange={onType}
          onKeyDown={onKeyDown}
          onBlur={() => add(text)}
        />
        <Button
          aria-label={`Add to ${label}`}
          disabled={text.trim() === ''}
          onClick={() => add(text)}
        >
          Add
        </Button>
      </div>
      <datalist id={`${id}-list`}>
        {options
          .filter(({ value }) => !values.includes(value))
          .map(({ value, name }) => (
            <option key={value} value={name} />
          ))}
      </datalist>
    </Field>
  );
}
